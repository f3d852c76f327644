"""Which numbers say what comes to each lane? Rates, times, patience, and what is known."""

import math
from collections.abc import Sequence
from typing import Any, Final

from frontlinje.simulation import chance
from frontlinje.simulation.model import Arrival, Day, Lane, Move, Spread
from frontlinje.simulation.numbering.codes import Numbers, starts
from frontlinje.simulation.outcome import WAIT_BINS_S
from frontlinje.simulation.world import N_LEVELS

DRAWN: Final = -1.0
"""A time of a known arrival that is not known."""
HOUR_S: Final = 3600.0
_JUST_BEFORE_S: Final = 0.001
"""The youngest of a backlog came before the day began, or it would find closed doors."""


def rates_of(day: Day, arrivals: Sequence[Arrival], numbers: Numbers) -> dict[str, Any]:
    """Return the columns of `Given` about what comes to each lane, and about known arrivals."""
    moves = [(lane, cause) for cause in ("retries", "moves") for lane in day.lanes]
    by_lane = [getattr(lane, cause) for lane, cause in moves]
    flat: list[Move] = [move for row in by_lane for move in row]
    n = day.n_intervals
    return {
        "per_s": [
            (lane.per_h[k] if k < len(lane.per_h) else 0.0) / HOUR_S
            for lane in day.lanes
            for k in range(n)
        ],
        "queue": [numbers.queue[lane.queue] for lane in day.lanes],
        "is_call": [int(lane.channel == "phone") for lane in day.lanes],
        "language": [numbers.language.get(lane.language, 0) for lane in day.lanes],
        "target_s": [lane.target_s for lane in day.lanes],
        "never_share": [lane.never_share for lane in day.lanes],
        "callback_share": [lane.callback_share for lane in day.lanes],
        "comes_anyway": [int(lane.channel in ("mail", "paper")) for lane in day.lanes],
        "channel": [numbers.channel[lane.channel] for lane in day.lanes],
        "is_taken_when_closed": [int(lane.is_taken_when_closed) for lane in day.lanes],
        "span_from": starts(lane.opens for lane in day.lanes),
        "span_opens_s": [span.from_s for lane in day.lanes for span in lane.opens],
        "span_closes_s": [span.until_s for lane in day.lanes for span in lane.opens],
        "level_factor": [
            lane.level_factors.get(level, 1.0) for lane in day.lanes for level in range(N_LEVELS)
        ],
        **_spread_columns(day.lanes),
        "move_from": starts(by_lane),
        "move_lane": [numbers.lane[move.queue, move.channel, move.language] for move in flat],
        "move_share": [move.share for move in flat],
        "move_after_s": [move.after_s for move in flat],
        **_known_columns(arrivals, numbers),
        "wait_bins_s": list(WAIT_BINS_S),
    }


def _spread_columns(lanes: Sequence[Lane]) -> dict[str, Any]:
    spreads: list[Spread | None] = [lane.handling for lane in lanes]
    spreads += [lane.wrap_up for lane in lanes]
    spreads += [lane.patience for lane in lanes]
    tables = [() if spread is None else spread.table_s for spread in spreads]
    shapes = [_shape(spread) for spread in spreads]
    return {
        "spread_kind": [kind for kind, _, _ in shapes],
        "spread_a": [a for _, a, _ in shapes],
        "spread_b": [b for _, _, b in shapes],
        "spread_from": starts(tables)[:-1],
        "spread_n": [len(table) for table in tables],
        "table_s": [at_s for table in tables for at_s in table],
    }


def _shape(spread: Spread | None) -> tuple[int, float, float]:
    if spread is None:
        return chance.NONE, 0.0, 0.0
    if spread.kind == "table":
        return chance.TABLE, 0.0, 0.0
    if spread.kind == "exponential":
        return chance.EXPONENTIAL, spread.mean_s, 0.0
    if spread.kind == "constant" or spread.mean_s == 0.0 or spread.cv == 0.0:
        return chance.CONSTANT, spread.mean_s, 0.0
    variance = math.log1p(spread.cv**2)
    return chance.LOGNORMAL, math.log(spread.mean_s) - variance / 2, math.sqrt(variance)


def _known_columns(arrivals: Sequence[Arrival], numbers: Numbers) -> dict[str, Any]:
    return {
        "known_at_s": [one.at_s for one in arrivals],
        "known_lane": [numbers.lane[one.queue, one.channel, one.language] for one in arrivals],
        "known_handling_s": [_or_drawn(one.handling_s) for one in arrivals],
        "known_wrap_up_s": [_or_drawn(one.wrap_up_s) for one in arrivals],
        "known_patience_s": [_or_drawn(one.patience_s) for one in arrivals],
        "known_answer_s": [_or_drawn(one.answer_s) for one in arrivals],
        "known_misses": [one.misses for one in arrivals],
        "known_last_agent": [
            numbers.agent.get(one.last_agent, -1) if one.last_agent else -1 for one in arrivals
        ],
        "known_weight": [one.weight for one in arrivals],
    }


def _or_drawn(seconds: float | None) -> float:
    return DRAWN if seconds is None else seconds


def all_arrivals(day: Day) -> list[Arrival]:
    """Return the known arrivals of a day with its lanes' backlogs, in order of time."""
    waiting = [
        Arrival(
            at_s=-lane.backlog_age_s * (lane.backlog - k) / lane.backlog - _JUST_BEFORE_S,
            queue=lane.queue,
            channel=lane.channel,
            language=lane.language,
        )
        for lane in day.lanes
        for k in range(lane.backlog)
    ]
    return sorted([*waiting, *day.arrivals], key=lambda one: one.at_s)
