"""Is a service that falls started again, alone and not in a busy loop?"""

import logging
import threading
import time
from itertools import pairwise

import pytest

from frontlinje.config.services import SERVICES, keep_running


def test_service_that_falls_is_started_again_until_told_to_stop(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stopping, runs = threading.Event(), list[float]()

    def fall(_: threading.Event) -> None:
        runs.append(time.monotonic())
        if len(runs) == 4:
            stopping.set()
        raise ValueError("gone")

    with caplog.at_level(logging.ERROR):
        keep_running("mail", fall, stopping)
    pauses = [later - earlier for earlier, later in pairwise(runs)]
    assert pauses[0] < 0.15, "the first time at once"
    assert pauses[1] >= 0.2
    assert pauses[2] >= 0.4, "then after longer and longer pauses"
    assert "The service mail fell" in caplog.text


def test_services_that_are_listed_exist() -> None:
    assert all(callable(service.load()) for service in SERVICES)
    names = [service.name for service in SERVICES]
    assert len(set(names)) == len(names)
