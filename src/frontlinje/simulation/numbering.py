"""Which numbers stand for what a day says in words? Fills `world.Given` and the policy's lanes."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, TypeVar

from frontlinje.centre.rules.queues import (
    Announce,
    Demand,
    OfferCallback,
    Raise,
    Recipe,
    Relax,
    Send,
    Step,
    Widen,
)
from frontlinje.routing.rules.overflow import NOT_ASKED
from frontlinje.routing.rules.tables import LAST_RESORT, OWN_STAFF, WHOLE, Lanes
from frontlinje.simulation import chance
from frontlinje.simulation.model import Agent, Arrival, Day, Lane, Move, Rules, Spread
from frontlinje.simulation.outcome import WAIT_BINS_S
from frontlinje.simulation.world import (
    N_LEVELS,
    OFFER_CALLBACK,
    RAISE,
    RELAX,
    SEND,
    SEND_OUT,
    WIDEN,
    Given,
)

_Thing = TypeVar("_Thing")
LaneKey = tuple[str, str, str]
DRAWN: Final = -1.0
"""A time of a known arrival that is not known."""
HOUR_S: Final = 3600.0
_JUST_BEFORE_S: Final = 0.001
"""The youngest of a backlog came before the day began, or it would find closed doors."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which number stands for which word."""

    lane: dict[LaneKey, int]
    queue: dict[str, int]
    channel: dict[str, int]
    skill: dict[str, int]
    language: dict[str, int]
    """Bits, not positions."""
    agent: dict[str, int]

    @classmethod
    def of(cls, day: Day) -> "Numbers":
        """Return the numbers of everything that a day mentions."""
        demands = [d for stage in day.stages for rules in stage.rules for d in rules.demands]
        spoken = sorted({lane.language for lane in day.lanes if lane.language})
        return cls(
            lane=_numbered((lane.queue, lane.channel, lane.language) for lane in day.lanes),
            queue=_numbered(lane.queue for lane in day.lanes),
            channel=_numbered(lane.channel for lane in day.lanes),
            skill=_numbered(sorted({demand.skill for demand in demands})),
            language={code: 1 << i for i, code in enumerate(spoken)},
            agent=_numbered(agent.username for agent in day.agents),
        )


def _numbered(things: Iterable[_Thing]) -> dict[_Thing, int]:
    return {thing: i for i, thing in enumerate(dict.fromkeys(things))}


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
        "span_from": _starts(lane.opens for lane in day.lanes),
        "span_opens_s": [span.from_s for lane in day.lanes for span in lane.opens],
        "span_closes_s": [span.until_s for lane in day.lanes for span in lane.opens],
        "level_factor": [
            lane.level_factors.get(level, 1.0) for lane in day.lanes for level in range(N_LEVELS)
        ],
        **_spread_columns(day.lanes),
        "move_from": _starts(by_lane),
        "move_lane": [numbers.lane[move.queue, move.channel, move.language] for move in flat],
        "move_share": [move.share for move in flat],
        "move_after_s": [move.after_s for move in flat],
        **_known_columns(arrivals, numbers),
        "wait_bins_s": list(WAIT_BINS_S),
    }


def _starts(rows: Iterable[Sequence[object]]) -> list[int]:
    """Return where each row begins when they are laid end to end, and where the last ends."""
    return list(accumulate((len(row) for row in rows), initial=0))


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
        "spread_from": _starts(tables)[:-1],
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


# -- Rules -----------------------------------------------------------------------------------------
def rules_of(day: Day, numbers: Numbers) -> dict[str, Any]:
    """Return the columns of `Given` about each line: what the centre says in each stage."""
    rules = [rules for stage in day.stages for rules in stage.rules]
    lanes = [lane for _ in day.stages for lane in day.lanes]
    recipes = [
        (lane, rule, recipe)
        for lane, rule in zip(lanes, rules, strict=True)
        for recipe in rule.overflow
    ]
    steps = [
        [_step(step, lane, rule, numbers) for step in recipe.then if not isinstance(step, Announce)]
        for lane, rule, recipe in recipes
    ]
    flat = [step for row in steps for step in row]
    return {
        "own_groups": [(1 << len(rule.groups)) - 1 for rule in rules],
        "offer_s": [rule.offer_s for rule in rules],
        "is_interruptible": [int(rule.is_interruptible) for rule in rules],
        "is_on_hold": [int(rule.is_on_hold) for rule in rules],
        "is_shut": [int(rule.is_shut) for rule in rules],
        "recipe_from": _starts(rule.overflow for rule in rules),
        **_limits([recipe for _, _, recipe in recipes]),
        "mark": _marks(day),
        "step_from": _starts(steps),
        "step_does": [does for does, _, _ in flat],
        "step_whole": [whole for _, whole, _ in flat],
        "step_number": [number for _, _, number in flat],
        "stage_from_s": [stage.from_s for stage in day.stages],
        **_shedding_columns(day, numbers),
    }


