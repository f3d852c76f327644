"""Does «we have your mail» go to people, once a day, and never into a loop?"""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from frontlinje.base.errors import Conflict, NotAllowed
from frontlinje.centre.actions import place_override
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.overrides import EDIT
from frontlinje.channels.mail.actions import stopping
from frontlinje.channels.mail.channel import findings
from frontlinje.channels.mail.models import MailAddress, OutgoingMail
from frontlinje.channels.mail.queries import answers_stopped_since
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    NOON,
    SETTLEMENT,
    after,
    arrive,
    contact_of,
    mail,
    named,
)
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")


@pytest.fixture
def switched_on(centre: Revision) -> None:
    MailAddress.objects.create(address=GENERAL, is_receipt_on=True)


def test_nothing_is_answered_by_itself_unless_switched_on() -> None:
    arrive(mail())
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_a_new_mail_gets_a_receipt_that_says_it_is_automatic() -> None:
    contact = contact_of(arrive(mail()))
    outgoing = OutgoingMail.objects.get()
    sent = message_from_bytes(bytes(outgoing.raw), policy=policy.default)
    assert outgoing.envelope_sender == ""
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["To"] == "kari@example.net"
    assert outgoing.message.text == f"Vi har fått e-posten din, {contact.reference}."
    assert outgoing.message.author is None


@pytest.mark.usefixtures("switched_on")
def test_a_sender_gets_one_receipt_in_24_hours() -> None:
    for hour in (0, 1, 23.9, 24.1):
        arrive(mail(message_id=f"<{hour}@example.net>"), at=after(hour * 3600))
    assert Contact.objects.count() == 4
    assert OutgoingMail.objects.count() == 2


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    "headers",
    [
        ["Auto-Submitted: auto-replied"],
        ["Auto-Submitted: auto-generated"],
        ["Precedence: bulk"],
        ["List-Id: <x.example.net>"],
        ["X-Auto-Response-Suppress: All"],
    ],
)
def test_machines_get_no_receipt(headers: list[str]) -> None:
    arrive(mail(headers=headers))
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    "sender", ["no-reply@example.net", GENERAL, SETTLEMENT, "MAILER-DAEMON@example.net"]
)
def test_nobody_and_we_ourselves_get_no_receipt(sender: str) -> None:
    arrive(mail(sender=sender), envelope="x@example.net")
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_the_null_return_path_gets_no_receipt() -> None:
    arrive(mail(), envelope="")
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_an_answer_to_our_receipt_gets_no_other() -> None:
    arrive(mail())
    arrive(
        mail("Takk", message_id="<2@x>", references=OutgoingMail.objects.get().msg_id),
        at=after(2 * 86400),
    )
    assert OutgoingMail.objects.count() == 1
    assert Contact.objects.count() == 1


@pytest.mark.usefixtures("switched_on")
def test_mail_to_another_address_gets_none() -> None:
    arrive(mail(), to=[SETTLEMENT])
    assert not OutgoingMail.objects.exists()


def incident(code: str, words: str, *queues: str) -> None:
    edit = {
        "kind": "set_text",
        "text": {
            "code": code,
            "situation": "incident",
            "channels": ["mail"],
            "queues": queues,
            "body": named(words),
        },
    }
    place_override(
        edit=EDIT.validate_python(edit),
        starts_at=NOON,
        until_at=NOON + timedelta(hours=1),
        by=None,
        reason="",
        at=NOON,
    )


def test_what_everybody_must_know_is_told_where_receipts_are_off() -> None:
    incident("portal", "Min side er nede.")
    arrive(mail(), to=[SETTLEMENT])
    arrive(mail(sender="Per <per@example.net>", message_id="<2@x>"), at=after(3600))
    outgoing = OutgoingMail.objects.get()
    sent = message_from_bytes(bytes(outgoing.raw), policy=policy.default)
    assert outgoing.message.text == "Min side er nede."
    assert (outgoing.envelope_sender, sent["Auto-Submitted"]) == ("", "auto-replied")


@pytest.mark.usefixtures("switched_on")
def test_several_incidents_stand_above_the_receipt_in_one_mail() -> None:
    incident("portal", "Min side er nede.")
    incident("phones", "Telefonen er nede.", "general")
    incident("other", "Oppgjør er forsinket.", "settlement")
    contact = contact_of(arrive(mail()))
    assert OutgoingMail.objects.get().message.text == (
        f"Telefonen er nede.\n\nMin side er nede.\n\nVi har fått e-posten din, {contact.reference}."
    )


def test_an_incident_is_told_to_no_machine_and_once_a_day() -> None:
    incident("portal", "Min side er nede.")
    arrive(mail(headers=["Auto-Submitted: auto-generated"]))
    arrive(mail(message_id="<2@x>"), at=after(60))
    arrive(mail(message_id="<3@x>"), at=after(120))
    assert Contact.objects.count() == 3
    assert OutgoingMail.objects.count() == 1


@pytest.mark.usefixtures("switched_on")
def test_a_machine_that_takes_a_new_address_each_time_is_answered_once() -> None:
    for number in range(3):
        sender = f"support+id{number}@example.net"
        arrive(mail(sender=sender, message_id=f"<{number}@x>"), at=after(number))
    assert OutgoingMail.objects.count() == 1


@pytest.mark.usefixtures("switched_on")
def test_what_reads_like_an_absence_gets_no_receipt_and_is_looked_at() -> None:
    contact = contact_of(arrive(mail("Hei! Jeg er ute av kontoret til mandag.")))
    assert contact.state == State.QUEUED
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_answers_that_go_too_fast_stop_until_somebody_looks(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stopping, "MOST_IN_A_MINUTE", 3)
    for number in range(6):
        sender = f"k{number}@example.net"
        arrive(mail(sender=sender, message_id=f"<{number}@x>"), at=after(number))
    assert Contact.objects.count() == 6
    assert OutgoingMail.objects.count() == 3
    assert Event.objects.filter(kind="mail.answers_stopped").count() == 1
    with translation.override("en"):
        wrong = [finding.text for finding in findings(NOON) if not finding.is_well]
    assert "stopped: 4 in a minute; look at Mail problems" in wrong
    assert answers_stopped_since() is not None
    client.force_login(cast.liv)
    assert reverse("mail:answers-let-go") in client.get(reverse("mail:problems")).content.decode()
    client.post(reverse("mail:answers-let-go"))
    arrive(mail(sender="k9@example.net", message_id="<9@x>"), at=after(3600))
    assert answers_stopped_since() is None
    assert OutgoingMail.objects.count() == 4
    with pytest.raises(Conflict):
        stopping.let_answers_go(by=cast.liv, at=after(3601))
    with pytest.raises(NotAllowed):
        stopping.let_answers_go(by=cast.nina, at=after(3601))
