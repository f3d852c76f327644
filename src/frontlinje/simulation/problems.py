"""Can a day be played, and will it be the day that was meant? Told before it is, as codes."""

import math
from collections.abc import Iterator
from itertools import pairwise

from frontlinje.centre.rules.problems import Path, Problem
from frontlinje.centre.rules.queues import Recipe, Send
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Stage

MOST_RECIPES = 60
"""Of one lane in all stages: what was done is remembered in the bits of one number."""


def problems_of(day: Day) -> list[Problem]:
    """Return everything that makes a day impossible to play.

    Parameters
    ----------
    day : Day
        Well formed.

    Returns
    -------
    list of Problem
        Empty when it can be played.
    """
    return [*_extent(day), *_lanes(day), *_agents(day), *_stages(day)]


def doubts_about(day: Day) -> list[Problem]:
    """Return what can be played, but hardly as it was meant.

    Parameters
    ----------
    day : Day
        One that can be played.

    Returns
    -------
    list of Problem
        Lanes that never open though something comes, and lanes that nobody on duty may answer:
        nobody in the groups with the language, or with a skill at the lowest level that waiting
        comes to. Lanes with overflow are left out, which may open them to others.
    """
    return [*_closed(day), *_unanswered(day)]


def _closed(day: Day) -> Iterator[Problem]:
    for i, lane in enumerate(day.lanes):
        if any(rate > 0.0 for rate in lane.per_h) and not lane.opens:
            told = {"queue": lane.queue, "channel": lane.channel}
            yield Problem("simulation.never_open", ("lanes", i, "opens"), told)


def _extent(day: Day) -> Iterator[Problem]:
    if not day.lanes:
        yield Problem("simulation.no_lanes", ("lanes",))
    elif day.n_intervals == 0:
        yield Problem("simulation.no_intervals", ("lanes", 0, "per_h"))
    if not day.agents:
        yield Problem("simulation.no_agents", ("agents",))


def _lanes(day: Day) -> Iterator[Problem]:
    keys = [(lane.queue, lane.channel, lane.language) for lane in day.lanes]
    for i, lane in enumerate(day.lanes):
        told = {"queue": lane.queue, "channel": lane.channel}
        if keys.index(keys[i]) != i:
            yield Problem("simulation.lane_twice", ("lanes", i), told)
        for k, rate in enumerate(lane.per_h):
            if rate < 0.0 or math.isnan(rate):
                told_rate = {**told, "rate": rate}
                yield Problem("simulation.rate_below_zero", ("lanes", i, "per_h", k), told_rate)
        if any(a.until_s > b.from_s for a, b in pairwise(lane.opens)):
            yield Problem("simulation.spans_overlap", ("lanes", i, "opens"), told)
        for cause in ("retries", "moves"):
            moves = getattr(lane, cause)
            if sum(move.share for move in moves) > 1.0 + 1e-9:
                yield Problem("simulation.shares_above_one", ("lanes", i, cause), told)
            for k, move in enumerate(moves):
                if (move.queue, move.channel, move.language) not in keys:
                    to = {**told, "to_queue": move.queue, "to_channel": move.channel}
                    yield Problem("simulation.unknown_lane", ("lanes", i, cause, k), to)
    for i, one in enumerate(day.arrivals):
        if (one.queue, one.channel, one.language) not in keys:
            to = {"to_queue": one.queue, "to_channel": one.channel}
            yield Problem("simulation.unknown_lane", ("arrivals", i), to)


def _agents(day: Day) -> Iterator[Problem]:
    names = [agent.username for agent in day.agents]
    for i, agent in enumerate(day.agents):
        told = {"agent": agent.username}
        if names.index(agent.username) != i:
            yield Problem("simulation.agent_twice", ("agents", i), told)
        spans = agent.on_duty
        if any(a.until_s > b.from_s for a, b in pairwise(spans)):
            yield Problem("simulation.spans_overlap", ("agents", i, "on_duty"), told)


def _stages(day: Day) -> Iterator[Problem]:
    starts = [stage.from_s for stage in day.stages]
    if starts[0] > 0.0:
        yield Problem("simulation.no_first_stage", ("stages", 0, "from_s"))
    if any(later <= earlier for earlier, later in pairwise(starts)):
        yield Problem("simulation.stages_out_of_order", ("stages",))
    for i, stage in enumerate(day.stages):
        if len(stage.rules) != len(day.lanes):
            yield Problem("simulation.rules_missing", ("stages", i, "rules"))
            continue
        for k, (lane, rules) in enumerate(zip(day.lanes, stage.rules, strict=True)):
            for recipe in rules.overflow:
                yield from _recipe(day, lane, rules, recipe, i, k)
    for k, lane in enumerate(day.lanes):
        codes = {r.code for stage in day.stages for r in _overflow(stage.rules, k)}
        if len(codes) > MOST_RECIPES:
            told = {"queue": lane.queue, "most": MOST_RECIPES}
            yield Problem("simulation.too_many_recipes", ("lanes", k), told)


def _overflow(rules: tuple[Rules, ...], k: int) -> tuple[Recipe, ...]:
    return rules[k].overflow if k < len(rules) else ()


def _recipe(
    day: Day, lane: Lane, rules: Rules, recipe: Recipe, i: int, k: int
) -> Iterator[Problem]:
    keys = {(other.queue, other.channel, other.language) for other in day.lanes}
    path = ("stages", i, "rules", k, "overflow", recipe.code)
    for step in recipe.then:
        target = step.queue if isinstance(step, Send) else None
        if target is not None and (target, lane.channel, lane.language) not in keys:
            told = {"to_queue": target, "to_channel": lane.channel}
            yield Problem("simulation.unknown_lane", path, told)


def _unanswered(day: Day) -> Iterator[Problem]:
    there = [agent for agent in day.agents if agent.on_duty and agent.absent_share < 1.0]
    if not there:
        yield Problem("simulation.nobody_on_duty", ("agents",))
        return
    for k, lane in enumerate(day.lanes):
        if not any(rate > 0.0 for rate in lane.per_h):
            continue
        for i, stage in enumerate(day.stages):
            if not stage.rules[k].overflow:
                able = _able(there, lane, stage.rules[k], stage)
                yield from _lacking(able, lane, stage.rules[k], ("stages", i, "rules", k))


def _able(there: list[Agent], lane: Lane, rules: Rules, stage: Stage) -> list[Agent]:
    members = {who.casefold() for code in rules.groups for who in stage.members.get(code, ())}
    return [
        agent
        for agent in there
        if agent.username.casefold() in members
        and (not lane.language or lane.language in agent.languages)
    ]


def _lacking(able: list[Agent], lane: Lane, rules: Rules, path: Path) -> Iterator[Problem]:
    told = {"queue": lane.queue, "channel": lane.channel}
    if not able:
        yield Problem("simulation.nobody_in_groups", path, told)
        return
    for demand in rules.demands:
        lowest = 1 if demand.relax_per_min > 0.0 else demand.level
        if all(agent.skills.get(demand.skill, 0) < lowest for agent in able):
            needed = {**told, "skill": demand.skill, "level": demand.level}
            yield Problem("simulation.nobody_has_skill", path, needed)
