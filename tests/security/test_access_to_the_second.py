"""Is an account refused from the very instant at which its access ends, on every door?"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.config.stream import stream_app
from frontlinje.people.models import User
from frontlinje.people.tests.cast import PASSWORD, Cast

Browser = Callable[[User], Client]
TICK = timedelta(microseconds=1)


@pytest.fixture
def end(cast: Cast) -> datetime:
    """Return the instant, soon, at which Lea's access ends."""
    instant = clock.now() + timedelta(minutes=5)
    User.objects.filter(id=cast.lea.id).update(access_until=instant)
    return instant


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return a function that sets the clock."""

    def set_clock(instant: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: instant)

    return set_clock


At = Callable[[datetime], None]


@pytest.mark.django_db
def test_a_page_opens_until_the_last_instant_and_not_in_it(
    cast: Cast, browser_of: Browser, end: datetime, at: At
) -> None:
    lea = browser_of(cast.lea)
    at(end - TICK)
    assert lea.get("/people/me/").status_code == 200
    at(end)
    answer = lea.get("/people/me/")
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fpeople%2Fme%2F"
    assert not Session.objects.exists()
    assert "Tilgangen" in lea.get(answer["Location"]).content.decode()


@pytest.mark.django_db
def test_the_api_closes_at_the_same_instant(
    cast: Cast, browser_of: Browser, end: datetime, at: At
) -> None:
    lea = browser_of(cast.lea)
    at(end - TICK)
    assert lea.get("/api/v1/people/me").json()["username"] == "lea"
    at(end)
    assert lea.get("/api/v1/people/me").status_code == 401


@pytest.mark.django_db
def test_access_that_has_not_begun_is_none(
    cast: Cast, browser_of: Browser, end: datetime, at: At
) -> None:
    begin = end - timedelta(minutes=1)
    User.objects.filter(id=cast.lea.id).update(access_from=begin)
    lea = browser_of(cast.lea)
    at(begin - TICK)
    assert lea.get("/people/me/").status_code == 302
    lea = browser_of(cast.lea)
    at(begin)
    assert lea.get("/people/me/").status_code == 200


@pytest.mark.django_db
def test_nobody_signs_in_after_the_end(cast: Cast, end: datetime, at: At) -> None:
    at(end)
    browser = Client()
    form = {"login": "lea", "password": PASSWORD}
    browser.post(reverse("account_login"), form)
    assert "_auth_user_id" not in browser.session
    at(end - TICK)
    browser.post(reverse("account_login"), form)
    assert "_auth_user_id" in browser.session


@pytest.mark.django_db
def test_what_is_public_stays_open_to_whoever_once_worked_here(
    cast: Cast, browser_of: Browser
) -> None:
    assert browser_of(cast.edvard).get("/health").status_code == 200


@pytest.mark.django_db
def test_the_stream_stays_shut_from_that_instant(
    cast: Cast, browser_of: Browser, end: datetime, at: At
) -> None:
    cookie = browser_of(cast.lea).cookies["sessionid"].value
    at(end)
    assert _status_of_stream(cookie) == 401


def _status_of_stream(session: str) -> int:
    statuses: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(int(str(message["status"])))

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/stream",
        "query_string": b"",
        "headers": [(b"cookie", f"sessionid={session}".encode())],
    }
    async_to_sync(stream_app)(scope, receive, send)  # type: ignore[arg-type]
    return statuses[0]
