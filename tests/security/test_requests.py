"""Are requests, cookies and sessions as hard to forge as we promise?"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import cast as cast_to

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from ninja.security import SessionAuth

from frontlinje.config.api import api
from frontlinje.people.models import User
from frontlinje.people.tests.cast import PASSWORD, Cast
from tests.security.addresses import every_address

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]


def test_every_post_needs_the_token_of_one_of_our_pages(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    wrong = []
    for address in every_address():
        if "POST" not in address.methods:
            continue
        browser.force_login(cast.hedda)
        answer = browser.post(address.path)
        if answer.status_code not in (403, 405):
            wrong.append(f"{address.route}: {answer.status_code}")
    assert wrong == []


def test_the_api_asks_for_the_token_too(cast: Cast) -> None:
    """No view but the API's operations is exempt, and they check by themselves."""
    exempt = [
        address.route
        for address in every_address()
        if not address.route.startswith("/api/")
        and getattr(get_resolver().resolve(address.path).func, "csrf_exempt", False)
    ]
    assert exempt == []
    (session,) = cast_to(list[SessionAuth], api.auth)
    assert session.csrf


def test_signing_in_gives_a_new_session(cast: Cast) -> None:
    browser = Client()
    browser.get(reverse("account_login"))
    session = browser.session
    session["seen"] = "before"
    session.save()
    before = browser.session.session_key
    browser.cookies[settings.SESSION_COOKIE_NAME] = before or ""
    browser.post(reverse("account_login"), {"login": "nina", "password": PASSWORD})
    assert "_auth_user_id" in browser.session
    assert browser.session.session_key != before
    store = import_module(settings.SESSION_ENGINE).SessionStore
    assert not store().exists(before)


def test_signing_out_ends_the_session_in_the_database(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.nina)
    key = browser.session.session_key
    browser.get(reverse("account_logout"))
    assert "_auth_user_id" in browser.session, "signing out takes a POST"
    browser.post(reverse("account_logout"))
    assert not import_module(settings.SESSION_ENGINE).SessionStore().exists(key)


def test_cookies_cannot_be_read_by_scripts_nor_sent_from_elsewhere(cast: Cast) -> None:
    browser = Client()
    browser.get(reverse("account_login"))
    browser.post(reverse("account_login"), {"login": "nina", "password": PASSWORD})
    session = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert browser.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Lax"


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_of_an_encrypted_centre_travel_encrypted_only(cast: Cast) -> None:
    browser = Client()
    browser.get(reverse("account_login"))
    browser.post(reverse("account_login"), {"login": "nina", "password": PASSWORD})
    assert browser.cookies[settings.SESSION_COOKIE_NAME]["secure"]
    assert browser.cookies[settings.CSRF_COOKIE_NAME]["secure"]


def test_every_page_carries_the_headers_that_protect_it(cast: Cast, browser_of: Browser) -> None:
    bare = []
    for address in every_address():
        if "GET" not in address.methods:
            continue
        headers = browser_of(cast.hedda).get(address.path).headers
        policy = headers.get("Content-Security-Policy", "")
        if (
            "default-src 'none'" not in policy
            or "unsafe" in policy
            or headers.get("X-Frame-Options") not in ("DENY", "SAMEORIGIN")
            or headers.get("X-Content-Type-Options") != "nosniff"
            or headers.get("Referrer-Policy") != "same-origin"
            or headers.get("Cross-Origin-Opener-Policy") != "same-origin"
        ):
            bare.append(f"{address.route}: {dict(headers)}")
    assert bare == []


def test_personal_pages_are_not_kept_by_browsers_or_proxies(
    cast: Cast, browser_of: Browser
) -> None:
    headers = browser_of(cast.hedda).get("/people/").headers
    assert "no-store" in headers.get("Cache-Control", "")
    assert "private" in headers["Cache-Control"]


def test_addresses_carry_ids_and_never_names() -> None:
    """What stands in an address ends up in logs and histories."""
    personal = re.compile(r"[<{:](\w*(?:name|mail|phone|number|person)\w*)[>}]")
    assert [a.route for a in every_address() if personal.search(a.route)] == []
