"""How are the least that holds, and the edge, told on the command line? Lines and a small map."""

from collections.abc import Iterator, Sequence
from typing import Final

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.simulation.rehearsal.breaking import BreakingMap, Cell
from frontlinje.simulation.rehearsal.choosing import Candidate
from frontlinje.simulation.rehearsal.counted import Counted, Estimate
from frontlinje.simulation.rehearsal.least import LeastFound

_MARKS: Final = {"holds": "+", "edge": "~", "breaks": "-", "nothing": " "}
_BEYOND: Final = "."
_HOW_LEAST: Final = """In the set: points of «in time» that it would lose without the measure;
alone: points that the measure gains by itself; +- at 95 %, against the same customers. A set holds
when in time - half-width >= promise. First come sets that turn nobody away; only if none of them
holds, the others."""
_HOW_BREAKING: Final = """Figures are «in time» in percent: + holds, - breaks, ~ too close to tell;
. was not played, since it lies beyond what is far below the promise. «Edge» is about the volume at
which the promise breaks, on a straight line between two figures."""


def least_text(found: Sequence[LeastFound], document: CentreDocument) -> str:
    """Return what a search found as a text of some lines for each scenario."""
    lines = ["What is the least that holds?", ""]
    for one in found:
        lines += [*_least_lines(one, document), ""]
    return "\n".join([*lines, _HOW_LEAST])


def _least_lines(one: LeastFound, document: CentreDocument) -> Iterator[str]:
    without = f"without measures {_points(one.without.in_time())}"
    if one.answer == "nothing_came":
        yield f"{one.scenario}: nothing came that the promise is about."
        return
    if one.answer == "nothing_needed":
        yield f"{one.scenario}: holds as it is ({without})."
        return
    n = len(one.bought)
    told = f"{_points(one.counted.in_time())} in time, {without}{_turned_away(one.counted)}"
    if one.answer == "nothing_holds" and not n:
        yield f"{one.scenario}: NOTHING HOLDS, and no measure surely helps ({without})."
    elif one.answer == "nothing_holds":
        close = ", too close to tell" if one.counted.verdict() == "edge" else ""
        yield f"{one.scenario}: NOTHING surely HOLDS. Nearest comes ({told}{close}):"
    else:
        yield f"{one.scenario}: {n} {'measure' if n == 1 else 'measures'} ({told}):"
    for bought in one.bought:
        gains = f"{_gain(bought.in_set)} in the set, {_gain(bought.alone)} alone"
        yield f"  {_measure(bought.candidate, document)}: {gains}"
    for other in one.others:
        yield "  or: " + "; ".join(_measure(c, document) for c in other)
    yield f"  {_how_sure(one)}"


def _how_sure(one: LeastFound) -> str:
    among = f"{one.n_sets} sets of {one.n_candidates} measures were played"
    if one.answer == "nothing_holds":
        every = "every set" if one.is_proved else "not every set"
        return f"{among}, {every} there is."
    if one.is_proved:
        return f"{among}, among them every smaller one: none surely holds."
    return f"{among}; not every smaller one, so one of them may hold too."


def _measure(one: Candidate, document: CentreDocument) -> str:
    return f"{one.measure.describe(document).en} ({one.plan} {one.number})"


def _turned_away(one: Counted) -> str:
    away = one.row(one.promised).turned_away
    return f", {away:.0f} turned away a day" if away >= 0.5 else ""


def breaking_text(maps: Sequence[BreakingMap]) -> str:
    """Return what a sweep found as a small map for each plan."""
    volumes = [cell.volume for cell in maps[0].rows[0]]
    lines = ["When does it break? Volume to the right, share ill downwards.", ""]
    for one in maps:
        lines.append(f"plan: {one.plan or '-'}")
        lines.append("   ill" + "".join(f"{f'x{volume:g}':>7}" for volume in volumes) + "     edge")
        for row, edge in zip(one.rows, one.edges, strict=True):
            cells = "".join(f"{_cell(cell):>7}" for cell in row)
            lines.append(f"{100 * row[0].share_ill:4.0f} %{cells}{_edge(row, edge):>9}")
        lines.append("")
    return "\n".join([*lines, _HOW_BREAKING])


def _edge(row: Sequence[Cell], edge: float | None) -> str:
    if edge is not None:
        return f"x{edge:.2f}"
    first, last = row[0], row[-1]
    if first.verdict == "breaks":
        return f"<x{first.volume:g}"
    return f">x{last.volume:g}" if last.verdict != "nothing" else "-"


def _cell(cell: Cell) -> str:
    if cell.in_time is None:
        return _BEYOND
    value = cell.in_time.value
    return f"{'' if value is None else f'{100 * value:.0f}'} {_MARKS[cell.verdict]}"


def _points(told: Estimate) -> str:
    if told.value is None:
        return "-"
    return f"{100 * told.value:.1f} % +-{100 * told.half_width:.1f}"


def _gain(told: Estimate) -> str:
    return "-" if told.value is None else f"{100 * told.value:+.1f} +-{100 * told.half_width:.1f}"
