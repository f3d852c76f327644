"""Is a measure met on the pages that customers and agents see, and in the mail that is sent?"""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.channels.mail.models import MailAddress, OutgoingMail
from frontlinje.channels.mail.tests import mailroom
from frontlinje.channels.mail.tests.conftest import file_store
from frontlinje.contacts.models import Contact
from frontlinje.continuity.tests.measures_at_work import begin
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Shift
from frontlinje.routing.actions.work import take_contact
from frontlinje.routing.tests.centre_of_two_queues import arrive, document, named, queue, save

__all__ = ["file_store"]
pytestmark = pytest.mark.usefixtures("screens")
UNITS = {"phone": 60, "mail": 30, "web": 30, "visit": 60, "paper": 30}
FORM = "/contact/"
BrowserOf = Callable[[User], Client]


@pytest.fixture
def screens(cast: Cast) -> Revision:
    for user in cast.everybody():
        user.ui_language = "en"
        user.save(update_fields=["ui_language"])
    return save(centre())


def centre(**changes: Any) -> CentreDocument:
    channels = [{"code": c, "hours": "always", "units": u} for c, u in UNITS.items()]
    queues = [
        queue("general", "north", channels=list(UNITS)),
        queue("settlement", "south", channels=["phone", "mail"]),
        queue("follow-up", "north", channels=["paper"]),
    ]
    return document(**{"channels": channels, "queues": queues} | changes)


@pytest.fixture
def customer() -> Client:
    return Client(headers={"accept-language": "en"})


