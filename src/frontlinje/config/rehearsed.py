"""How is a rehearsal told on the command line? A table, a verdict for each case, every formula."""

from collections.abc import Sequence
from typing import Final

from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.form import RehearsalFile

_VERDICTS: Final = {
    "holds": "holds",
    "breaks": "BREAKS",
    "edge": "too close to tell",
    "nothing": "nothing came",
}
_HEADINGS: Final = (
    "scenario", "plan", "in time", "against no plan", "days held", "came", "turned away", "gave up",
    "left", "wait", "busy", "the promise",
)  # fmt: skip
FORMULAS: Final = """What the figures are, over all days played, in the lanes of the promise:
  in time          answered within the promised time / came, in percent; +- half-width at 95 %:
                   1.96 * sd(x - share * n) / (mean(n) * sqrt(days)), of each day x in time, n came
  against no plan  in time minus that of the same scenario without a plan, in percentage points;
                   +- at 95 % from the differences day by day, against the same customers
  days held        days on which in time was at least the promise / days played
  came             a day, tries anew too; without those turned away
  turned away      a day: found it closed (also by the plan), so they are not part of «in time»
  gave up          a day: hung up while they waited
  left             a day: still without an answer when the day ended
  wait             mean wait of those answered, in seconds
  busy             time with something in hand or in wrap-up / time on duty, everybody together
  the promise      holds: in time - half-width >= promise; BREAKS: in time + half-width < promise"""


def table(file: RehearsalFile, counted: Sequence[Counted]) -> str:
    """Return what came out as a text of some lines for each case."""
    without = {one.case.scenario: one for one in counted if one.case.plan is None}
    rows = [_HEADINGS, *(_cells(one, without[one.case.scenario]) for one in counted)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(_HEADINGS))]
    lines = [
        "  ".join(
            cell.ljust(width) if k in (0, 1, len(widths) - 1) else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    days = ", ".join(f"{scenario} {one.n_replications}" for scenario, one in without.items())
    return "\n".join([_question(file), "", *lines, "", f"Days played: {days}.", "", FORMULAS])


def _question(file: RehearsalFile) -> str:
    promise = file.promise
    channels = ", ".join(sorted(promise.channels)) or "all channels"
    queues = f" in {', '.join(promise.queues)}" if promise.queues else ""
    return (
        f"Do we answer {100 * promise.share:g} % within {promise.within_s:g} s"
        f" ({channels}{queues})?"
    )


def _cells(one: Counted, without: Counted) -> tuple[str, ...]:
    row = one.row(one.promised)
    told, gain = one.in_time(), one.gain_over(without)
    days_held, busy = one.days_held(), one.busy()
    return (
        one.case.scenario,
        one.case.plan or "-",
        _percent(told.value, told.half_width),
        "" if one is without else _percent(gain.value, gain.half_width, sign="+"),
        _percent(days_held),
        f"{row.offered:.0f}",
        f"{row.turned_away:.0f}",
        f"{row.abandoned:.0f}",
        f"{row.left:.0f}",
        "-" if row.mean_wait_s is None else f"{row.mean_wait_s:.0f} s",
        _percent(busy),
        _VERDICTS[one.verdict()],
    )


def _percent(value: float | None, half_width: float | None = None, sign: str = "") -> str:
    if value is None:
        return "-"
    if half_width is None:
        return f"{100 * value:.0f} %"
    unit = "" if sign else " %"
    return f"{100 * value:{sign}.1f}{unit} +-{100 * half_width:.1f}"
