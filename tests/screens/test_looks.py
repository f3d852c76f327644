"""Is every screen accessible, at every width, light and dark?

Screens of the same day are looked at in one test: the day is what takes time.
"""

from collections.abc import Iterator

import pytest

from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor
from tests.screens.looking import look
from tests.screens.screens import SCREENS, Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_AT_ONCE = 10
"""So that two processes have about as much to do."""


def _days() -> Iterator[list[Screen]]:
    for prepare in dict.fromkeys(screen.prepare for screen in SCREENS):
        shown = [screen for screen in SCREENS if screen.prepare == prepare]
        for first in range(0, len(shown), MOST_AT_ONCE):
            yield shown[first : first + MOST_AT_ONCE]


@pytest.mark.parametrize("day", list(_days()), ids=lambda day: f"{day[0]}-and-{len(day) - 1}-more")
def test_screens_are_accessible(
    day: list[Screen], visitor: Visitor, cast: Cast, subtests: pytest.Subtests
) -> None:
    there = (day[0].prepare(cast) if day[0].prepare else None) or {}
    at_desk = {who: visitor(getattr(cast, who) if who else None) for who in {s.who for s in day}}
    for screen in day:
        with subtests.test(str(screen)):
            page = at_desk[screen.who]
            response = page.goto(screen.address(there))
            assert response is not None
            assert response.ok, f"{response.url} answered {response.status}"
            look(page, str(screen))
