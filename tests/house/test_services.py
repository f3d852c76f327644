"""Is a service that falls started again, alone and not in a busy loop?"""

import logging
import threading

import pytest

from frontlinje.config.services import SERVICES, keep_running


def test_service_that_falls_is_started_again_until_told_to_stop(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Stopping(threading.Event):
        """Notes how long it is waited for."""

        def wait(self, timeout: float | None = None) -> bool:
            pauses.append(timeout)
            return self.is_set()

    stopping, pauses, runs = Stopping(), list[float | None](), list[None]()

    def fall(_: threading.Event) -> None:
        runs.append(None)
        if len(runs) == 4:
            stopping.set()
        raise ValueError("gone")

    with caplog.at_level(logging.ERROR):
        keep_running("mail", fall, stopping)
    assert len(runs) == 4
    assert pauses[:3] == [0.0, 0.2, 0.4], "the first time at once, then after longer pauses"
    assert "The service mail fell" in caplog.text


def test_services_that_are_listed_exist() -> None:
    assert all(callable(service.load()) for service in SERVICES)
    names = [service.name for service in SERVICES]
    assert len(set(names)) == len(names)
