"""How does a played day look? Pictures and tables of one scenario, without a plan and with one.

Pictures are drawn here, on the server, from paths; their colours are classes, for both themes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.drills.drill_words import NOTHING, Names, hours, number, percent, wait
from frontlinje.drills.rules.plots import Plot, ticks
from frontlinje.drills.rules.results import Case, Results, answered_within

WITHIN_S = (20.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)
MOST_LABELS = 13
SOMEBODY = 0.5
"""Contacts in an interval on an average day, below which «0» stands for how many came."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a picture."""

    kind: str
    """``without`` or ``with``: how it is drawn."""
    name: str
    line: str
    band: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its scales."""

    code: str
    title: str
    plot: Plot
    series: Sequence[Series]
    across: Sequence[tuple[float, str]]
    """Where on the left scale, and what stands there."""
    along: Sequence[tuple[float, str]]
    """Where on the lower scale."""
    mark: tuple[float, str] | None = None
    """A line all the way across: the promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a page shows closely: a scenario without a plan, and with one if any was tried."""

    results: Results
    names: Names
    cases: Sequence[tuple[str, Case]]
    """Kind and figures."""

    @property
    def first(self) -> Case:
        """Return the case without a plan."""
        return self.cases[0][1]

    def clock(self, interval: int) -> str:
        """Return when an interval begins."""
        day = self.names.asked.file.day
        hour, minute = (int(part) for part in day.begins.split(":")[:2])
        minutes = hour * 60 + minute + int(interval * day.interval_min)
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"

    def plan(self, case: Case) -> str:
        """Return what the plan of a case is called."""
        return self.names.plan(case["plan"])


def chosen(results: Results, names: Names, *, scenario: str, plan: str) -> Chosen:
    """Return what is looked at closely: by default the worst scenario and its best plan."""
    if scenario not in results.scenarios:
        scenario = results.by_need()[0]
    without = results.of(scenario, None)
    assert without is not None
    beside = results.of(scenario, plan) if plan else None
    beside = beside or results.best(scenario)
    cases = [("without", without)]
    if beside is not None:
        cases.append(("with", beside))
    return Chosen(results=results, names=names, cases=cases)


def pictures(of: Chosen) -> list[Picture]:
    """Return the pictures of a day: in time with its bands, and what waits."""
    return [_in_time(of), _waiting(of)]


def _in_time(of: Chosen) -> Picture:
    plot = Plot(n=len(of.first["intervals"]), most=1.0)
    series = [
        Series(
            kind,
            of.plan(case),
            plot.line([_told(one, "share_in_time") for one in case["intervals"]]),
            plot.band([_told(one, "band") for one in case["intervals"]]),
        )
        for kind, case in of.cases
    ]
    share = of.results.plain["promise"]["share"]
    across = [(plot.y(value), percent(value)) for value in ticks(1.0)]
    mark = (plot.y(share), _("the promise, %(share)s") % {"share": percent(share)})
    title = _("Answered in time, over the day")
    return Picture("in-time", title, plot, series, across, _along(of, plot), mark)


def _waiting(of: Chosen) -> Picture:
    waiting = [(kind, case, waiting_at_the_end(case)) for kind, case in of.cases]
    scale = ticks(max(1.0, *(max(values) for _kind, _case, values in waiting)))
    plot = Plot(n=len(of.first["intervals"]), most=scale[-1])
    series = [Series(kind, of.plan(case), plot.line(values)) for kind, case, values in waiting]
    across = [(plot.y(value), number(value)) for value in scale]
    title = _("Waiting, in all queues and channels")
    return Picture("waiting", title, plot, series, across, _along(of, plot))


def waiting_at_the_end(case: Case) -> list[float]:
    """Return how much waits at the end of each interval, on all lanes together."""
    return [
        sum(lane["intervals"][k]["backlog"] for lane in case["lanes"])
        for k in range(len(case["intervals"]))
    ]


def _along(of: Chosen, plot: Plot) -> list[tuple[float, str]]:
    n = plot.n
    per_hour = max(1, round(60.0 / of.names.asked.file.day.interval_min))
    step = per_hour
    while n / step > MOST_LABELS:
        step += per_hour
    return [(plot.x(k), of.clock(k)) for k in range(0, n + 1, step)]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, headings and rows; the first cell of a row is its heading."""

    code: str
    title: str
    head: Sequence[str | Promise]
    rows: Sequence[Sequence[str]]
    note: str = ""
    """What has to be known to understand it."""


def tables(of: Chosen) -> list[Table]:
    """Return what does not fit in a picture: waits, queues, and each person's work."""
    return [_waits(of), _lanes(of), _people(of)]


