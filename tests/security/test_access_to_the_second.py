"""Is an account refused from the very instant at which its access ends, on every door?"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.centre.actions import begin_centre
from frontlinje.config.stream import Hub, Screen
from frontlinje.config.streamer import Streamer, open_streamer
from frontlinje.ledger.feed import Announcement
from frontlinje.people.actions import end_sessions
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


@pytest.mark.django_db(transaction=True)
def test_the_stream_opens_until_that_instant(
    cast: Cast, browser_of: Browser, end: datetime, at: At
) -> None:
    begin_centre(at=clock.now(), by=None)
    scope = _stream_of(browser_of(cast.lea))
    at(end - TICK)
    streamer = open_streamer(scope)
    assert isinstance(streamer, Streamer)
    assert streamer.has_access(end - TICK)
    assert not streamer.has_access(end)
    at(end)
    assert open_streamer(scope) == 401


@pytest.mark.django_db(transaction=True)
def test_a_stream_is_not_opened_with_a_session_that_was_ended(
    cast: Cast, browser_of: Browser
) -> None:
    begin_centre(at=clock.now(), by=None)
    scope = _stream_of(browser_of(cast.nina))
    assert isinstance(open_streamer(scope), Streamer)
    end_sessions(cast.nina.id, at=clock.now(), by=cast.nina)
    assert open_streamer(scope) == 401


def _stream_of(browser: Client) -> dict[str, object]:
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    return {"method": "GET", "headers": [(b"cookie", cookie.encode())]}


@pytest.mark.parametrize(
    ("kind", "is_cut"),
    [("user.access_set", True), ("user.sessions_ended", True), ("presence.declared", False)],
)
def test_open_screens_of_a_changed_account_must_come_in_anew(kind: str, is_cut: bool) -> None:
    hub = Hub()
    screens = [_screen("agent:1"), _screen("agent:2")]
    for screen in screens:
        hub.add(screen)
    hub.hand_out([Announcement(id=7, topics=("agent:1",), frame={"kind": kind})])
    assert screens[1].frames.empty()
    assert (screens[0].frames.get_nowait() is None) is is_cut


def _screen(*topics: str) -> Screen:
    return Screen(
        Streamer(user_id=uuid7(), topics=frozenset(topics), counts_as_desk=False, access_until=None)
    )
