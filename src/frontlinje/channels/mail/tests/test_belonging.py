"""Is a mail put where it belongs, is it said how sure that is, and can it be parted again?"""

import pytest

from frontlinje.base.errors import Conflict, NotAllowed
from frontlinje.base.ids import uuid7
from frontlinje.channels.mail.actions.addresses import Presentation, present_address
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.keeping import is_our_address
from frontlinje.channels.mail.actions.parting import part_message
from frontlinje.channels.mail.models import OutgoingMail, RawMail, RawState
from frontlinje.channels.mail.rules.tags import tagged_address
from frontlinje.channels.mail.rules.threads import Thread
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    NOON,
    SETTLEMENT,
    after,
    arrive,
    close,
    contact_of,
    customer,
    mail,
    take,
)
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")

DAY = 86400.0
SECOND = "<2@example.net>"


@pytest.fixture
def answered(cast: Cast) -> Contact:
    """A contact in Nina's hands that she has answered."""
    contact = contact_of(arrive(mail()))
    take(contact, cast.nina)
    send_reply(contact_id=contact.id, text="Hei, Kari", by=cast.nina, at=NOON)
    return contact


def test_our_reference_is_the_surest_and_a_new_sender_is_told_of(answered: Contact) -> None:
    our_id = OutgoingMail.objects.get().msg_id
    hers = arrive(mail("Takk", message_id=SECOND, references=our_id))
    assert (hers.thread, hers.is_sender_new) == (Thread.OUR_ID, False)
    his = arrive(mail("Jeg også", sender="ola@example.net", message_id="<3@x>", references=our_id))
    assert (his.thread, his.is_sender_new) == (Thread.OUR_ID, True)
    assert contact_of(hers) == contact_of(his) == answered


def test_a_mail_that_belongs_nowhere_says_nothing(answered: Contact) -> None:
    raw = arrive(mail("Ny sak", message_id=SECOND, subject="Noe nytt"))
    assert (raw.thread, raw.is_sender_new) == ("", False)


def test_the_marked_address_finds_the_contact_when_every_header_is_gone(
    answered: Contact,
) -> None:
    marked = tagged_address(GENERAL, answered.id)
    assert is_our_address(marked, at=NOON)
    raw = arrive(mail("Takk", message_id=SECOND, subject="Helt annet"), to=[marked])
    assert (raw.thread, contact_of(raw)) == (Thread.ADDRESS, answered)
    in_header = mail("Igjen", message_id="<3@x>", subject="Annet").replace(
        f"To: {GENERAL}".encode(), f"To: Senteret <{marked}>".encode()
    )
    assert contact_of(arrive(in_header)) == answered


def test_answers_carry_the_mark_where_the_address_takes_it(answered: Contact, cast: Cast) -> None:
    assert b"\nReply-To:" not in bytes(OutgoingMail.objects.get().raw)
    with_mark = Presentation(signatures={}, has_plus=True)
    present_address(address=GENERAL, as_=with_mark, by=None, at=NOON)
    message = send_reply(contact_id=answered.id, text="Igjen", by=cast.nina, at=NOON)
    marked = tagged_address(GENERAL, answered.id)
    raw = bytes(OutgoingMail.objects.get(message=message).raw)
    assert f"Reply-To: {marked}\r\n".encode() in raw


def test_a_reminder_that_names_the_first_mail_joins_it(answered: Contact) -> None:
    raw = arrive(mail("Hallo?", message_id=SECOND, subject="Purring", references="<1@example.net>"))
    assert (raw.thread, contact_of(raw)) == (Thread.REFERENCES, answered)


def test_a_stranger_who_only_knows_a_message_id_gets_a_contact_of_their_own(
    answered: Contact,
) -> None:
    stranger = mail(
        "Gi meg alt",
        sender="mallory@example.com",
        subject="Noe annet",
        message_id=SECOND,
        references="<1@example.net>",
    )
    assert contact_of(arrive(stranger)) != answered


def test_a_spouse_who_answers_under_the_same_subject_joins(answered: Contact) -> None:
    spouse = mail(
        "Hun er på ferie",
        sender="ola@example.net",
        subject="SV: Spørsmål",
        message_id=SECOND,
        references="<1@example.net>",
    )
    raw = arrive(spouse)
    assert (contact_of(raw), raw.is_sender_new) == (answered, True)


def test_the_subject_of_an_answer_from_the_same_sender_is_a_guess(answered: Contact) -> None:
    raw = arrive(mail("Takk", message_id=SECOND, subject="SV: Re: Spørsmål"), at=after(DAY))
    assert (raw.thread, contact_of(raw)) == (Thread.SUBJECT, answered)


@pytest.mark.parametrize(
    ("subject", "sender", "days"),
    [
        ("Spørsmål", "kari@example.net", 1),
        ("SV: Spørsmål", "ola@example.net", 1),
        ("SV: Noe annet", "kari@example.net", 1),
        ("SV:", "kari@example.net", 1),
        ("SV: Spørsmål", "kari@example.net", 15),
    ],
)
def test_less_than_that_is_a_new_contact(
    answered: Contact, subject: str, sender: str, days: int
) -> None:
    raw = arrive(
        mail("Hei", sender=sender, message_id=SECOND, subject=subject), at=after(days * DAY)
    )
    assert contact_of(raw) != answered
    assert raw.thread == ""