def _shedding_columns(day: Day, numbers: Numbers) -> dict[str, Any]:
    limits = [stage.shedding for stage in day.stages]
    orders = [
        [numbers.channel[code] for code in one.order if code in numbers.channel] if one else []
        for one in limits
    ]
    return {
        "shed_over": [one.over if one else 0.0 for one in limits],
        "shed_under": [one.under if one else 0.0 for one in limits],
        "shed_for_s": [one.for_s if one else 0.0 for one in limits],
        "shed_rest_s": [one.rest_s if one else 0.0 for one in limits],
        "shed_from": _starts(orders),
        "shed_channel": [channel for order in orders for channel in order],
    }


def _limits(recipes: Sequence[Recipe]) -> dict[str, Any]:
    def limit(value: float | None) -> float:
        return NOT_ASKED if value is None else value

    when = [recipe.when for recipe in recipes]
    return {
        "limit_waited_s": [float(limit(w.waited_s)) for w in when],
        "limit_waiting_per_ready": [float(limit(w.waiting_per_ready)) for w in when],
        "limit_ready": [int(limit(w.ready_fewer_than)) for w in when],
        "limit_waiting": [int(limit(w.waiting_more_than)) for w in when],
        "asks_closed": [int(w.is_closed) for w in when],
    }


def _marks(day: Day) -> list[int]:
    codes = [
        _numbered(recipe.code for stage in day.stages for recipe in stage.rules[i].overflow)
        for i in range(len(day.lanes))
    ]
    return [
        1 << codes[i][recipe.code]
        for stage in day.stages
        for i, rule in enumerate(stage.rules)
        for recipe in rule.overflow
    ]


def _step(step: Step, lane: Lane, rules: Rules, numbers: Numbers) -> tuple[int, int, float]:
    """Return what a step does, in the three numbers that the kernel reads."""
    if isinstance(step, Widen):
        return WIDEN, 1 << groups_of(rules).index(step.group), 0.0
    if isinstance(step, Relax):
        asked = [demand.skill for demand in demands_of(rules)]
        known = step.skill in asked
        return RELAX, step.by if known else 0, float(asked.index(step.skill)) if known else 0.0
    if isinstance(step, Raise):
        return RAISE, 0, step.by
    if isinstance(step, OfferCallback):
        return OFFER_CALLBACK, 0, 0.0
    if isinstance(step, Send) and step.queue is not None:
        return SEND, numbers.lane[step.queue, lane.channel, lane.language], 0.0
    return SEND_OUT, 0, 0.0


def groups_of(rules: Rules) -> tuple[str, ...]:
    """Return a lane's answer groups in the order of their bits: its own, then overflow's."""
    widened = [
        step.group for recipe in rules.overflow for step in recipe.then if isinstance(step, Widen)
    ]
    return tuple(dict.fromkeys([*rules.groups, *widened]))


def demands_of(rules: Rules) -> list[Demand]:
    """Return the demands in the order of the tables: by skill, as dispatch has them."""
    return sorted(rules.demands, key=lambda demand: demand.skill)


def lanes_table(day: Day, numbers: Numbers) -> Lanes:
    """Return the policy's lanes: one row for each line."""
    rules = [rules for stage in day.stages for rules in stage.rules]
    lanes = [lane for _ in day.stages for lane in day.lanes]
    stride = max((len(rule.demands) for rule in rules), default=0)
    padded = [
        demands_of(rule)[k] if k < len(rule.demands) else None
        for rule in rules
        for k in range(stride)
    ]
    return Lanes(
        n_queues=len(rules),
        n_channels=len(numbers.channel),
        n_skills=len(numbers.skill),
        n_demands=stride,
        queue=list(range(len(rules))),
        channel=[numbers.channel[lane.channel] for lane in lanes],
        is_call=[int(lane.channel == "phone") for lane in lanes],
        units=[rule.units for rule in rules],
        promise_s=[rule.promise_s for rule in rules],
        weight=[rule.weight for rule in rules],
        demand_skill=[numbers.skill[d.skill] if d else -1 for d in padded],
        demand_level=[d.level if d else 0 for d in padded],
        demand_relax_per_min=[d.relax_per_min if d else 0.0 for d in padded],
    )


