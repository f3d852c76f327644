"""Is every screen accessible, at every width, light and dark?"""

import pytest
from django.urls import reverse

from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor
from tests.screens.looking import look
from tests.screens.screens import SCREENS, Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_screen_is_accessible(screen: Screen, visitor: Visitor, cast: Cast) -> None:
    arguments = screen.prepare(cast) if screen.prepare else None
    page = visitor(getattr(cast, screen.who) if screen.who else None)

    response = page.goto(reverse(screen.url_name, kwargs=dict(arguments or {})) + screen.query)

    assert response is not None
    assert response.ok, f"{response.url} answered {response.status}"
    look(page, str(screen))
