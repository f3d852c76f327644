"""What does the centre say about each lane in each stage? Rules, recipes, shedding."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from frontlinje.centre.rules.queues import (
    Announce,
    OfferCallback,
    Raise,
    Recipe,
    Relax,
    Send,
    Step,
    Widen,
)
from frontlinje.routing.rules.overflow import NOT_ASKED
from frontlinje.routing.rules.tables import Lanes
from frontlinje.simulation.model import Day, Lane, Rules
from frontlinje.simulation.numbering.codes import (
    Numbers,
    demands_of,
    groups_of,
    numbered,
    starts,
)
from frontlinje.simulation.world import OFFER_CALLBACK, RAISE, RELAX, SEND, SEND_OUT, WIDEN


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
        [_step(step, lane, rule, numbers) for step in recipe.then if _does_something(step, rule)]
        for lane, rule, recipe in recipes
    ]
    flat = [step for row in steps for step in row]
    return {
        "own_groups": [(1 << len(rule.groups)) - 1 for rule in rules],
        "offer_s": [rule.offer_s for rule in rules],
        "most_wrap_up_s": [
            math.inf if rule.most_wrap_up_s is None else rule.most_wrap_up_s for rule in rules
        ],
        "is_interruptible": [int(rule.is_interruptible) for rule in rules],
        "is_on_hold": [int(rule.is_on_hold) for rule in rules],
        "is_shut": [int(rule.is_shut) for rule in rules],
        "recipe_from": starts(rule.overflow for rule in rules),
        **_limits([recipe for _, _, recipe in recipes]),
        "mark": _marks(day),
        "only_holds": [
            int(all(does <= RAISE for row in own for does, _, _ in row))
            for own in _by_rule(rules, steps)
        ],
        "step_from": starts(steps),
        "step_does": [does for does, _, _ in flat],
        "step_whole": [whole for _, whole, _ in flat],
        "step_number": [number for _, _, number in flat],
        "stage_from_s": [stage.from_s for stage in day.stages],
        **_shedding_columns(day, numbers),
    }


def _by_rule(
    rules: Sequence[Rules], steps: Sequence[list[tuple[int, int, float]]]
) -> Iterator[Sequence[list[tuple[int, int, float]]]]:
    for first, last in pairwise(starts(rule.overflow for rule in rules)):
        yield steps[first:last]


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
        "shed_from": starts(orders),
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
        numbered(recipe.code for stage in day.stages for recipe in stage.rules[i].overflow)
        for i in range(len(day.lanes))
    ]
    return [
        1 << codes[i][recipe.code]
        for stage in day.stages
        for i, rule in enumerate(stage.rules)
        for recipe in rule.overflow
    ]


def _does_something(step: Step, rules: Rules) -> bool:
    """Tell whether a step changes anything: words do not, nor relaxing what nobody asks for."""
    if isinstance(step, Relax):
        return any(demand.skill == step.skill for demand in rules.demands)
    return not isinstance(step, Announce)


def _step(step: Step, lane: Lane, rules: Rules, numbers: Numbers) -> tuple[int, int, float]:
    """Return what a step does, in the three numbers that the kernel reads."""
    if isinstance(step, Widen):
        return WIDEN, 1 << groups_of(rules).index(step.group), 0.0
    if isinstance(step, Relax):
        asked = [demand.skill for demand in demands_of(rules)]
        return RELAX, step.by, float(asked.index(step.skill))
    if isinstance(step, Raise):
        return RAISE, 0, step.by
    if isinstance(step, OfferCallback):
        return OFFER_CALLBACK, 0, 0.0
    if isinstance(step, Send) and step.queue is not None:
        return SEND, numbers.lane[step.queue, lane.channel, lane.language], 0.0
    return SEND_OUT, 0, 0.0


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
