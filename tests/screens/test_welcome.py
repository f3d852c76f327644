"""Does somebody new get from nothing to their desk, and does whoever is refused see why?"""

import pytest
from playwright.sync_api import expect

from frontlinje.people.models import User
from frontlinje.people.tests.cast import PASSWORD, Cast
from tests.screens.conftest import Visitor
from tests.screens.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_somebody_new_is_let_in_by_a_link(visitor: Visitor, cast: Cast) -> None:
    head = visitor(cast.hedda)
    head.goto("/people/new/")
    head.get_by_label("Navn", exact=True).fill("Ny Prøve")
    head.get_by_label("Brukernavn").fill("ny")
    head.get_by_label("Innlånt").check()
    head.get_by_label("Siste dag").fill("2099-05-01")
    head.keyboard.press("Control+Enter")
    link = head.get_by_role("textbox", name="Lenke").input_value()
    look(head, "people-user-just-made")

    new = visitor()
    new.goto(link)
    new.get_by_label("Nytt passord").fill(PASSWORD)
    new.keyboard.press("Enter")
    new.get_by_label("Brukernavn eller e-post").fill("ny")
    new.get_by_label("Passord", exact=True).fill(PASSWORD)
    new.keyboard.press("Enter")
    expect(new.get_by_role("heading", level=1)).to_be_visible()
    assert User.objects.get(username="ny").last_login is not None

    late = visitor(expected=("410",))
    response = late.goto(link)
    assert response is not None
    assert response.status == 410


def test_a_refusal_is_a_page_that_helps(visitor: Visitor, cast: Cast) -> None:
    nina = visitor(cast.nina, expected=("403",))
    response = nina.goto("/people/")
    assert response is not None
    assert response.status == 403
    expect(nina.get_by_text("Spør lederen din")).to_be_visible()
    look(nina, "refused")


def test_whose_access_ended_reads_why(visitor: Visitor, cast: Cast) -> None:
    edvard = visitor(cast.edvard)
    edvard.goto("/people/me/")
    expect(edvard.get_by_text("Tilgangen din er utløpt")).to_be_visible()
    expect(edvard.get_by_label("Brukernavn eller e-post")).to_be_visible()
