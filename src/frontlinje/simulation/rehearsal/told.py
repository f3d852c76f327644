"""What does a drill tell? All its figures as plain values, for files and other programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from frontlinje.simulation.outcome import WAIT_BINS_S
from frontlinje.simulation.rehearsal.counted import Counted, Estimate, Row
from frontlinje.simulation.rehearsal.details import band, waits, work
from frontlinje.simulation.rehearsal.form import RehearsalFile


def plain_results(file: RehearsalFile, counted: Sequence[Counted]) -> dict[str, Any]:
    """Return what came out of a drill as JSON can carry it.

    Parameters
    ----------
    file : RehearsalFile
        What was asked.
    counted : sequence of Counted
        What `drill.drill` returned.

    Returns
    -------
    dict
        Promise and cases; of each case the whole, every lane, every interval, every lane in every
        interval, and every person. Contacts are means a day, times in seconds.
    """
    ordinary = {one.case.scenario: one for one in counted if one.case.plan is None}
    return {
        "promise": file.promise.model_dump(mode="json"),
        "half_width_asked": file.half_width,
        "seed": file.seed,
        "waits_up_to_s": [*WAIT_BINS_S, None],
        "cases": [_case(one, ordinary[one.case.scenario]) for one in counted],
    }


def _case(one: Counted, without: Counted) -> dict[str, Any]:
    day = one.case.day
    lanes = range(len(day.lanes))
    return {
        "scenario": one.case.scenario,
        "plan": one.case.plan,
        "replications": one.n_replications,
        "verdict": one.verdict(),
        "in_time": _estimate(one.in_time()),
        "gain": None if one is without else _estimate(one.gain_over(without)),
        "days_held": one.days_held(),
        "busy": one.busy(),
        "promised": _row(one.row(one.promised)),
        "all": _row(one.row(lanes)),
        "lanes": [
            {
                "queue": lane.queue,
                "channel": lane.channel,
                "language": lane.language,
                **_row(one.row([place])),
                "intervals": [_row(one.row([place], k)) for k in range(day.n_intervals)],
            }
            for place, lane in enumerate(day.lanes)
        ],
        "intervals": [
            {
                "from_s": k * day.interval_s,
                "busy": one.busy(k),
                "band": band(one, k),
                **_row(one.row(one.promised, k)),
            }
            for k in range(day.n_intervals)
        ],
        "waits": waits(one, one.promised),
        "people": [asdict(person) for person in work(one)],
    }


def _estimate(told: Estimate) -> dict[str, float | None]:
    return {"value": told.value, "half_width": told.half_width}


def _row(row: Row) -> dict[str, float | None]:
    return {
        "offered": row.offered,
        "turned_away": row.turned_away,
        "answered": row.answered,
        "in_time": row.in_time,
        "share_in_time": row.share_in_time,
        "abandoned": row.abandoned,
        "overflowed": row.overflowed,
        "left": row.left,
        "backlog": row.backlog,
        "mean_wait_s": row.mean_wait_s,
    }
