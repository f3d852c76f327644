"""What do the tests of the reports share? The small centre of the routing tests, seen afresh."""

from collections.abc import Iterator

import pytest

from frontlinje.reports.queries.board import forget_board
from frontlinje.routing.tests.centre_of_two_queues import centre

__all__ = ["centre"]


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    forget_board()
    yield
    forget_board()
