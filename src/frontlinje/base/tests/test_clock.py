"""Does the clock give aware instants in UTC?"""

from datetime import UTC, timedelta

from frontlinje.base import clock


def test_now_is_aware_and_never_goes_back() -> None:
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert timedelta(0) <= second - first < timedelta(seconds=5)
