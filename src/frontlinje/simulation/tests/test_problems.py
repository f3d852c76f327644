"""Is everything impossible told before a day is played, at its place?"""

from typing import Any

import pytest
from hypothesis import given, settings

from frontlinje.centre.rules.queues import Demand
from frontlinje.simulation.model import Agent, Day, Move, Span
from frontlinje.simulation.problems import doubts_about, problems_of
from frontlinje.simulation.tests.days import days, drawn_day, one_lane

DAY = one_lane(n_agents=2, per_h=10.0, handling_s=60.0, hours=1)
LANE, AGENT, STAGE = DAY.lanes[0], DAY.agents[0], DAY.stages[0]


def with_lane(**changes: Any) -> Day:
    return DAY.model_copy(update={"lanes": (LANE.model_copy(update=changes),)})


def with_rules(**changes: Any) -> Day:
    rules = (STAGE.rules[0].model_copy(update=changes),)
    return DAY.model_copy(update={"stages": (STAGE.model_copy(update={"rules": rules}),)})


def test_a_day_that_can_be_played_has_no_problems() -> None:
    assert problems_of(DAY) == doubts_about(DAY) == []
    assert problems_of(drawn_day(5)) == []


@pytest.mark.parametrize(
    ("day", "code", "place"),
    [
        (with_lane(per_h=(1.0, -2.0)), "rate_below_zero", "lanes.0.per_h.1"),
        (with_lane(per_h=()), "no_intervals", "lanes.0.per_h"),
        (DAY.model_copy(update={"lanes": ()}), "no_lanes", "lanes"),
        (DAY.model_copy(update={"agents": ()}), "no_agents", "agents"),
        (DAY.model_copy(update={"agents": (AGENT, AGENT)}), "agent_twice", "agents.1"),
        (
            with_lane(opens=(Span(from_s=0, until_s=9), Span(from_s=5, until_s=12))),
            "spans_overlap",
            "lanes.0.opens",
        ),
        (
            with_lane(moves=(Move(queue="calls", channel="mail", share=0.5),)),
            "unknown_lane",
            "lanes.0.moves.0",
        ),
        (
            with_lane(retries=(Move(queue="calls", channel="phone", share=0.7),) * 2),
            "shares_above_one",
            "lanes.0.retries",
        ),
        (
            DAY.model_copy(update={"stages": (STAGE.model_copy(update={"from_s": 5.0}),)}),
            "no_first_stage",
            "stages.0.from_s",
        ),
        (DAY.model_copy(update={"stages": (STAGE, STAGE)}), "stages_out_of_order", "stages"),
        (
            DAY.model_copy(update={"stages": (STAGE.model_copy(update={"rules": ()}),)}),
            "rules_missing",
            "stages.0.rules",
        ),
    ],
)
def test_what_is_impossible_is_told_at_its_place(day: Day, code: str, place: str) -> None:
    told = [(problem.code, problem.place) for problem in problems_of(day)]
    assert (f"simulation.{code}", place) in told


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (with_lane(opens=()), "never_open"),
        (with_rules(groups=("nobody",)), "nobody_in_groups"),
        (with_rules(demands=(Demand(skill="dairy", level=3),)), "nobody_has_skill"),
        (
            DAY.model_copy(update={"agents": (Agent(username="agent0"),)}),
            "nobody_on_duty",
        ),
    ],
)
def test_what_can_hardly_be_meant_is_doubted(day: Day, code: str) -> None:
    assert problems_of(day) == []
    assert [doubt.code for doubt in doubts_about(day)] == [f"simulation.{code}"]


def test_a_skill_that_relaxes_is_enough_at_its_lowest_level() -> None:
    demand = Demand(skill="dairy", level=8, relax_per_min=1.0)
    day = with_rules(demands=(demand,))
    assert doubts_about(day) != []
    able = AGENT.model_copy(update={"skills": {"dairy": 1}})
    assert doubts_about(day.model_copy(update={"agents": (able,)})) == []


@settings(max_examples=10, deadline=None)
@given(days)
def test_doubting_never_fails(day: Day) -> None:
    assert all(doubt.code.startswith("simulation.") for doubt in doubts_about(day))
