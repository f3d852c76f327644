"""Several people at once, each a thread that goes on until all are told to stop."""

import threading
from collections.abc import Callable, Iterable


class Crowd:
    """Threads that are started and stopped together."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self._threads: list[threading.Thread] = []

    def _join_in(self, runs: Iterable[Callable[[], None]]) -> None:
        self._threads += [threading.Thread(target=run, daemon=True) for run in runs]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they were about."""
        self._is_over.set()
        for thread in self._threads:
            thread.join(timeout=180)
        assert not any(thread.is_alive() for thread in self._threads), "somebody still tries"
