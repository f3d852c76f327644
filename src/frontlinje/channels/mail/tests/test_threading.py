"""Does a mail that answers us find its contact and its case, and nobody else's?"""

import pytest

from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.models import OutgoingMail
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    NOON,
    after,
    arrive,
    close,
    contact_of,
    mail,
    take,
)
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.work import park_contact

pytestmark = pytest.mark.usefixtures("centre", "file_store")


@pytest.fixture
def answered(cast: Cast) -> Contact:
    """A contact in Nina's hands that she has answered."""
    contact = contact_of(arrive(mail()))
    take(contact, cast.nina)
    send_reply(contact_id=contact.id, text="Hei, Kari", by=cast.nina, at=NOON)
    return contact


def our_id() -> str:
    return OutgoingMail.objects.get().msg_id


def test_an_answer_to_an_open_contact_joins_it_and_tells_its_agent(
    answered: Contact, cast: Cast
) -> None:
    raw = arrive(mail("Takk", message_id="<2@example.net>", references=our_id()), at=after(60))
    assert contact_of(raw) == answered
    assert [message.is_outgoing for message in answered.messages.order_by("at")] == [
        False,
        True,
        False,
    ]
    told = Event.objects.filter(kind="contact.message_added").latest("id")
    assert {f"agent:{cast.nina.id}", f"contact:{answered.id}"} <= set(told.topics)


def test_an_answer_to_a_waiting_contact_joins_it(answered: Contact) -> None:
    move_contact(locked_contact(answered.id), to=State.QUEUED, at=NOON, by=None)
    assert contact_of(arrive(mail("Takk", references=our_id()))) == answered


def test_an_answer_to_a_closed_contact_goes_on_in_the_same_case_with_the_same_agent(
    answered: Contact, cast: Cast
) -> None:
    close(answered)
    new = contact_of(arrive(mail("Men …", message_id="<2@x>", references=our_id()), at=after(60)))
    answered.refresh_from_db()
    assert new != answered
    assert new.state == State.QUEUED
    assert new.case is not None
    assert new.case == answered.case
    assert new.last_agent == cast.nina


def test_what_comes_in_wrap_up_is_not_closed_with_it(answered: Contact, cast: Cast) -> None:
    locked = locked_contact(answered.id)
    move_contact(locked, to=State.WRAP_UP, at=NOON, by=cast.nina.id, agent=cast.nina)
    new = contact_of(arrive(mail("Og …", message_id="<2@x>", references=our_id())))
    assert new != answered
    assert new.case is not None


def test_an_answer_brings_a_parked_contact_back(answered: Contact, cast: Cast) -> None:
    park_contact(contact_id=answered.id, by=cast.nina, at=NOON, resume_at=after(86400))
    arrive(mail("Her er tallet", message_id="<2@x>", references=our_id()), at=after(60))
    answered.refresh_from_db()
    assert answered.resume_at == after(60)


def test_an_answer_finds_its_contact_through_a_longer_chain(answered: Contact) -> None:
    chain = f"<0@example.net> {our_id()} <between@example.com>"
    assert contact_of(arrive(mail("Takk", message_id="<9@x>", references=chain))) == answered


def test_an_answer_with_another_subject_and_sender_still_finds_it(answered: Contact) -> None:
    raw = arrive(mail("Hei", sender="ola@example.net", subject="Noe annet", references=our_id()))
    assert contact_of(raw) == answered


def test_the_same_subject_from_the_same_sender_is_not_enough(answered: Contact) -> None:
    assert contact_of(arrive(mail("Hei", message_id="<2@example.net>"))) != answered


def test_an_id_of_nobody_begins_a_new_contact(answered: Contact) -> None:
    for stranger in ("<fl.0.1@example.org>", f"<fl.{'0' * 32}.{'1' * 32}@example.org>", "<>"):
        assert contact_of(arrive(mail(stranger, message_id=None, references=stranger))) != answered
    assert Contact.objects.count() == 4


def test_an_answer_to_a_merged_contact_joins_the_one_that_lives(answered: Contact) -> None:
    other = contact_of(arrive(mail("To", message_id="<other@example.net>")))
    close(answered)
    Contact.objects.filter(id=answered.id).update(merged_into=other)
    assert contact_of(arrive(mail("Takk", message_id="<3@x>", references=our_id()))) == other


def test_an_absence_notice_joins_even_a_closed_contact(answered: Contact) -> None:
    close(answered)
    notice = mail(
        "Jeg er på ferie",
        message_id="<vacation@example.net>",
        references=our_id(),
        headers=["Auto-Submitted: auto-replied"],
    )
    assert contact_of(arrive(notice, envelope="")) == answered
    answered.refresh_from_db()
    assert answered.state == State.CLOSED
    assert Contact.objects.count() == 1


def test_a_bounce_of_our_answer_is_work_in_the_same_case(answered: Contact) -> None:
    close(answered)
    bounce = (
        b"From: MAILER-DAEMON@example.net\r\nTo: " + GENERAL.encode() + b"\r\nSubject: Failed\r\n"
        b"Message-ID: <bounce@example.net>\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\n\r\nIkke levert\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Message-ID: " + our_id().encode() + b"\r\nSubject: Re\r\n\r\nHei\r\n--b--\r\n"
    )
    new = contact_of(arrive(bounce, envelope=""))
    answered.refresh_from_db()
    assert new != answered
    assert new.case == answered.case
    assert OutgoingMail.objects.count() == 1  # nothing answers a bounce by itself
