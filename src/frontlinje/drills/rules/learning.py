"""Which day does a history come to? All estimates together, and what they rest on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from frontlinje.centre.rules.fields import CHANNELS, DAY_MIN, Interval
from frontlinje.centre.rules.hours import hours_on
from frontlinje.centre.rules.state import CentreState
from frontlinje.drills.rules import defaults
from frontlinje.drills.rules.basis import Basis, Figure, LeftOut, UsedDay
from frontlinje.drills.rules.estimates import factor_shape
from frontlinje.drills.rules.kinds import Kind, days_of
from frontlinje.drills.rules.lanes import WRITTEN, Known, lane_of, paces, patience_curves
from frontlinje.drills.rules.recorded import History, LaneKey
from frontlinje.drills.rules.roster import Roster, absence, breaks, crews_of, date_of, roster_for
from frontlinje.drills.rules.window import (
    INTERVAL_MIN,
    Window,
    counted,
    waiting_at,
    window_around,
)
from frontlinje.simulation.model import Lane
from frontlinje.simulation.rehearsal.form import DayForm, People


@dataclass(frozen=True, slots=True)
class Learnt:
    """A day, and what it rests on."""

    form: DayForm
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Days:
    """The dates that are learnt from, and why others of the kind are not."""

    used: list[date]
    left_out: list[LeftOut]
    are_of_kind: bool


def learn(history: History, *, kind: Kind, state: CentreState, today: date) -> Learnt:
    """Return the ordinary day of a kind as a history has it.

    Parameters
    ----------
    history : History
        Of the period.
    kind : Kind
        Which days are looked at.
    state : CentreState
        The operating state without anything laid on it.
    today : date
        The local date.

    Returns
    -------
    Learnt
        Rates from the days of the kind (of all days where there is none), handling, patience,
        pace, absence and breaks from the whole period, stated defaults where there is too little.
    """
    document = state.document
    roster = roster_for(kind, history, document, today)
    day = date_of(kind, roster, today, document)
    days = _days(kind, history, state)
    window = window_around([*_open_spans(state, day), *_worked_spans(roster)])
    known = Known.of(history.came)
    lanes = _lanes(history, days, window, state, known)
    own_paces = paces(history.came, lanes, known)
    shape = _factor(history, days, window, known)
    form = DayForm(
        date=day,
        begins=f"{window.begins // 60:02d}:{window.begins % 60:02d}",
        interval_min=INTERVAL_MIN,
        lanes=tuple(lanes),
        people=tuple(_people(history, roster, own_paces, known)),
        factor_shape=shape,
    )
    return Learnt(form, _basis(history, kind, days, known, roster))


def _days(kind: Kind, history: History, state: CentreState) -> _Days:
    n_came: defaultdict[date, int] = defaultdict(int)
    for one in history.came:
        n_came[one.at.date()] += 1
    # Before anything at all came there was no centre that could have been quiet.
    began = max(history.first, min(n_came, default=history.first))
    candidates = days_of(kind, began, history.last, state.document)
    used, left_out = [], []
    for day in candidates:
        if day in history.disturbed:
            left_out.append(LeftOut(day=day, why="plan"))
        elif not n_came[day]:
            left_out.append(LeftOut(day=day, why="nothing"))
        else:
            used.append(day)
    if used:
        return _Days(used, left_out, True)
    others = [day for day in sorted(n_came) if n_came[day] and day >= history.first]
    return _Days([day for day in others if day not in history.disturbed], left_out, False)


def _open_spans(state: CentreState, day: date) -> list[Interval]:
    """Return the hours in which customers are turned away otherwise; day and night says nothing."""
    calendars = {one.code: one for one in state.document.hours}
    codes = [
        queue.hours or channel.hours
        for queue in state.document.queues
        for channel in state.document.channels
        if channel.code in queue.channels and channel.code not in WRITTEN
    ]
    spans = [
        span
        for code in codes
        if code in calendars
        for span in hours_on(calendars[code], state.document.country, day)
    ]
    return [span for span in spans if span.closes - span.opens < DAY_MIN]


def _worked_spans(roster: Roster) -> list[Interval]:
    return [span for spans in roster.spans.values() for span in spans]


def _lanes(
    history: History, days: _Days, window: Window, state: CentreState, known: Known
) -> list[Lane]:
    counts = counted(history.came, window, days.used, history.zone)
    starts = [window.bounds(day, history.zone)[0] for day in days.used]
    backlogs = [waiting_at(at, history.came, state) for at in starts]
    keys = {*counts, *(key for waiting in backlogs for key in waiting)} or _every_lane(state)
    lanes = []
    for key in sorted(keys, key=lambda key: _place(key, state)):
        nothing = [[0] * window.n_intervals for _ in days.used]
        own = counts.get(key, nothing) if days.used else None
        waiting = [one.get(key) for one in backlogs]
        lane = lane_of(
            key,
            counts=own,
            backlogs=waiting,
            n_intervals=window.n_intervals,
            state=state,
            known=known,
        )
        if own is None or lane.backlog or any(lane.per_h):
            lanes.append(lane)
    return lanes or _lanes_of_nobody(window, state, known)


def _lanes_of_nobody(window: Window, state: CentreState, known: Known) -> list[Lane]:
    return [
        lane_of(
            key,
            counts=None,
            backlogs=(),
            n_intervals=window.n_intervals,
            state=state,
            known=known,
        )
        for key in sorted(_every_lane(state), key=lambda key: _place(key, state))
    ]


def _every_lane(state: CentreState) -> set[LaneKey]:
    there = set(state.channels)
    return {(q.code, channel, "") for q in state.document.queues for channel in q.channels & there}


def _place(key: LaneKey, state: CentreState) -> tuple[int, int, str]:
    queue, channel, language = key
    place = list[str](CHANNELS).index(channel)
    return list(state.queues).index(queue), place, language


def _factor(history: History, days: _Days, window: Window, known: Known) -> float | None:
    totals: defaultdict[int, list[int]] = defaultdict(list)
    counts = counted(history.came, window, days.used, history.zone)
    for k, day in enumerate(days.used):
        totals[day.weekday()].append(sum(sum(own[k]) for own in counts.values()))
    n = len(days.used)
    if n < defaults.LEAST_DAYS or not days.are_of_kind:
        known.figures["factor"] = Figure(source="default", n=n)
        return defaults.FACTOR_SHAPE
    known.figures["factor"] = Figure(source="history", n=n)
    return factor_shape(totals)


def _people(
    history: History, roster: Roster, own_paces: dict[str, float], known: Known
) -> list[People]:
    absent, known.figures["absence"] = absence(history, roster)
    if roster.source != "history":
        _, known.figures["breaks"] = breaks(history)
    offers = history.offers
    n_offers = offers.n_accepted + offers.n_missed
    is_known = n_offers >= defaults.LEAST_OFFERS
    source = Figure(source="history" if is_known else "default", n=n_offers)
    known.figures.update(misses=source, answer=source, people=Figure(source=roster.source))
    return list(
        crews_of(
            roster.spans,
            history.colleagues,
            paces=own_paces,
            absent=absent,
            misses=round(offers.n_missed / n_offers, 3) if is_known else defaults.MISSES_SHARE,
            answer_s=round(offers.answer_s, 1) if is_known else defaults.ANSWER_S,
        )
    )


def _basis(history: History, kind: Kind, days: _Days, known: Known, roster: Roster) -> Basis:
    n_came: defaultdict[date, int] = defaultdict(int)
    for one in history.came:
        n_came[one.at.date()] += 1
    figures = known.figures
    if not days.are_of_kind:
        figures = {
            name: figure.model_copy(update={"source": "others"})
            if name.endswith(":per_h") and figure.source == "history"
            else figure
            for name, figure in figures.items()
        }
    return Basis(
        kind=kind,
        first=history.first,
        last=history.last,
        days=tuple(UsedDay(day=day, n_came=n_came[day]) for day in days.used),
        left_out=tuple(days.left_out),
        n_unplaced=history.n_unplaced,
        figures=figures,
        patience=tuple(patience_curves(known)),
        roster=roster.of,
    )
