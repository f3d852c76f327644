"""What do customers read on the bad day: banner, status page, and the form while it is closed?"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre, end_override, place_override
from frontlinje.centre.rules.edits.channels import SetChannelOpen
from frontlinje.channels.web.actions import ONE_VISIT, turn_away
from frontlinje.channels.web.models import TurnedAway
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.announcing import (
    approve_announcement,
    withdraw_announcement,
    write_announcement,
)
from frontlinje.continuity.rules.wording import Wording
from frontlinje.ledger.models import Event
from frontlinje.portal.tests.test_contact_form import FORM, filled_in

PORTAL = Wording(
    title={"nb": "Min side er nede", "en": "The portal is down"},
    body={"nb": "Ring oss.", "en": "Call us."},
)


@pytest.fixture
def now(db: None) -> datetime:
    at = clock.now()
    begin_centre(at=at, by=None)
    return at


def publish(at: datetime, wording: Wording = PORTAL) -> UUID:
    row = write_announcement(wording=wording, by=None, at=at)
    return approve_announcement(announcement_id=row.id, by=None, at=at).id


def close_the_form(at: datetime) -> UUID:
    edit = SetChannelOpen(channel="web", is_open=False)
    return place_override(
        edit=edit,
        starts_at=at,
        until_at=at + timedelta(hours=2),
        by=None,
        reason="",
        at=at,
    ).id


def read(path: str, language: str = "en") -> str:
    return Client(headers={"accept-language": language}).get(path).content.decode()


def turned_away() -> list[tuple[str, str, str]]:
    events = Event.objects.filter(kind="contacts.turned_away").order_by("id")
    return [(event.channel, event.queue, event.body["alternative"]) for event in events]


def test_one_announcement_stands_on_form_and_status_page_and_goes(now: datetime) -> None:
    announcement_id = publish(now)
    for page in (FORM, "/status/"):
        assert "The portal is down" in read(page)
        assert "Min side er nede" in read(page, "nb")
        assert '<div class="ds-alert" data-color="warning" lang="nb">' in read(page, "sv")
    withdraw_announcement(announcement_id=announcement_id, by=None, at=now)
    assert "The portal is down" not in read(FORM)
    assert "We know of no disturbances." in read("/status/")


def test_what_is_for_the_telephone_is_not_on_the_form(now: datetime) -> None:
    publish(now, replace(PORTAL, channels=("phone",)))
    assert "The portal is down" not in read(FORM)
    assert "The portal is down" in read("/status/")


def test_the_status_page_needs_no_script_no_cookie_and_no_sign_in(now: datetime) -> None:
    answer = Client().get("/status/sv/")
    page = answer.content.decode()
    assert '<html lang="sv"' in page
    assert "<script" not in page
    assert not answer.cookies
    assert page.count('hreflang="') == 3
    assert Client().get("/status/xx/").status_code == 404


def test_a_closed_form_says_so_with_another_way_and_when_it_is_back(now: datetime) -> None:
    override = close_the_form(now)
    answer = Client(headers={"accept-language": "en"}).get(FORM, {"topic": "general"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The form is closed" in page
    assert "Use this instead" in page
    assert "It opens again" in page
    assert "<form method" not in page.split("<main")[1]
    assert [event[:2] for event in turned_away()] == [("web", "general")]
    end_override(override, by=None, reason="", at=clock.now())
    assert "The form is closed" not in read(FORM)


def test_what_was_written_while_the_form_closed_is_kept_on_the_page(now: datetime) -> None:
    close_the_form(now)
    answer = Client(headers={"accept-language": "en"}).post(FORM, filled_in())
    assert answer.status_code == 409
    assert "Your message was not sent" in answer.content.decode()
    assert "When does the lorry come?" in answer.content.decode()
    assert not Contact.objects.exists()
    assert len(turned_away()) == 1


def test_a_form_that_arrived_is_not_called_lost_when_sent_again(now: datetime) -> None:
    form, browser = filled_in(), Client()
    assert browser.post(FORM, form).status_code == 302
    close_the_form(now)
    assert browser.post(FORM, form).status_code == 302
    assert Contact.objects.count() == 1
    assert turned_away() == []


def test_a_customer_counts_once_a_visit_and_everybody_counts(now: datetime) -> None:
    close_the_form(now)
    for _ in range(3):
        Client(headers={"user-agent": "One"}).get(FORM)
    Client(headers={"user-agent": "Another"}).get(FORM)
    Client().get(FORM, REMOTE_ADDR="192.0.2.7")
    Client().head(FORM)
    assert len(turned_away()) == 3


def test_whoever_comes_back_later_counts_again_and_is_forgotten_after_a_day(now: datetime) -> None:
    told = {"visitor": "somebody", "queue": "", "alternative": "phone"}
    now = now.replace(hour=12)  # by night the visit would end with the day
    assert turn_away(**told, at=now)
    assert not turn_away(**told, at=now + ONE_VISIT / 2)
    assert turn_away(**told, at=now + ONE_VISIT)
    turn_away(visitor="somebody else", queue="", alternative="", at=now + timedelta(days=2))
    assert TurnedAway.objects.count() == 1
