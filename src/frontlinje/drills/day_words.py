"""How is a day model said in words? Kinds of day, lanes with figures, people, what is sure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontlinje.centre.forms.values import span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.rules.fields import format_day
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.texts import problem_in_words
from frontlinje.drills.drill_words import NOTHING, number, percent
from frontlinje.drills.models import Origin
from frontlinje.drills.rules import defaults
from frontlinje.drills.rules.basis import Basis, Figure, lane_figure
from frontlinje.drills.rules.kinds import Kind
from frontlinje.drills.rules.recorded import crew_of
from frontlinje.simulation.model import Lane, Spread
from frontlinje.simulation.rehearsal.form import DayForm, People

KINDS = {
    Kind.WORKING: gettext_lazy("Monday to Friday, all alike"),
    Kind.MON: gettext_lazy("Mondays"),
    Kind.TUE: gettext_lazy("Tuesdays"),
    Kind.WED: gettext_lazy("Wednesdays"),
    Kind.THU: gettext_lazy("Thursdays"),
    Kind.FRI: gettext_lazy("Fridays"),
    Kind.SAT: gettext_lazy("Saturdays"),
    Kind.SUN: gettext_lazy("Sundays"),
    Kind.SPECIAL: gettext_lazy("Holidays and days with hours of their own"),
}
ORIGINS = {
    Origin.HISTORY: gettext_lazy("From history"),
    Origin.HAND: gettext_lazy("Changed by hand"),
    Origin.FILE: gettext_lazy("From a file"),
}
SOURCES = {
    "channel": gettext_lazy("whole channel"),
    "others": gettext_lazy("other days"),
    "default": gettext_lazy("default"),
    "hand": gettext_lazy("by hand"),
    "plan": gettext_lazy("shift plan"),
    "centre": gettext_lazy("settings"),
}
COLOURS = {"default": "warning", "others": "warning", "hand": "info"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and how it came."""

    value: str
    source: str = ""
    """What its tag says; empty for what was recorded."""
    colour: str = "neutral"
    n: int = 0


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane in the table of a model's page."""

    name: str
    cells: Sequence[Cell]


def lane_name(lane: Lane, queues: Mapping[str, str]) -> str:
    """Return what a lane is called."""
    name = f"{queues.get(lane.queue, lane.queue)}, {CHANNEL_NAMES[lane.channel]}"
    return f"{name} ({lane.language})" if lane.language else name


def lane_rows(form: DayForm, basis: Basis, queues: Mapping[str, str]) -> list[LaneRow]:
    """Return the lanes with their figures, each with how it came."""
    return [LaneRow(lane_name(one, queues), list(_cells(one, form, basis))) for one in form.lanes]


def _cells(lane: Lane, form: DayForm, basis: Basis) -> Iterator[Cell]:
    def cell(name: str, value: str) -> Cell:
        key = lane_figure(lane.queue, lane.channel, lane.language, name)
        return _cell(value, basis.figures.get(key))

    yield cell("per_h", number(per_day(lane, form)))
    yield cell("handling", _spread(lane.handling))
    yield cell("wrap_up", _spread(lane.wrap_up))
    yield cell("patience", _spread(lane.patience))
    yield Cell(span_in_words(lane.target_s))
    waiting = number(lane.backlog) if lane.backlog else NOTHING
    yield cell("backlog", waiting)


def _cell(value: str, figure: Figure | None) -> Cell:
    if figure is None or value == NOTHING:
        return Cell(value)
    if figure.source == "history":
        return Cell(value, n=figure.n)
    return Cell(value, str(SOURCES[figure.source]), COLOURS.get(figure.source, "neutral"), figure.n)


def per_day(lane: Lane, form: DayForm) -> float:
    """Return how many contacts of a lane are expected, without those that wait in the morning."""
    return sum(lane.per_h) * form.interval_min / 60.0


def _spread(spread: Spread | None) -> str:
    return NOTHING if spread is None else span_in_words(round(spread.mean_s))


@dataclass(frozen=True, slots=True)
class Crew:
    """People who are looked at together."""

    name: str
    n: int
    hours: str
    pace: Cell
    members: Sequence[tuple[str, str]]
    """Who, and their shift."""


def crews(form: DayForm, basis: Basis, teams: Mapping[str, str]) -> list[Crew]:
    """Return the people of a day, by team, lent hands and trainees apart."""
    found: dict[str, list[People]] = {}
    for one in form.people:
        found.setdefault(crew_of(one.team, is_last_resort=one.is_last_resort), []).append(one)
    return [_crew(code, some, basis, teams) for code, some in found.items()]


