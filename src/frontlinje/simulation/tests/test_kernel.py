"""Does the kernel do what docs/simulation.md says, compiled and plain, decision by decision?"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from frontlinje.routing.rules.eligibility import fit, has_room, somebody_else
from frontlinje.routing.rules.offers import stops_responding
from frontlinje.routing.rules.overflow import conditions_hold
from frontlinje.routing.rules.policy import best_agent, choose_contact, priority_of
from frontlinje.routing.rules.routing_state import availability, why_not_ready
from frontlinje.simulation import handing_out, serving
from frontlinje.simulation.compiled import reached
from frontlinje.simulation.kernel import play_days
from frontlinje.simulation.model import Agent, Arrival, Day, Lane, Rules, Span, Spread, Stage
from frontlinje.simulation.outcome import (
    ABANDONED,
    AGENT_BUSY_MS,
    ANSWERED,
    LEFT,
    OFFERED,
    OVERFLOWED,
    TURNED_AWAY,
    Outcome,
)
from frontlinje.simulation.problems import problems_of
from frontlinje.simulation.running import play
from frontlinje.simulation.tests.days import days, drawn_day
from frontlinje.simulation.tests.naive import decisions_of
from frontlinje.simulation.world import World

# Shrinking would play for minutes what a seed names already.
without_shrinking = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def assert_everybody_is_somewhere(outcome: Outcome) -> None:
    lanes = outcome.lanes
    ended = lanes[..., ANSWERED] + lanes[..., ABANDONED] + lanes[..., OVERFLOWED]
    assert (lanes[..., OFFERED] == ended + lanes[..., LEFT]).all()
    assert (lanes >= 0).all()
    assert lanes[..., ANSWERED].sum() == outcome.waits.sum()


@pytest.mark.slow
@settings(without_shrinking, max_examples=200)
@given(day=days, seed=st.integers(0, 2**62 - 1))
@example(day=drawn_day(9349), seed=173054)  # Relaxes a skill, and nobody asks for any.
def test_the_compiled_kernel_plays_bit_for_bit_as_the_plain_one(
    kept_in: Path, day: Day, seed: int
) -> None:
    assert problems_of(day) == []
    compiled = play(day, seed=seed, kept_in=kept_in)
    plain = play(day, seed=seed, is_plain=True)
    for name in Outcome.__slots__:
        assert np.array_equal(getattr(compiled, name), getattr(plain, name)), name
    assert_everybody_is_somewhere(compiled)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_every_decision_is_that_of_the_naive_reference(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[float, int, int]] = []
    give = serving.give

    def noted(w: World, contact: int, agent: int, now_s: float) -> None:
        made.append((now_s, w.live.seed[contact], agent))
        give(w, contact, agent, now_s)

    monkeypatch.setattr(handing_out, "give", noted)
    n_decisions = 0
    for seed in range(block * 10, block * 10 + 10):
        day = drawn_day(seed)
        made.clear()
        counted = play(day, seed=seed, is_plain=True).lanes.sum(axis=(0, 1, 2))
        expected, ended = decisions_of(day, seed)
        # A replication that was too much for its pools was begun anew: its end counts.
        assert made[len(made) - len(expected) :] == expected
        found = {"abandoned": ABANDONED, "turned_away": TURNED_AWAY, "sent_out": OVERFLOWED}
        assert {name: counted[column] for name, column in found.items()} == ended
        n_decisions += len(expected)
    assert n_decisions > 50


@pytest.mark.slow
def test_a_replication_is_the_same_whatever_else_is_played(kept_in: Path) -> None:
    day = drawn_day(3)
    together = play(day, seed=9, n=6, kept_in=kept_in)
    alone = play(day, seed=9, first=4, n=1, kept_in=kept_in)
    assert np.array_equal(together.lanes[4], alone.lanes[0])
    assert not np.array_equal(together.lanes[3], together.lanes[4])


def test_without_agents_on_duty_nobody_is_answered_and_nobody_lost() -> None:
    day = drawn_day(1)
    nobody = tuple(agent.model_copy(update={"on_duty": ()}) for agent in day.agents)
    outcome = play(day.model_copy(update={"agents": nobody}), seed=1, is_plain=True)
    assert outcome.lanes[..., ANSWERED].sum() == 0
    assert outcome.lanes[..., OFFERED].sum() > 0
    assert_everybody_is_somewhere(outcome)


def test_the_kernel_is_compiled_from_the_functions_that_dispatch_calls() -> None:
    """Law 6: the very objects, not copies of them."""
    functions = reached(play_days)
    of_policy: list[Any] = [best_agent, choose_contact, priority_of, fit, has_room, somebody_else]
    of_rules: list[Any] = [conditions_hold, stops_responding, why_not_ready, availability]
    for asked in (*of_policy, *of_rules):
        assert functions[f"{asked.__module__}.{asked.__qualname__}"] is asked


def test_two_calls_never_lie_on_each_other_when_one_interrupts_a_whole_mail() -> None:
    """A mail that takes all of an agent and a call that interrupts it: both are finished."""
    always = (Span(from_s=0.0, until_s=10_000.0),)
    told = {"handling": Spread(kind="constant", mean_s=100.0), "target_s": 20.0, "opens": always}
    lanes = (
        Lane(queue="letters", channel="mail", per_h=(0.0,) * 4, **told),
        Lane(queue="calls", channel="phone", per_h=(0.0,) * 4, **told),
    )
    rules = tuple(Rules(groups=("all",), promise_s=20.0, is_interruptible=True) for _ in lanes)
    day = Day(
        lanes=lanes,
        agents=(Agent(username="nina", on_duty=always),),
        stages=(Stage(from_s=0.0, rules=rules, members={"all": ("nina",)}),),
        arrivals=(
            Arrival(at_s=10.0, queue="letters", channel="mail"),
            Arrival(at_s=30.0, queue="calls", channel="phone"),
            Arrival(at_s=40.0, queue="calls", channel="phone"),
        ),
    )
    outcome = play(day, seed=1, is_plain=True)
    assert outcome.lanes[0, :, :, ANSWERED].sum(axis=0).tolist() == [1, 2]
    # Letter from 10 to 30 and 230 to 310, calls from 30 to 130 and 130 to 230.
    assert outcome.agents[0, 0, AGENT_BUSY_MS] == 300_000


def test_whose_phone_rings_is_not_busy() -> None:
    always = (Span(from_s=0.0, until_s=10_000.0),)
    handling = Spread(kind="constant", mean_s=100.0)
    lane = Lane(
        queue="calls",
        channel="phone",
        per_h=(0.0,) * 4,
        handling=handling,
        target_s=20.0,
        opens=always,
    )
    rules = (Rules(groups=("all",), promise_s=20.0),)
    day = Day(
        lanes=(lane,),
        agents=(Agent(username="nina", on_duty=always, answer_s=8.0),),
        stages=(Stage(from_s=0.0, rules=rules, members={"all": ("nina",)}),),
        arrivals=tuple(Arrival(at_s=at_s, queue="calls", channel="phone") for at_s in (10.0, 30.0)),
    )
    # The second rings as soon as the first is over, from 118 to 126.
    assert play(day, seed=1, is_plain=True).agents[0, 0, AGENT_BUSY_MS] == 200_000


def test_whoever_has_gone_home_from_a_letter_is_busy_no_longer() -> None:
    """What is laid aside in a break or after the shift takes nobody's time."""
    always = (Span(from_s=0.0, until_s=4_000.0),)
    letter = Lane(
        queue="letters",
        channel="mail",
        per_h=(0.0,) * 2,
        handling=Spread(kind="constant", mean_s=1_000.0),
        target_s=20.0,
        opens=always,
    )
    rules = Rules(groups=("all",), promise_s=20.0, is_interruptible=True)
    day = Day(
        lanes=(letter,),
        agents=(
            Agent(
                username="nina",
                on_duty=(Span(from_s=0.0, until_s=300.0), Span(from_s=600.0, until_s=900.0)),
            ),
        ),
        stages=(Stage(from_s=0.0, rules=(rules,), members={"all": ("nina",)}),),
        arrivals=(Arrival(at_s=100.0, queue="letters", channel="mail"),),
    )
    outcome = play(day, seed=1, is_plain=True)
    # From 100 to 300 and from 600 to 900; 500 seconds of the letter are left for tomorrow.
    assert outcome.agents[0, 0, AGENT_BUSY_MS] == 500_000