def test_an_answer_to_what_we_wrote_first_is_found_by_subject(cast: Cast) -> None:
    kari = customer("Kari", "kari@example.net")
    answered = contact_of(arrive(mail(sender="Kari <kari@example.net>")))
    take(answered, cast.nina)
    send_reply(contact_id=answered.id, text="Hei", by=cast.nina, at=NOON)
    RawMail.objects.update(reply_to="kari.gammel@example.net")  # she wrote from elsewhere then
    raw = arrive(mail("Takk", message_id=SECOND, subject="SV: Spørsmål"), at=after(60))
    assert answered.customer == kari
    assert (raw.thread, contact_of(raw)) == (Thread.SUBJECT, answered)


def test_a_guess_about_a_closed_contact_is_a_new_one_in_its_case(answered: Contact) -> None:
    close(answered)
    raw = arrive(mail("Men …", message_id=SECOND, subject="SV: Spørsmål"), at=after(60))
    answered.refresh_from_db()
    assert contact_of(raw) != answered
    assert contact_of(raw).case == answered.case is not None


# -- parting ---------------------------------------------------------------------------------------
def test_a_message_that_does_not_belong_becomes_a_contact_that_waits(
    answered: Contact, cast: Cast
) -> None:
    raw = arrive(mail("Helt annet", message_id=SECOND, subject="SV: Spørsmål"), at=after(60))
    assert raw.message is not None
    new = part_message(message_id=raw.message.id, by=cast.nina, at=after(120))
    raw.refresh_from_db()
    assert (new.state, new.queue, new.case) == (State.QUEUED, "general", None)
    assert (new.received_at, new.preview) == (after(60), "Helt annet")
    assert list(new.messages.values_list("id", flat=True)) == [raw.message_id]
    assert answered.messages.count() == 2
    assert raw.thread == Thread.PARTED
    parted = Event.objects.get(kind="mail.parted")
    assert parted.body["parted_into"] == str(new.id)
    assert all(sums.holds for sums in conservation())


def test_a_contact_that_does_not_belong_to_the_case_leaves_it(
    answered: Contact, cast: Cast
) -> None:
    close(answered)
    raw = arrive(mail("Annet", message_id=SECOND, subject="SV: Spørsmål"), at=after(60))
    new = contact_of(raw)
    assert raw.message is not None
    same = part_message(message_id=raw.message.id, by=cast.nina, at=after(120))
    new.refresh_from_db()
    answered.refresh_from_db()
    assert same == new
    assert new.case is None
    assert answered.case is not None


def test_a_mail_is_parted_once_and_by_who_may(answered: Contact, cast: Cast) -> None:
    raw = arrive(mail("Annet", message_id=SECOND, subject="SV: Spørsmål"), at=after(60))
    first = RawMail.objects.get(msg_id="<1@example.net>")
    assert raw.message is not None
    assert first.message is not None
    with pytest.raises(NotAllowed):
        part_message(message_id=raw.message.id, by=cast.olav, at=after(120))
    part_message(message_id=raw.message.id, by=cast.nina, at=after(120))
    for message_id in (raw.message.id, first.message.id, uuid7()):
        with pytest.raises(Conflict):
            part_message(message_id=message_id, by=cast.nina, at=after(120))


# -- answered elsewhere ----------------------------------------------------------------------------
def outside_answer(sender: str, to: str = "Kari <kari@example.net>", **more: str) -> bytes:
    facts = {"message_id": SECOND, "references": "<1@example.net>", "subject": "SV: Spørsmål"}
    raw = mail("Svar fra telefonen", sender=sender, **{**facts, **more})
    return raw.replace(f"To: {GENERAL}".encode(), f"To: {to}\r\nCc: {GENERAL}".encode())


def test_an_answer_sent_elsewhere_is_put_down_as_ours(cast: Cast) -> None:
    contact = contact_of(arrive(mail()))
    cast.nina.email = "nina@example.org"
    cast.nina.save()
    ours = arrive(outside_answer(f"Senteret <{GENERAL}>"))
    hers = arrive(outside_answer("Nina <nina@example.org>", message_id="<3@x>"))
    messages = list(contact.messages.order_by("id"))
    assert [message.is_outgoing for message in messages] == [False, True, True]
    assert [message.author for message in messages] == [None, None, cast.nina]
    assert [raw.state for raw in (ours, hers)] == [RawState.READ, RawState.READ]
    assert Contact.objects.count() == 1
    assert OutgoingMail.objects.count() == 0


def test_a_colleague_who_writes_to_us_is_a_customer(cast: Cast) -> None:
    contact = contact_of(arrive(mail()))
    to_us = mail("Hei", sender=f"Oppgjør <{SETTLEMENT}>", message_id=SECOND, subject="Spørsmål 2")
    assert contact_of(arrive(to_us)) != contact
    stranger = outside_answer("mallory@example.com", message_id="<3@x>", subject="Annet")
    assert contact_of(arrive(stranger)) != contact
    unknown = outside_answer(f"Senteret <{GENERAL}>", message_id="<4@x>", references="<9@x>")
    assert not contact_of(arrive(unknown)).messages.filter(is_outgoing=True).exists()


def test_our_own_answer_that_comes_back_is_not_new(answered: Contact) -> None:
    sent = bytes(OutgoingMail.objects.get().raw)
    raw = arrive(sent, envelope=GENERAL)
    assert (raw.state, raw.message) == (RawState.SAME, OutgoingMail.objects.get().message)
    assert Contact.objects.count() == 1
    forged = sent.replace(b"Hei, Kari", b"Betal hit")
    assert contact_of(arrive(forged)).messages.filter(text__contains="Betal hit").exists()
