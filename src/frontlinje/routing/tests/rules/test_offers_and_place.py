"""When has an offer lapsed, when is somebody taken out, and what is the customer told?"""

import pytest

from frontlinje.routing.rules.offers import has_lapsed, stops_responding
from frontlinje.routing.rules.place import UNKNOWN_S, expected_wait_s, place_in_queue
from frontlinje.routing.tests.rules.cast import NOW_S, Call, Centre, Line


@pytest.mark.parametrize(("after_s", "is_lapsed"), [(0.0, False), (19.9, False), (20.0, True)])
def test_offer_lapses_after_ring_time(after_s: float, is_lapsed: bool) -> None:
    assert has_lapsed(NOW_S + after_s, NOW_S, 20.0) is is_lapsed


@pytest.mark.parametrize(
    ("missed", "allowed", "is_frozen", "stops"),
    [
        (1, 1, False, True),
        (1, 2, False, False),
        (2, 2, False, True),
        (5, 2, False, True),
        (5, 2, True, False),
    ],
)
def test_enough_misses_in_a_row_pause_the_agent_unless_pauses_are_frozen(
    missed: int, allowed: int, is_frozen: bool, stops: bool
) -> None:
    assert stops_responding(missed, allowed, is_frozen) is stops


def test_place_counts_who_comes_before_in_the_same_queue() -> None:
    lines = (Line(queue=0), Line(queue=0, channel=1, promise_s=64.0), Line(queue=1))
    calls = (
        Call(line=0, received_s=NOW_S - 16.0),
        Call(line=1, received_s=NOW_S - 64.0),  # as urgent, and older
        Call(line=2, received_s=NOW_S - 999.0),  # another queue
        Call(line=0, received_s=NOW_S - 16.0),  # equal in all but its row
        Call(line=0, received_s=NOW_S - 1.0, raised=1.0),
        Call(line=0, received_s=NOW_S - 1.0),
    )
    _, lanes, waiting = Centre(lines=lines, calls=calls).tables
    places = [place_in_queue(c, NOW_S, lanes, waiting) for c in range(len(calls))]
    assert places == [3, 2, 1, 4, 1, 5]


def test_expected_wait_is_place_times_handling_over_serving() -> None:
    assert expected_wait_s(1, 300.0, 1.0) == 300.0
    assert expected_wait_s(6, 300.0, 4.0) == 450.0


@pytest.mark.parametrize("n_serving", [0.0, -1.0])
def test_with_nobody_serving_no_time_is_named(n_serving: float) -> None:
    assert expected_wait_s(1, 300.0, n_serving) == UNKNOWN_S
