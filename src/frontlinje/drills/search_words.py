"""How are the least that holds, and the edge, said in words? For screens and paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontlinje.centre.forms.values import number_in_words
from frontlinje.drills.drill_words import NOTHING, Names, estimate, gain, number, percent
from frontlinje.drills.rules.results import Results
from frontlinje.people.models import name_in

MARKS = {"holds": "+", "edge": "~", "breaks": "−", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Bought:
    """A measure of the least that holds, and what it buys."""

    measure: str
    plan: str
    in_set: str
    alone: str


@dataclass(frozen=True, slots=True)
class Least:
    """What is the least in one scenario."""

    verdict: str
    bought: Sequence[Bought]
    others: Sequence[str]
    """Other sets of as many measures."""
    how_sure: str


def least_of(results: Results, names: Names) -> list[Least]:
    """Return the least that holds in each scenario, if it was searched."""
    return [_least(one, names) for one in results.plain.get("least", ())]


def _least(one: dict[str, Any], names: Names) -> Least:
    bought = [
        Bought(
            _says(measure, names),
            names.plan(measure["plan"]),
            gain(measure["buys_in_set"]),
            gain(measure["buys_alone"]),
        )
        for measure in one["measures"]
    ]
    others = ["; ".join(_says(measure, names) for measure in other) for other in one["others"]]
    how_sure = _how_sure(one) if one["answer"] in ("found", "nothing_holds") else ""
    return Least(_least_verdict(one, names), bought, others, how_sure)


def _says(measure: dict[str, Any], names: Names) -> str:
    return name_in(measure["says"], names.language)


def _least_verdict(one: dict[str, Any], names: Names) -> str:
    told: dict[str, Any] = {
        "scenario": names.scenario(one["scenario"]),
        "without": estimate(one["without"]["in_time"]),
        "share": estimate(one["with"]["in_time"]),
        "away": number(one["with"]["turned_away"]),
        "n": len(one["measures"]),
    }
    match one["answer"]:
        case "nothing_needed":
            text = _("%(scenario)s: nothing needs to be done (%(without)s in time).")
        case "nothing_came":
            text = _("%(scenario)s: nothing comes that the promise is about.")
        case "found":
            text = ngettext(
                "%(scenario)s: %(n)s measure is enough: %(share)s in time, %(away)s turned away"
                " a day. Without it %(without)s.",
                "%(scenario)s: %(n)s measures are enough: %(share)s in time, %(away)s turned away"
                " a day. Without them %(without)s.",
                told["n"],
            )
        case _ if one["measures"]:
            text = _(
                "%(scenario)s: no set of these measures surely holds. Nearest comes this one, with"
                " %(share)s in time and %(away)s turned away a day; without it %(without)s."
            )
        case _:
            text = _("%(scenario)s: none of these measures surely helps (%(without)s in time).")
    return text % told


def _how_sure(one: dict[str, Any]) -> str:
    told = {"sets": one["sets_played"], "measures": one["measures_to_choose_among"]}
    if one["answer"] == "nothing_holds":
        text = (
            _("All %(sets)s sets of %(measures)s measures were played.")
            if one["is_proved"]
            else _("%(sets)s sets of %(measures)s measures were played, not all there are.")
        )
    elif one["is_proved"]:
        text = _(
            "%(sets)s sets of %(measures)s measures were played, every smaller one among them:"
            " none surely holds."
        )
    else:
        text = _(
            "%(sets)s sets of %(measures)s measures were played, not every smaller one: there may"
            " be one that holds too."
        )
    return text % told


@dataclass(frozen=True, slots=True)
class MapCell:
    """One volume with one share ill."""

    verdict: str
    """``beyond`` when it was not played."""
    words: str


@dataclass(frozen=True, slots=True)
class MapRow:
    """One share ill."""

    share_ill: str
    cells: Sequence[MapCell]
    edge: str


@dataclass(frozen=True, slots=True)
class EdgeMap:
    """When a plan, or none, breaks."""

    plan: str
    volumes: Sequence[str]
    rows: Sequence[MapRow]


def edge_maps(results: Results, names: Names) -> list[EdgeMap]:
    """Return a map for no plan and for each, if they were played."""
    return [
        EdgeMap(
            names.plan(one["plan"]),
            [f"×{number_in_words(cell['volume'])}" for cell in one["rows"][0]["cells"]],
            [_map_row(row) for row in one["rows"]],
        )
        for one in results.plain.get("breaking", ())
    ]


def _map_row(row: dict[str, Any]) -> MapRow:
    return MapRow(percent(row["share_ill"]), [_map_cell(cell) for cell in row["cells"]], _edge(row))


def _map_cell(cell: dict[str, Any]) -> MapCell:
    if cell["in_time"] is None:
        return MapCell("beyond", NOTHING)
    value = percent(cell["in_time"]["value"])
    return MapCell(cell["verdict"], f"{value} {MARKS[cell['verdict']]}".strip())


def _edge(row: dict[str, Any]) -> str:
    if row["breaks_at_volume"] is not None:
        return f"×{number(row['breaks_at_volume'], 2)}"
    first, last = row["cells"][0], row["cells"][-1]
    if first["verdict"] == "breaks":
        return f"< ×{number_in_words(first['volume'])}"
    if last["verdict"] == "nothing":
        return NOTHING
    return f"> ×{number_in_words(last['volume'])}"


LEAST_FORMULA = gettext_lazy(
    "In the set: percentage points of «in time» that are lost without the measure. Alone: points"
    " that it gains by itself. ± at 95 %, against the same customers. A set holds when «in time»"
    " minus its ± is at least the promise. Sets that turn nobody away are searched first."
)
EDGE_FORMULA = gettext_lazy(
    "The share in time for so many times as many contacts (to the right) and so many people ill"
    " (downwards): + holds, − breaks, ~ too close to tell. – was not played: it lies beyond what is"
    " far below the promise. The edge is on a straight line between two figures."
)
