"""Has something come true in the page? Asked again and again, which a strict page allows."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE_S = 60.0


def until(page: Page, is_true: Callable[[], object]) -> None:
    """Return as soon as it is true; fail when it takes too long."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline, "it did not come true"
        page.wait_for_timeout(20)
