"""Does an agent's answer go to the right person, from the right address, whole or not at all?"""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, Unavailable
from frontlinje.channels.mail.actions.answering import answer_address, send_reply
from frontlinje.channels.mail.actions.sending import claim_due_mail
from frontlinje.channels.mail.models import MailAddress, OutgoingMail, OutgoingState
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    NOON,
    SETTLEMENT,
    after,
    arrive,
    contact_of,
    customer,
    document,
    mail,
    open_centre,
    take,
)
from frontlinje.contacts.actions.drafts import draft_of, save_draft
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")


@pytest.fixture
def in_hand(cast: Cast) -> Contact:
    contact = contact_of(arrive(mail(references="<earlier@example.net>")))
    take(contact, cast.nina)
    return contact


def sent_mail() -> EmailMessage:
    raw = bytes(OutgoingMail.objects.get().raw)
    return message_from_bytes(raw, policy=policy.default)


def test_an_answer_is_addressed_named_and_threaded(in_hand: Contact, cast: Cast) -> None:
    message = send_reply(contact_id=in_hand.id, text="Hei, Kari", by=cast.nina, at=after(60))
    sent = sent_mail()
    assert sent["From"] == "Prøvesenteret <post@example.org>"
    assert sent["To"] == "kari@example.net"
    assert sent["Subject"] == "Re: Spørsmål"
    assert sent["In-Reply-To"] == "<1@example.net>"
    assert sent["References"] == "<earlier@example.net> <1@example.net>"
    assert in_hand.id.hex in sent["Message-ID"]
    assert sent["Date"].datetime == after(60)
    assert message.is_outgoing
    assert message.author == cast.nina
    assert message.text == "Hei, Kari"


def test_an_answer_is_on_its_way_with_the_transaction(in_hand: Contact, cast: Cast) -> None:
    send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    outgoing = OutgoingMail.objects.get()
    assert (outgoing.state, outgoing.next_at) == (OutgoingState.QUEUED, after(10))
    assert (outgoing.envelope_sender, outgoing.recipients) == (GENERAL, ["kari@example.net"])
    told = Event.objects.filter(kind="contact.message_added").latest("id")
    assert told.body["is_outgoing"] is True


def test_the_draft_goes_with_the_answer(in_hand: Contact, cast: Cast) -> None:
    save_draft(contact_id=in_hand.id, user=cast.nina, text="Hei, Ka", sequence=None, at=NOON)
    send_reply(contact_id=in_hand.id, text="Hei, Kari", by=cast.nina, at=after(1))
    assert draft_of(contact_id=in_hand.id, user=cast.nina) is None


def test_only_who_has_the_contact_answers(in_hand: Contact, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="not_yours"):
        send_reply(contact_id=in_hand.id, text="Hei", by=cast.omar, at=NOON)
    with pytest.raises(NotAllowed):
        send_reply(contact_id=in_hand.id, text="Hei", by=cast.olav, at=NOON)
    move_contact(
        locked_contact(in_hand.id), to=State.PARKED, at=NOON, by=cast.nina.id, agent=cast.nina
    )
    with pytest.raises(Conflict, match="not_in_hand"):
        send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(("text", "code"), [("  \n", "empty"), ("x" * 200_001, "too_long")])
def test_an_answer_says_something_but_no_books(
    in_hand: Contact, cast: Cast, text: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        send_reply(contact_id=in_hand.id, text=text, by=cast.nina, at=NOON)


def test_answers_go_to_reply_to(cast: Cast) -> None:
    contact = contact_of(arrive(mail(headers=["Reply-To: <regnskap@example.net>"])))
    assert answer_address(contact) == "regnskap@example.net"


def test_answers_never_go_to_a_machine(in_hand: Contact, cast: Cast) -> None:
    send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    bounce = mail(
        "Ikke levert",
        sender="MAILER-DAEMON@example.net",
        message_id="<b@x>",
        references=OutgoingMail.objects.get().msg_id,
    )
    assert contact_of(arrive(bounce, envelope="", at=after(60))) == in_hand
    assert answer_address(in_hand) == "kari@example.net"


def test_without_any_address_the_agent_is_told(cast: Cast) -> None:
    contact = contact_of(arrive(mail(sender="nobody"), envelope=""))
    take(contact, cast.nina)
    assert answer_address(contact) == ""
    with pytest.raises(Invalid, match="nobody_to_answer"):
        send_reply(contact_id=contact.id, text="Hei", by=cast.nina, at=NOON)


def test_a_linked_customer_gives_the_address_that_a_mail_lacks(cast: Cast) -> None:
    contact = contact_of(arrive(mail(sender="nobody"), envelope=""))
    contact.customer = customer("Kari Nordmann", "kari@example.net")
    assert answer_address(contact) == "kari@example.net"


def test_name_and_signature_are_those_of_the_address_and_language(cast: Cast) -> None:
    MailAddress.objects.create(
        address=GENERAL, from_name="Medlemstorget", signatures={"sv": "Vänliga hälsningar"}
    )
    customer("Kari Nordmann", "kari@example.net", language="sv")
    contact = contact_of(arrive(mail()))
    take(contact, cast.nina)
    message = send_reply(contact_id=contact.id, text="Hej", by=cast.nina, at=NOON)
    assert message.text == "Hej\n\nVänliga hälsningar"
    assert sent_mail()["From"] == f"Medlemstorget <{GENERAL}>"
    assert sent_mail()["Content-Language"] == "sv"


def test_a_contact_given_on_is_answered_from_its_new_queue(in_hand: Contact, cast: Cast) -> None:
    Contact.objects.filter(id=in_hand.id).update(queue="settlement")
    send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert OutgoingMail.objects.get().envelope_sender == SETTLEMENT


def test_without_an_address_of_ours_nothing_is_half_sent(in_hand: Contact, cast: Cast) -> None:
    plain = document()
    bare = [queue.model_copy(update={"addresses": ()}) for queue in plain.queues]
    open_centre(plain.model_copy(update={"queues": tuple(bare)}))
    with pytest.raises(Unavailable, match="no_address_of_ours"):
        send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert not Message.objects.filter(is_outgoing=True).exists()


def test_an_exercise_never_leaves_the_house_and_is_counted(in_hand: Contact, cast: Cast) -> None:
    Contact.objects.filter(id=in_hand.id).update(is_exercise=True)
    send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert OutgoingMail.objects.get().state == OutgoingState.WITHHELD
    assert claim_due_mail(at=after(86400)) is None
    assert Event.objects.filter(kind="mail.withheld").count() == 1


def test_a_web_contact_is_answered_by_mail_to_its_sender(cast: Cast) -> None:
    arrival = Arrival(
        channel="web",
        queue="general",
        source="form",
        received_at=NOON,
        subject="Skjema",
        text="Hei",
        sender="ola@example.net",
    )
    contact = receive_contact(arrival, at=NOON)
    take(contact, cast.nina)
    send_reply(contact_id=contact.id, text="Hei, Ola", by=cast.nina, at=NOON)
    assert sent_mail()["To"] == "ola@example.net"
    assert sent_mail()["In-Reply-To"] is None
