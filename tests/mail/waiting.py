"""Has something come true in another process? Asked again and again."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 120.0
Found = TypeVar("Found")


def until(ask: Callable[[], Found | None]) -> Found:
    """Return the first answer that counts as true; fail when none comes."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := ask()):
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
    return found
