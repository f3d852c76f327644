"""Do the formulas say what the literature says? And do they ask for enough people?"""

import doctest
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontlinje.base import erlang
from frontlinje.base.erlang import erlang_a, erlang_b, erlang_c, mean_wait_s
from frontlinje.base.errors import Invalid
from frontlinje.simulation.staffing import Target, hour_with, need


def test_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(erlang).failed == 0


def chain(load: float, n: int, handling_s: float, patience_s: float) -> tuple[float, float]:
    """Solve the birth-death chain with exact long sums: chance of waiting, share lost."""
    logs = [0.0]
    for j in range(1, n + 2000):
        leaving = min(j, n) / handling_s + max(j - n, 0) / patience_s
        logs.append(logs[-1] + math.log(load / handling_s / leaving))
    most = max(logs)  # the weights themselves would be beyond all numbers
    weights = [math.exp(one - most) for one in logs]
    total = sum(weights)
    lost = sum((j - n) * w for j, w in enumerate(weights) if j > n) / total / patience_s
    return sum(weights[n:]) / total, lost / (load / handling_s)


@example(34.0, 1, 30.0, 717.0)
@given(st.floats(0.1, 40.0), st.integers(1, 40), st.floats(30.0, 900.0), st.floats(10.0, 900.0))
def test_erlang_a_is_the_solution_of_its_chain(
    load: float, n: int, handling_s: float, patience_s: float
) -> None:
    found = erlang_a(load, n, handling_s=handling_s, patience_s=patience_s, promise_s=20.0)
    waits, lost = chain(load, n, handling_s, patience_s)
    assert found.waits == pytest.approx(waits, abs=1e-9)
    assert found.abandons == pytest.approx(lost, abs=1e-9)
    assert 1.0 - found.waits <= found.in_time + 1e-12
    assert found.in_time <= 1.0 + 1e-12


def test_callers_of_endless_patience_are_those_of_erlang_c() -> None:
    found = erlang_a(8.0, 10, handling_s=240.0, patience_s=1e9, promise_s=60.0)
    assert found.waits == pytest.approx(erlang_c(8.0, 10), abs=1e-6)
    in_time = erlang.share_in_time(8.0, 10, handling_s=240.0, promise_s=60.0)
    assert found.in_time == pytest.approx(in_time, abs=1e-5)


def test_the_published_figures_of_fifty_agents_are_found() -> None:
    """Garnett, Mandelbaum, Reiman (2002): 48 calls of a minute each minute, patience of two."""
    found = erlang_a(48.0, 50, handling_s=60.0, patience_s=120.0, promise_s=20.0)
    assert (round(found.abandons, 3), round(found.mean_wait_s, 1)) == (0.031, 3.7)
    assert round(mean_wait_s(48.0, 50, handling_s=60.0), 1) == 20.8
    assert round(found.busy, 2) == 0.93


def test_nobody_is_turned_away_where_nobody_calls() -> None:
    assert erlang_b(0.0, 3) == 0.0
    assert erlang_b(2.0, 0) == 1.0
    assert erlang_a(1.0, 3000, handling_s=60.0, patience_s=60.0, promise_s=20.0).waits == 0.0


def test_shrinkage_divides_what_is_needed_by_who_is_left() -> None:
    needed = need(Target(0.8, 20.0), per_h=126.0, handling_s=300.0, shrinkage=0.3)
    assert (needed.n_agents, needed.n_planned) == (14, 20)


def test_the_most_that_agents_may_be_busy_asks_for_more_of_them() -> None:
    work = {"per_h": 2000.0, "handling_s": 300.0}
    fewer, more = need(Target(0.8, 20.0), **work), need(Target(0.8, 20.0, 0.85), **work)
    assert fewer.busy > 0.85 >= more.busy
    assert more.n_agents > fewer.n_agents


@given(st.floats(1.0, 600.0), st.floats(30.0, 600.0), st.none() | st.floats(30.0, 600.0))
def test_one_agent_fewer_would_not_do(
    per_h: float, handling_s: float, patience_s: float | None
) -> None:
    target = Target(0.8, 20.0, 0.9)
    work = {"per_h": per_h, "handling_s": handling_s, "patience_s": patience_s}
    needed = need(target, per_h=per_h, handling_s=handling_s, patience_s=patience_s)
    assert needed.in_time >= 0.8
    in_time, busy, _ = hour_with(
        needed.n_agents - 1,
        per_h=per_h,
        handling_s=handling_s,
        patience_s=patience_s,
        within_s=20.0,
    )
    assert in_time < 0.8 or busy > 0.9, work


@pytest.mark.parametrize("target", [Target(1.0, 20.0), Target(0.8, 20.0, 0.0)])
def test_what_no_number_of_people_reaches_is_said(target: Target) -> None:
    with pytest.raises(Invalid, match=r"staffing\.share_impossible"):
        need(target, per_h=10.0, handling_s=300.0)