# -- Agents ----------------------------------------------------------------------------------------
def duty_of(agents: Sequence[Agent]) -> dict[str, Any]:
    """Return the columns of `Given` about the agents."""
    return {
        "duty_from": _starts(agent.on_duty for agent in agents),
        "duty_on_s": [span.from_s for agent in agents for span in agent.on_duty],
        "duty_off_s": [span.until_s for agent in agents for span in agent.on_duty],
        "absent_share": [agent.absent_share for agent in agents],
        "pace": [agent.pace for agent in agents],
        "misses_share": [agent.misses_share for agent in agents],
        "answer_s": [agent.answer_s for agent in agents],
    }


def static_agents(day: Day, numbers: Numbers) -> dict[str, Any]:
    """Return the columns of the policy's agents that do not change."""
    members = [
        [{who.casefold() for who in stage.members.get(code, ())} for code in groups_of(rules)]
        for stage in day.stages
        for rules in stage.rules
    ]
    return {
        "tier": [LAST_RESORT if agent.is_last_resort else OWN_STAFF for agent in day.agents],
        "languages": [
            sum(numbers.language.get(code, 0) for code in set(agent.languages))
            for agent in day.agents
        ],
        "membership": [
            sum(1 << i for i, group in enumerate(row) if agent.username.casefold() in group)
            for agent in day.agents
            for row in members
        ],
        "skill": [agent.skills.get(code, 0) for agent in day.agents for code in numbers.skill],
        "most": [WHOLE] * (len(day.agents) * len(numbers.channel)),
    }


def is_timeless(day: Day) -> bool:
    """Tell whether mere waiting changes nothing: nothing relaxes, overflows or is refused."""
    rules = [rules for stage in day.stages for rules in stage.rules]
    slowest_s = max((agent.answer_s for agent in day.agents), default=0.0)
    known_s = max((one.answer_s or 0.0 for one in day.arrivals), default=0.0)
    return not (
        any(rule.overflow for rule in rules)
        or any(stage.shedding for stage in day.stages)
        or any(demand.relax_per_min > 0.0 for rule in rules for demand in rule.demands)
        or any(agent.misses_share > 0.0 for agent in day.agents)
        or any(max(slowest_s, known_s) >= rule.offer_s for rule in rules)
    )


def given_of(day: Day, numbers: Numbers, *, n_apart: int) -> Given:
    """Return everything about a day that does not change while it is played.

    Parameters
    ----------
    day : Day
        Possible, as ``problems.problems_of`` has it.
    numbers : Numbers
        Of the same day.
    n_apart : int
        Places for contacts that are not like the others of their lane.

    Returns
    -------
    Given
        Of lists.
    """
    n_leaves = 2
    while n_leaves < 5 + len(day.agents) + len(day.lanes):
        n_leaves *= 2
    rules = [rules for stage in day.stages for rules in stage.rules]
    fewest = min((rule.units for rule in rules), default=WHOLE)
    interrupting = int(any(rule.is_interruptible for rule in rules))
    return Given(
        n_lanes=len(day.lanes),
        n_agents=len(day.agents),
        n_slots=WHOLE // fewest + interrupting,
        n_intervals=day.n_intervals,
        n_stages=len(day.stages),
        n_queues=len(numbers.queue),
        n_apart=n_apart,
        n_leaves=n_leaves,
        interval_s=day.interval_s,
        length_s=day.length_s,
        factor_shape=day.factor_shape or 0.0,
        back_after_s=day.back_after_s,
        refused_s=day.refused_s,
        sweep_s=day.sweep_s,
        misses_allowed=day.misses_allowed,
        most_tries=day.most_tries,
        is_timeless=int(is_timeless(day)),
        has_shedding=int(any(stage.shedding for stage in day.stages)),
        **rates_of(day, all_arrivals(day), numbers),
        **rules_of(day, numbers),
        **duty_of(day.agents),
    )