def interval_table(of: Chosen) -> Table:
    """Return the figures behind the pictures."""
    columns: list[tuple[str, Callable[[Case, int], str]]] = [
        (_("came"), lambda case, k: number(case["intervals"][k]["offered"])),
        (_("in time"), lambda case, k: percent(_told(case["intervals"][k], "share_in_time"))),
        (_("band"), lambda case, k: _band(_told(case["intervals"][k], "band"))),
        (_("waiting"), lambda case, k: number(waiting_at_the_end(case)[k])),
        (_("busy"), lambda case, k: percent(case["intervals"][k]["busy"])),
    ]
    rows = [
        [of.clock(k), *(told(case, k) for _kind, case in of.cases for _name, told in columns)]
        for k in range(len(of.first["intervals"]))
    ]
    return Table("intervals", _("The figures"), [_("From"), *_heads(of, columns)], rows)


def _told(interval: dict[str, Any], figure: str) -> Any:
    """Return a share of an interval, but none of the odd one who comes once in many days."""
    return interval[figure] if interval["offered"] >= SOMEBODY else None


def _heads(of: Chosen, columns: Sequence[tuple[str, Callable[..., str]]]) -> list[str]:
    if len(of.cases) == 1:
        return [name[:1].upper() + name[1:] for name, _told in columns]
    return [f"{of.plan(case)}: {name}" for _kind, case in of.cases for name, _told in columns]


def _band(band: Sequence[float] | None) -> str:
    return NOTHING if band is None else f"{percent(band[0])} – {percent(band[1])}"


def _waits(of: Chosen) -> Table:
    up_to = of.results.plain["waits_up_to_s"]
    rows = [
        [
            _("within %(time)s") % {"time": span_in_words(within_s)},
            *(percent(answered_within(case, up_to, within_s)) for _kind, case in of.cases),
        ]
        for within_s in WITHIN_S
    ]
    gave_up = [
        percent(case["promised"]["abandoned"] / case["promised"]["offered"])
        if case["promised"]["offered"]
        else NOTHING
        for _kind, case in of.cases
    ]
    rows.append([_("gave up"), *gave_up])
    head = [_("Answered, of all who came"), *(of.plan(case) for _kind, case in of.cases)]
    return Table("waits", _("How long people wait"), head, rows)


def _lanes(of: Chosen) -> Table:
    columns: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        (_("came"), lambda lane: number(lane["offered"])),
        (_("turned away"), lambda lane: number(lane["turned_away"])),
        (_("in time"), lambda lane: percent(lane["share_in_time"])),
        (_("mean wait"), lambda lane: wait(lane["mean_wait_s"])),
        (_("left"), lambda lane: number(lane["left"])),
    ]
    if not any(lane["turned_away"] for _kind, case in of.cases for lane in case["lanes"]):
        del columns[1]
    rows = [
        [
            _lane_name(of, lane),
            *(told(case["lanes"][k]) for _kind, case in of.cases for _name, told in columns),
        ]
        for k, lane in enumerate(of.first["lanes"])
        if any(_comes(case["lanes"], k) for _kind, case in of.cases)
    ]
    has_backlog = any(lane.backlog for lane in of.names.asked.file.day.lanes)
    note = _("What waited in the morning came too, and has waited since it came.")
    head = [_("Queue"), *_heads(of, columns)]
    return Table("lanes", _("Queue by queue"), head, rows, note=note if has_backlog else "")


def _comes(lanes: Sequence[dict[str, Any]], k: int) -> bool:
    return k < len(lanes) and any(lanes[k][name] for name in ("offered", "turned_away", "left"))


def _lane_name(of: Chosen, lane: dict[str, Any]) -> str:
    queue = of.names.queues.get(lane["queue"], lane["queue"])
    name = f"{queue}, {CHANNEL_NAMES[lane['channel']]}"
    return f"{name} ({lane['language']})" if lane["language"] else name


def _people(of: Chosen) -> Table:
    columns: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        (_("on duty"), lambda person: hours(person["on_duty_s"])),
        (_("busy"), lambda person: _busy(person)),
        (_("answered"), lambda person: number(person["answered"], 1)),
        (_("missed"), lambda person: number(person["missed"], 1)),
    ]
    rows = [
        [
            of.names.person(person["agent"]),
            *(told(case["people"][k]) for _kind, case in of.cases for _name, told in columns),
        ]
        for k, person in enumerate(of.first["people"])
    ]
    title = _("What each person would do")
    return Table("people", title, [_("Person"), *_heads(of, columns)], rows)


def _busy(person: dict[str, Any]) -> str:
    on_duty = person["on_duty_s"]
    return percent(person["busy_s"] / on_duty) if on_duty else NOTHING