def _crew(code: str, some: list[People], basis: Basis, teams: Mapping[str, str]) -> Crew:
    team = some[0].team or ""
    name = teams.get(team, team) or _("Without a team")
    if some[0].is_last_resort:
        name = _("%(team)s: trainees, lent and temporary") % {"team": name}
    minutes = sum(one.count * (s.closes - s.opens) for one in some for s in one.shift)
    paces = {one.pace for one in some}
    told = " / ".join(number(pace, 2) for pace in sorted(paces))
    return Crew(
        name=name,
        n=sum(one.count for one in some),
        hours=number(minutes / 60.0, 1),
        pace=_cell(told, basis.figures.get(f"pace:{code}")),
        members=[
            (f"{one.count} × {one.username}" if one.count > 1 else one.username, _hours(one))
            for one in some
        ],
    )


def _hours(one: People) -> str:
    return format_day(one.shift)


def day_facts(form: DayForm, basis: Basis) -> list[tuple[str, Cell]]:
    """Return what holds for the whole day, each with how it came."""
    figures = basis.figures
    shape = form.factor_shape
    differ = _("no more than by chance")
    if shape:
        differ = _("± %(share)s %%") % {"share": number(100.0 / sqrt(shape))}
    facts = [(_("Whole days are busier or calmer"), _cell(differ, figures.get("factor")))]
    if form.people:
        some = form.people[0]
        facts += [
            (
                _("Away (ill or otherwise), each"),
                _cell(_share(form, "absent_share"), figures.get("absence")),
            ),
            (
                _("Offers that are missed"),
                _cell(_share(form, "misses_share"), figures.get("misses")),
            ),
            (
                _("Until an offer is accepted"),
                _cell(span_in_words(some.answer_s), figures.get("answer")),
            ),
            (_("People and shifts"), _cell(_people(form), figures.get("people"))),
        ]
    if "breaks" in figures:
        facts.append((_("Breaks, laid into the shifts"), _cell(_breaks(form), figures["breaks"])))
    return facts


def _share(form: DayForm, name: str) -> str:
    shares = sorted({getattr(one, name) for one in form.people})
    ends = dict.fromkeys((shares[0], shares[-1]))
    return " – ".join(percent(share, 1) for share in ends)


def _people(form: DayForm) -> str:
    n = sum(one.count for one in form.people)
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}


def _breaks(form: DayForm) -> str:
    """Return which share of the time between first and last minute of shifts is not worked."""
    worked = sum(s.closes - s.opens for one in form.people for s in one.shift)
    there = sum(one.shift[-1].closes - one.shift[0].opens for one in form.people if one.shift)
    return percent(1 - worked / there) if there else NOTHING


def default_lines(basis: Basis) -> list[str]:
    """Return which defaults a model has, where they come from and what would replace them."""
    names = {name.rsplit(":", 1)[-1] for name, f in basis.figures.items() if f.source == "default"}
    return [str(text) % numbers for name, (text, numbers) in _DEFAULTS.items() if name in names]


_DEFAULTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "per_h": (
        gettext_lazy(
            "How much comes: nothing was recorded, so each queue has %(n)s contacts an hour, only"
            " so that there is something to edit."
        ),
        {"n": round(defaults.PER_H)},
    ),
    "handling": (
        gettext_lazy(
            "Handling time: five minutes for a call, seven for a letter, ten for a chat or visit."
            " Our assumption; %(n)s contacts on the channel replace it."
        ),
        {"n": defaults.LEAST_CONTACTS},
    ),
    "patience": (
        gettext_lazy(
            "Patience: four minutes on the phone, three in a chat, twenty at a counter. Our"
            " assumption; %(n)s customers who gave up on the channel replace it."
        ),
        {"n": defaults.LEAST_GAVE_UP},
    ),
    "factor": (
        gettext_lazy(
            "How much whole days differ: by about a sixth, between what was measured at a small and"
            " a large centre. %(n)s days of the kind replace it."
        ),
        {"n": defaults.LEAST_DAYS},
    ),
    "absence": (
        gettext_lazy("Away: six in a hundred. Our assumption; %(n)s planned shifts replace it."),
        {"n": defaults.LEAST_SHIFTS},
    ),
    "breaks": (
        gettext_lazy(
            "Breaks: a tenth of the shift, as half an hour and two short breaks in eight hours."
            " %(n)s recorded days at work replace it."
        ),
        {"n": defaults.LEAST_SHIFTS},
    ),
    "misses": (
        gettext_lazy(
            "Missed offers: two in a hundred, and five seconds until one is accepted. Our"
            " assumption; %(n)s offers replace it."
        ),
        {"n": defaults.LEAST_OFFERS},
    ),
    "people": (
        gettext_lazy(
            "People: no shift and nobody at work was recorded, so everybody is there from eight to"
            " four. Enter shifts, and learn the day again."
        ),
        {},
    ),
}


def problem_lines(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Return where in a day something is wrong, and what."""
    return [(problem.place, problem_in_words(problem)) for problem in problems]
