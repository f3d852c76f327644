"""Can a person add a passkey, and come in with it alone?"""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Page, expect

from frontlinje.people.tests.cast import PASSWORD, Cast
from tests.screens.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _with_a_key(page: Page) -> None:
    """Plug a key with a fingerprint reader into the browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_passkey_is_added_and_opens_the_door_alone(visitor: Visitor, cast: Cast) -> None:
    # The tests' own passwords are hashed in haste, which the real server does not accept.
    cast.nina.password = PBKDF2PasswordHasher().encode(PASSWORD, "saltsaltsaltsalt")
    cast.nina.save()
    page = visitor(has_name=True)
    _with_a_key(page)
    page.goto("/account/login/")
    page.get_by_label("Brukernavn eller e-post").fill("nina")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)

    page.goto("/account/steps/keys/add/")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Bekreft").click()
    page.wait_for_load_state("load")
    page.get_by_label("Hva den skal hete").fill("Min telefon")
    page.get_by_label("Logg inn med bare denne nøkkelen").check()
    page.get_by_role("button", name="Legg til nøkkelen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservekoder")
    page.goto("/account/steps/keys/")
    expect(page.locator("main")).to_contain_text("Min telefon")

    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="Logg ut").click()
    page.wait_for_url("**/account/login/")
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto("/account/steps/")
    expect(page.locator("main")).to_contain_text("1 nøkkel")