def text_of(client: Client, url: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", seen(client, url)).split())


def seen(client: Client, url: str) -> str:
    return client.get(url, follow=True).content.decode()


def in_hand(user: User, queue: str = "general", channel: str = "phone") -> Contact:
    contact = arrive(queue, channel, at=clock.now())
    return take_contact(contact_id=contact.id, by=user, at=clock.now())


# -- What customers see ---------------------------------------------------------------------------


def test_a_closed_form_names_the_other_way(customer: Client) -> None:
    assert "form is closed" not in text_of(customer, FORM)
    begin({"kind": "close_channels", "channels": ["web"], "alternative": "visit"}, is_live=True)
    assert "The form is closed" in text_of(customer, FORM)
    assert "Use this instead: Visit" in text_of(customer, FORM)


def test_a_form_that_is_usually_closed_opens(customer: Client) -> None:
    channels = [{"code": "web", "hours": "always", "units": 30, "is_open": False}]
    save(centre(channels=channels, queues=[queue("general", "north", channels=["web"])]))
    assert "form is closed" in text_of(customer, FORM)
    begin({"kind": "open_channels", "channels": ["web"]}, is_live=True)
    assert "form is closed" not in text_of(customer, FORM)


def test_a_channel_is_closed_outside_the_hours_that_are_left(customer: Client) -> None:
    hour = clock.now().astimezone(ZoneInfo("Europe/Oslo")).hour
    other = (hour + 2) % 24
    hours = f"{other:02}:00-{other:02}:30"
    begin({"kind": "limit_hours", "channels": ["visit"], "hours": hours}, is_live=True)
    told = text_of(customer, "/status/en/")
    assert f"{other:02}:00–{other:02}:30" in told
    assert "Visit us Closed" in told


def test_a_channel_is_open_in_the_hours_that_are_added(customer: Client) -> None:
    save(centre(hours=[{"code": "always", "name": named("Never"), "week": {}}]))
    assert "Visit us Closed" in text_of(customer, "/status/en/")
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    begin({"kind": "extend_hours", "hours": "00:00-24:00", "days": days}, is_live=True)
    assert "Visit us Open" in text_of(customer, "/status/en/")


def test_what_is_said_comes_before_what_a_queue_says_otherwise(customer: Client) -> None:
    begin({"kind": "say", "situation": "greeting", "body": named("Prøv telefonen")}, is_live=True)
    assert "Prøv telefonen" in seen(customer, FORM)


@pytest.mark.usefixtures("file_store")
def test_the_mail_that_answers_by_itself_says_what_the_plan_says() -> None:
    own = {**mailroom.document().texts[0].model_dump(mode="json"), "queues": ["general"]}
    mailroom.open_centre(mailroom.document(texts=[own]))
    MailAddress.objects.create(address=mailroom.GENERAL, is_receipt_on=True)
    words = named("Min side er nede. Saken din er {reference}.")
    begin({"kind": "say", "situation": "autoreply", "channels": ["mail"], "body": words})
    contact = mailroom.contact_of(mailroom.arrive(mailroom.mail(), at=mailroom.after(60)))
    sent = message_from_bytes(bytes(OutgoingMail.objects.get().raw), policy=policy.default)
    body = sent.get_body(("plain",))
    assert body is not None
    assert f"Min side er nede. Saken din er {contact.reference}." in body.get_content()


# -- What agents see ------------------------------------------------------------------------------


def test_a_guide_stands_with_the_contacts_it_is_for(cast: Cast, browser_of: BrowserOf) -> None:
    call, letter = in_hand(cast.nina), in_hand(cast.nina, channel="mail")
    words = {"title": named("Slik gjør vi"), "body": named("Skriv på nødskjema.")}
    begin({"kind": "guide", "channels": ["phone"], **words}, is_live=True)
    nina = browser_of(cast.nina)
    assert "Skriv på nødskjema." in seen(nina, f"/desk/contacts/{call.id}/")
    assert "Skriv på nødskjema." not in seen(nina, f"/desk/contacts/{letter.id}/")


def test_the_guide_for_lent_people_is_theirs_alone(cast: Cast, browser_of: BrowserOf) -> None:
    script = named("Spør om gårdsnummer.")
    begin({"kind": "invite_people", "usernames": ["lea"], "script": script}, is_live=True)
    lent, own = in_hand(cast.lea), in_hand(cast.nina)
    assert "gårdsnummer" in seen(browser_of(cast.lea), f"/desk/contacts/{lent.id}/")
    assert "gårdsnummer" not in seen(browser_of(cast.nina), f"/desk/contacts/{own.id}/")


def by_hand(**changes: str) -> dict[str, str]:
    typed = {"command": str(uuid7()), "channel": "web", "queue": "general", "done": "yes"}
    return {**typed, "subject": "Melde inn lam", **changes}


def test_a_form_can_be_noted_by_hand_only_while_intake_is_manual(
    cast: Cast, browser_of: BrowserOf
) -> None:
    nina = browser_of(cast.nina)
    nina.post("/desk/by-hand/", by_hand())
    assert not Contact.objects.exists()
    begin({"kind": "manual_intake", "channels": ["web"]}, is_live=True)
    assert "Noted by hand just now:" in seen(nina, "/desk/")
    nina.post("/desk/by-hand/", by_hand())
    assert Contact.objects.get().channel == "web"


def test_extra_work_gathers_in_its_queue_once_for_each_contact(
    cast: Cast, browser_of: BrowserOf
) -> None:
    nina, call = browser_of(cast.nina), in_hand(cast.nina)
    begin({"kind": "follow_up"}, is_live=True)
    for _ in range(2):
        nina.post(f"/desk/contacts/{call.id}/finish/", {"catch_up": "on"})
    work = Contact.objects.get(queue="follow-up")
    assert (work.state, work.channel, work.customer) == ("queued", "paper", call.customer)
    assert call.reference in work.messages.get().text
    nina.post("/desk/by-hand/", by_hand(channel="phone", done="later"))
    assert Contact.objects.filter(queue="follow-up", state="queued").count() == 2
    assert Contact.objects.filter(source="hand", state="closed").count() == 1


def places(client: Client) -> set[str]:
    page = seen(client, "/desk/status/ready/")
    return {code for code in ("home", "office", "office:office") if f'value="{code}"' in page}


@pytest.mark.usefixtures("office")
def test_whoever_has_to_stay_at_home_can_be_ready_from_there_alone(
    cast: Cast, browser_of: BrowserOf
) -> None:
    nina, omar = browser_of(cast.nina), browser_of(cast.omar)
    measure = {"kind": "work_from", "place": "home", "usernames": ["Nina"], "is_binding": True}
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    begin({**measure, "last_day": tomorrow}, is_live=True)
    assert (places(nina), places(omar)) == ({"home"}, {"home", "office:office"})
    nina.post("/desk/status/set/ready/", {"place": "office:office"})
    assert not type(cast.nina).objects.filter(presence__status="ready").exists()
    nina.post("/desk/status/set/ready/", {"place": ""})
    assert type(cast.nina).objects.get(presence__status="ready").presence.place == "home"


def test_a_quarantine_is_over_after_its_last_day(cast: Cast, browser_of: BrowserOf) -> None:
    yesterday = (clock.now() - timedelta(days=2)).date().isoformat()
    measure = {"kind": "work_from", "place": "home", "is_binding": True, "last_day": yesterday}
    begin(measure, is_live=True)
    assert places(browser_of(cast.nina)) == {"home", "office"}


def test_the_halves_of_a_team_are_never_at_the_office_together(
    cast: Cast, browser_of: BrowserOf
) -> None:
    begin({"kind": "split_in_cohorts"}, is_live=True)
    likely = []
    for user in (cast.nina, cast.omar, cast.liv, cast.tiril):
        page = seen(browser_of(user), "/desk/status/ready/")
        primary = next(line for line in page.splitlines() if 'data-variant="primary"' in line)
        likely.append("home" if 'value="home"' in primary else "office")
    assert set(likely) == {"home", "office"}


def test_the_day_shows_the_shift_of_the_half_and_the_board_meeting(
    cast: Cast, browser_of: BrowserOf
) -> None:
    now = clock.now()
    start = now.astimezone(ZoneInfo("Europe/Oslo")).replace(hour=8, minute=0, second=0)
    Shift.objects.create(user=cast.nina, starts_at=start, ends_at=start + timedelta(hours=8))
    pattern = {"kind": "shift_pattern", "first": "08:00-14:00", "second": "10:00-16:00"}
    begin(pattern, {"kind": "board_meeting", "at": "09:15"}, is_live=True)
    page = seen(browser_of(cast.nina), "/desk/")
    assert "08:00–14:00" in page or "10:00–16:00" in page
    assert "08:00–16:00" not in page
    assert "Board meeting at 09:15" in page


def test_the_monitor_says_how_many_are_wanted(cast: Cast, browser_of: BrowserOf) -> None:
    begin({"kind": "minimum_staffing", "ready": 3}, is_live=True)
    assert "of 3" in seen(browser_of(cast.liv), "/board/")
