"""Whose day is it? The people of a model: as planned, else as they were there, else everybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import Interval
from frontlinje.drills.rules import defaults
from frontlinje.drills.rules.attendance import absent_share, break_share, joined, with_breaks
from frontlinje.drills.rules.basis import Figure, Source
from frontlinje.drills.rules.kinds import Kind, days_of, is_of, next_of
from frontlinje.drills.rules.recorded import Colleague, History, There
from frontlinje.drills.rules.window import USUAL
from frontlinje.simulation.rehearsal.form import People

_SHORT_GAP_MIN = 4
"""Between two stretches at work, shorter than any break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who works, from when to when."""

    of: date | None
    """Whose date it is; None when it is nobody's."""
    source: Source
    """``plan``, ``history`` (as they were there) or ``default`` (everybody, usual hours)."""
    spans: Mapping[str, tuple[Interval, ...]]
    """By username, without breaks."""


def roster_for(kind: Kind, history: History, document: CentreDocument, today: date) -> Roster:
    """Return the people of the next date of a kind that is planned, or of the latest that was.

    Parameters
    ----------
    kind : Kind
        The kind of day.
    history : History
        With what is planned, and who was there.
    document : CentreDocument
        Which says what dates are special.
    today : date
        The local date.

    Returns
    -------
    Roster
        As planned, with breaks laid in; else as people were there; else everybody as if planned
        from eight to four.
    """
    ahead = [day for day in sorted(history.planned) if day >= today and is_of(kind, day, document)]
    before = sorted(days_of(kind, history.first, history.last, document), reverse=True)
    for day in ahead:
        if any(one.planned for one in history.planned[day]):
            return _planned(day, history.planned[day], history)
    for day in before:
        there = history.there.get(day, ())
        if any(one.ready for one in there):
            spans = {
                one.username: joined(one.ready, gap_min=_SHORT_GAP_MIN)
                for one in there
                if one.ready
            }
            return Roster(of=day, source="history", spans=spans)
        if any(one.planned for one in there):
            return _planned(day, there, history)
    usual = [There(username=name, planned=(USUAL,)) for name in history.colleagues]
    return replace(_planned(today, usual, history), of=None, source="default")


def date_of(kind: Kind, roster: Roster, today: date, document: CentreDocument) -> date:
    """Return the date that a model is about.

    Parameters
    ----------
    kind : Kind
        The kind of day.
    roster : Roster
        Its people.
    today : date
        The local date.
    document : CentreDocument
        Which says what dates are special.

    Returns
    -------
    date
        The roster's own if that is to come, else the next of its kind.
    """
    if roster.of is not None and roster.of >= today:
        return roster.of
    return next_of(kind, today, document) or roster.of or today + timedelta(days=1)


def _planned(day: date, there: Sequence[There], history: History) -> Roster:
    share, _ = breaks(history)
    at_work = [one for one in there if one.planned]
    spans = {}
    for number, one in enumerate(at_work):
        # The golden section spreads any number of people evenly over the middle of the day.
        place = (number * 0.618034) % 1.0
        laid = [span for shift in one.planned for span in with_breaks(shift, share, place)]
        spans[one.username] = joined(laid)
    return Roster(of=day, source="plan", spans=spans)


def breaks(history: History) -> tuple[float, Figure]:
    """Return which share of the time at work is pause, and how that is known.

    Parameters
    ----------
    history : History
        With people's days.

    Returns
    -------
    share : float
        Measured, or the default where too little was.
    figure : Figure
        How it came.
    """
    share, n = break_share(one for there in history.there.values() for one in there)
    if n < defaults.LEAST_SHIFTS:
        return defaults.BREAK_SHARE, Figure(source="default", n=n)
    return share, Figure(source="history", n=n)


def absence(history: History, roster: Roster) -> tuple[float, Figure]:
    """Return the chance that somebody of a roster is away, and how that is known.

    Parameters
    ----------
    history : History
        With people's days.
    roster : Roster
        Of a plan, somebody may be missing; those who were there were there.

    Returns
    -------
    share : float
        Measured, or the default where too little was; 0 for people as they were there.
    figure : Figure
        How it came.
    """
    if roster.source == "history":
        return 0.0, Figure(source="history")
    share, n = absent_share(one for there in history.there.values() for one in there)
    if n < defaults.LEAST_SHIFTS:
        return defaults.ABSENT_SHARE, Figure(source="default", n=n)
    return share, Figure(source="history", n=n)


def crews_of(
    spans: Mapping[str, tuple[Interval, ...]],
    colleagues: Mapping[str, Colleague],
    *,
    paces: Mapping[str, float],
    absent: float,
    misses: float,
    answer_s: float,
) -> Iterator[People]:
    """Yield people as a day's form has them.

    Parameters
    ----------
    spans : mapping
        When each is on duty, by username.
    colleagues : mapping
        Who they are; whoever has left since is left out.
    paces : mapping
        By crew, see `Colleague.crew`; 1 for those that are missing.
    absent, misses : float
        Chances of being away, and of letting an offer lapse.
    answer_s : float
        Seconds until an offer is accepted.

    Yields
    ------
    People
        One for each person, by team and name.
    """
    known = [colleagues[name] for name in spans if name in colleagues]
    for one in sorted(known, key=lambda who: (who.crew, who.username)):
        if spans[one.username]:
            yield People(
                username=one.username,
                team=one.team,
                site=one.site,
                is_last_resort=one.is_last_resort,
                languages=one.languages,
                skills=dict(one.skills),
                shift=spans[one.username],
                absent_share=absent,
                pace=paces.get(one.crew, 1.0),
                misses_share=misses,
                answer_s=answer_s,
            )
