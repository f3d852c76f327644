"""Are many misses at once one fault? Tables, and one story of a broken line."""

import pytest

from frontlinje.routing.rules.common_cause import (
    NEVER_S,
    WINDOW_S,
    is_common_cause,
    is_part_of_fault,
)
from frontlinje.routing.tests.rules.cast import NOW_S


def suspected(n_affected: int, n_on_duty: int, is_frozen: bool = False) -> bool:
    """Ask with so many agents affected just now."""
    fault_s = [NOW_S - 1.0] * n_affected + [NEVER_S] * (n_on_duty - n_affected)
    return is_common_cause(fault_s, n_on_duty, NOW_S, is_frozen)


@pytest.mark.parametrize(
    ("n_affected", "n_on_duty", "is_suspected"),
    [
        (0, 8, False),
        (1, 1, False),  # a single absent agent is simply paused
        (2, 2, False),
        (3, 3, True),
        (3, 15, True),
        (3, 16, False),
        (19, 100, False),
        (20, 100, True),
    ],
)
def test_three_agents_and_one_in_five_make_a_common_cause(
    n_affected: int, n_on_duty: int, is_suspected: bool
) -> None:
    assert suspected(n_affected, n_on_duty) is is_suspected


@pytest.mark.parametrize(
    ("n_affected", "n_on_duty", "is_suspected"),
    [(0, 8, False), (1, 8, False), (2, 8, True), (9, 100, False), (10, 100, True), (2, 21, False)],
)
def test_once_frozen_it_stays_until_fewer_than_half_as_many(
    n_affected: int, n_on_duty: int, is_suspected: bool
) -> None:
    assert suspected(n_affected, n_on_duty, is_frozen=True) is is_suspected


def test_an_agent_counts_for_one_window() -> None:
    assert is_part_of_fault(NOW_S, NOW_S)
    assert is_part_of_fault(NOW_S - WINDOW_S, NOW_S)
    assert not is_part_of_fault(NOW_S - WINDOW_S - 0.1, NOW_S)
    assert not is_part_of_fault(NEVER_S, NOW_S)


def test_a_broken_line_trips_the_guard_once_and_releases_it_once() -> None:
    fault_s = [NOW_S + 10.0 * i for i in range(5)] + [NEVER_S] * 5
    is_frozen, seen = False, []
    for second in range(200):
        now_s = NOW_S + second
        so_far = [instant if instant <= now_s else NEVER_S for instant in fault_s]
        is_frozen = is_common_cause(so_far, 10, now_s, is_frozen)
        seen.append(is_frozen)
    assert [second for second in range(1, 200) if seen[second] != seen[second - 1]] == [20, 91]
