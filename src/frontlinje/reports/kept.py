"""How do many screens that ask at once cost one answer? It is kept for a moment in each process."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class KeptForAMoment(Generic[T]):
    """An answer that is good for everybody, worked out by the first who asks."""

    def __init__(self, lasts_s: float) -> None:
        self._lasts = timedelta(seconds=lasts_s)
        self._lock = Lock()
        self._kept: tuple[datetime, T] | None = None

    def get(self, now: datetime, work_out: Callable[[datetime], T]) -> T:
        """Return the answer; others who ask while it is being worked out wait for it."""
        with self._lock:
            if self._kept is None or abs(now - self._kept[0]) >= self._lasts:
                self._kept = now, work_out(now)
            return self._kept[1]

    def forget(self) -> None:
        """Let the next who asks work it out anew."""
        with self._lock:
            self._kept = None
