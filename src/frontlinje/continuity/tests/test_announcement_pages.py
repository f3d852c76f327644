"""Can a leader tell everybody in a minute, and can nobody else?"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.continuity.models import Announcement
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

Browser = Callable[[User], Client]
NEW = "/continuity/announcements/new/"
STATUS = "/status/nb/"


@pytest.fixture(autouse=True)
def begun(db: None) -> None:
    begin_centre(at=clock.now(), by=None)


def words(**changes: str | list[str]) -> dict[str, str | list[str]]:
    return {"title_nb": "Min side er nede", "body_nb": "Ring oss på 12 34 56 78.", **changes}


def status_page() -> str:
    return Client().get(STATUS).content.decode()


def test_a_leader_writes_and_publishes_in_one_step_and_takes_it_back(
    cast: Cast, browser_of: Browser
) -> None:
    browser = browser_of(cast.liv)
    answer = browser.post(NEW, words(publish="yes"), follow=True)
    row = Announcement.objects.get()
    withdraw = reverse("continuity:announcement-withdraw", args=[row.id])
    assert answer.status_code == 200
    assert answer.content.decode().count(f'action="{withdraw}"') == 2  # the undo, and the button
    assert "Min side er nede" in status_page()
    browser.post(withdraw)
    assert "Min side er nede" not in status_page()
    browser.post(reverse("continuity:announcement-approve", args=[row.id]))
    assert "Min side er nede" in status_page()


def test_a_button_pressed_twice_publishes_once(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.liv)
    page = browser.get(NEW).content.decode()
    form_id = re.findall(r'name="form_id" value="([^"]+)"', page)[0]
    for _ in range(2):
        browser.post(NEW, words(publish="yes", form_id=form_id))
    assert Announcement.objects.count() == 1
    assert Event.objects.filter(kind__startswith="announcement.").count() == 2


def test_an_agent_proposes_and_a_leader_publishes(cast: Cast, browser_of: Browser) -> None:
    agent = browser_of(cast.nina)
    page = agent.post(NEW, words(publish="yes"), follow=True).content.decode()
    row = Announcement.objects.get()
    approve = reverse("continuity:announcement-approve", args=[row.id])
    assert approve not in page
    assert agent.post(approve).status_code == 403
    assert "Min side er nede" not in status_page()
    assert (
        approve
        in browser_of(cast.liv)
        .get(reverse("continuity:announcement", args=[row.id]))
        .content.decode()
    )
    browser_of(cast.liv).post(approve)
    assert "Min side er nede" in status_page()


def test_what_is_published_is_changed_everywhere_by_leaders_alone(
    cast: Cast, browser_of: Browser
) -> None:
    browser_of(cast.liv).post(NEW, words(publish="yes"))
    change = reverse("continuity:announcement-change", args=[Announcement.objects.get().id])
    better = words(title_nb="Min side er oppe igjen", until_at="2099-01-01T08:00")
    assert browser_of(cast.nina).post(change, better).status_code == 422
    assert "oppe igjen" not in status_page()
    assert browser_of(cast.liv).post(change, better).status_code == 302
    assert "Min side er oppe igjen" in status_page()


def test_errors_stand_at_their_field_and_no_word_is_lost(cast: Cast, browser_of: Browser) -> None:
    given = words(title_sv="Mina sidor är nere", until_at="2001-01-01T08:00")
    answer = browser_of(cast.liv).post(NEW, given, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_body_sv_error"' in page
    assert "Mina sidor är nere" in page
    assert not Announcement.objects.exists()


def test_the_list_tells_what_is_told_and_what_waits(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.liv)
    assert "fl-empty" in browser.get("/continuity/announcements/").content.decode()
    browser.post(NEW, words(publish="yes"))
    browser.post(NEW, words(title_nb="Kort kø på telefon"))
    page = browser.get("/continuity/announcements/").content.decode()
    assert page.index("Min side er nede") < page.index("Kort kø på telefon")
