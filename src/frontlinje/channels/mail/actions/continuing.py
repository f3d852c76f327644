"""What does a mail change in the contact it continues? One more message, and the case of both."""

from datetime import datetime

from frontlinje.base.ids import uuid7
from frontlinje.channels.mail.models import RawMail
from frontlinje.channels.mail.rules.automatic import Automatic
from frontlinje.channels.mail.rules.read_mail import ReadMail
from frontlinje.contacts.actions.cases import locked_case
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.contacts.events import CaseChanged, CaseOpened, ContactChanged, MessageAdded
from frontlinje.contacts.models import Case, Contact, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.ledger.actions import record


def add_message(contact: Contact, raw: RawMail, mail: ReadMail, *, at: datetime) -> Message:
    """Add a mail to a locked contact that it continues, and tell who has it."""
    message = Message.objects.create(
        contact=contact,
        at=raw.received_at,
        sender=str(mail.sender)[:320],
        recipients=mail.recipients or raw.recipients,
        copies=mail.copies,
        subject=mail.subject[:998],
        text=mail.body.text,
        html=mail.body.html,
    )
    tell_of_message(message, at=at)
    if contact.state == State.PARKED and mail.automatic != Automatic.REPLY:
        _resume_now(contact, at=at)
    return message


def tell_of_message(message: Message, *, at: datetime) -> None:
    """Record that a message came, for whoever looks at the contact or has it."""
    contact = message.contact
    added = MessageAdded(
        contact_id=contact.id, channel=contact.channel, message_id=message.id, is_outgoing=False
    )
    record(added, at=at, by=None, topics=topics_of(contact, contact.agent_id))


def _resume_now(contact: Contact, *, at: datetime) -> None:
    """Let a parked contact come back: what it was put aside for may just have arrived."""
    before, contact.resume_at = contact.resume_at, at
    contact.save(update_fields=["resume_at"])
    _record_change(contact, "answer_came", {"resume_at": before}, {"resume_at": at}, at=at)


def case_of(contact: Contact, *, at: datetime) -> Case:
    """Return the case of a locked contact that goes on: opened now, or again, if it must be."""
    if contact.case_id is None:
        return _open_case(contact, at=at)
    case = locked_case(contact.case_id)
    if case.closed_at is not None:
        case.closed_at = None
        case.save(update_fields=["closed_at"])
        changed = CaseChanged(
            case_id=case.id,
            customer_id=case.customer_id,
            reason="reopened",
            before={"is_open": False},
            after={"is_open": True},
        )
        record(changed, at=at, by=None, topics=topics_of(contact))
    return case


def _open_case(contact: Contact, *, at: datetime) -> Case:
    identifier = uuid7()
    case = Case.objects.create(
        id=identifier,
        reference=reference_of(identifier),
        title=contact.subject or contact.preview or contact.reference,
        customer=contact.customer,
        opened_at=at,
    )
    opened = CaseOpened(case_id=case.id, customer_id=case.customer_id)
    record(opened, at=at, by=None, topics=topics_of(contact))
    contact.case = case
    contact.save(update_fields=["case"])
    _record_change(contact, "case_linked", {"case": None}, {"case": case.id}, at=at)
    return case


def _record_change(
    contact: Contact,
    reason: str,
    before: dict[str, object],
    after: dict[str, object],
    *,
    at: datetime,
) -> None:
    changed = ContactChanged(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        reason=reason,
        before=before,
        after=after,
    )
    record(changed, at=at, by=None, topics=topics_of(contact, contact.agent_id))
