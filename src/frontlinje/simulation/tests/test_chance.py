"""Is our chance as good as it must be? Against the standard library and by its moments."""

import statistics
from itertools import pairwise
from statistics import NormalDist

import pytest

from frontlinje.simulation import chance
from frontlinje.simulation.chance import BITS, derived, exponential, gamma, mix, uniform


@pytest.mark.parametrize("share", [1e-300, 1e-16, 1e-7, 0.01, 0.0749, 0.3, 0.5, 0.925, 1 - 1e-12])
def test_the_normal_quantile_is_that_of_the_standard_library(share: float) -> None:
    assert chance.normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), abs=1e-13)


def test_every_bit_of_a_draw_depends_on_every_bit_of_its_number() -> None:
    numbers = [derived(7, k) for k in range(400)]
    for bit in range(62):
        changed = [(mix(n) ^ mix(n ^ (1 << bit))).bit_count() for n in numbers]
        assert statistics.fmean(changed) == pytest.approx(31.0, abs=1.0)


def test_draws_stay_within_their_bits_and_never_reach_the_ends() -> None:
    assert all(0 <= mix(n) <= BITS for n in (0, 1, BITS, BITS >> 1))
    assert 0.0 < uniform(0) < uniform(BITS) < 1.0


def test_uniform_draws_have_the_moments_of_a_uniform_and_no_memory() -> None:
    n = 40_000
    drawn = [uniform(derived(3, k)) - 0.5 for k in range(n)]
    assert statistics.fmean(drawn) == pytest.approx(0.0, abs=4 * (1 / 12 / n) ** 0.5)
    assert statistics.pvariance(drawn) == pytest.approx(1 / 12, rel=0.03)
    lagged = sum(a * b for a, b in pairwise(drawn)) / n * 12
    assert lagged == pytest.approx(0.0, abs=4 / n**0.5)


def test_seeds_beside_each_other_draw_apart() -> None:
    n = 4_000
    ours = [uniform(derived(seed, 0)) - 0.5 for seed in range(n)]
    theirs = [uniform(derived(seed + 1, 0)) - 0.5 for seed in range(n)]
    correlation = sum(a * b for a, b in zip(ours, theirs, strict=True)) / n * 12
    assert correlation == pytest.approx(0.0, abs=4 / n**0.5)


@pytest.mark.parametrize("shape", [0.5, 1.0, 9.0, 180.0])
def test_the_factor_of_the_day_has_mean_one_and_the_spread_of_its_shape(shape: float) -> None:
    n = 4_000
    drawn = [gamma(shape, mix(seed)) for seed in range(n)]
    assert statistics.fmean(drawn) == pytest.approx(1.0, abs=4 / (shape * n) ** 0.5)
    assert statistics.pvariance(drawn) * shape == pytest.approx(1.0, rel=0.25)


def test_exponential_draws_have_mean_one() -> None:
    drawn = [exponential(derived(9, k)) for k in range(10_000)]
    assert statistics.fmean(drawn) == pytest.approx(1.0, abs=0.04)


def test_a_table_is_walked_in_straight_lines() -> None:
    half = BITS // 2
    drawn = chance.drawn_s(chance.TABLE, 0.0, 0.0, (9.0, 10.0, 20.0, 60.0), 1, 3, half)
    assert drawn == pytest.approx(20.0)


def test_a_lognormal_keeps_its_mean() -> None:
    a, b = 4.0, 0.8
    drawn = [chance.drawn_s(chance.LOGNORMAL, a, b, (), 0, 0, derived(1, k)) for k in range(9_000)]
    assert statistics.fmean(drawn) == pytest.approx(2.718281828 ** (a + b * b / 2), rel=0.05)
