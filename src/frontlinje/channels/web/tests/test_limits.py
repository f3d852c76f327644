"""How many forms may one place send, and how fast?"""

from datetime import UTC, datetime, timedelta

from frontlinje.channels.web.rules.limits import (
    MOST_IN_WINDOW,
    WINDOW,
    is_too_fast,
    may_write_again_at,
)

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def test_a_place_may_write_until_it_has_sent_many() -> None:
    some = [NOON - timedelta(seconds=i) for i in range(MOST_IN_WINDOW - 1)]
    assert may_write_again_at(some, NOON) is None


def test_a_place_may_write_again_when_its_oldest_are_out_of_the_window() -> None:
    many = [NOON - timedelta(seconds=i) for i in range(MOST_IN_WINDOW)]
    again_at = may_write_again_at(many, NOON)
    assert again_at == many[-1] + WINDOW
    assert may_write_again_at(many, again_at) is None


def test_what_is_long_ago_does_not_count() -> None:
    assert may_write_again_at([NOON - WINDOW] * 100, NOON) is None


def test_programs_are_faster_than_people() -> None:
    assert is_too_fast(NOON, NOON + timedelta(seconds=1))
    assert not is_too_fast(NOON, NOON + timedelta(seconds=2))
