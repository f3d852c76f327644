"""What if a mail was put to a contact where it does not belong? It gets a contact of its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.actions.arriving import queue_for
from frontlinje.channels.mail.events import MailParted
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.queries import customer_with
from frontlinje.channels.mail.rules.addresses import address_in
from frontlinje.channels.mail.rules.own_addresses import CHANNEL
from frontlinje.channels.mail.rules.threads import Thread
from frontlinje.contacts.actions.cases import link_contact
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact, Message
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def part_message(*, message_id: UUID, by: User, at: datetime) -> Contact:
    """Undo that a mail was found to belong to a contact, or to its case; return its contact.

    A message among others becomes a new contact, which waits in the same queue since the mail
    came. One that began a contact leaves only the case. The caller has found the message through
    a query that knows who asks.

    Raises
    ------
    Conflict
        ``mail.not_threaded`` when the mail was not put anywhere by us, or is parted already.
    """
    require(by, Permission.DESK_USE)
    raw = _threaded(message_id)
    message = Message.objects.get(id=message_id)
    contact = locked_contact(message.contact_id)
    if contact.messages.order_by("at", "id").values_list("id", flat=True)[0] == message.id:
        now = link_contact(contact_id=contact.id, case_id=None, by=by, at=at)
    else:
        now = _own_contact(contact, message, raw, by=by, at=at)
    parted = MailParted(
        contact_id=contact.id,
        channel=contact.channel,
        message_id=message.id,
        thread=raw.thread,
        parted_into=now.id,
    )
    record(parted, at=at, by=by.id, topics=topics_of(contact, contact.agent_id))
    RawMail.objects.filter(message=message).update(thread=Thread.PARTED)
    return now


def _threaded(message_id: UUID) -> RawMail:
    found = RawMail.objects.select_for_update().defer("raw")
    raw = found.filter(message=message_id, state=RawState.READ).order_by("received_at").first()
    if raw is None or raw.thread in ("", Thread.PARTED):
        raise Conflict("mail.not_threaded")
    return raw


def _own_contact(
    contact: Contact, message: Message, raw: RawMail, *, by: User, at: datetime
) -> Contact:
    customer = customer_with(address_in(message.sender))
    arrival = Arrival(
        channel=CHANNEL,
        queue=queue_for(raw, contact, effective_state(at)),
        source=raw.door,
        received_at=message.at,
        customer=customer,
        subject=message.subject,
        text=message.text,
        language=customer.language if customer else "",
        is_exercise=contact.is_exercise,
        message=message,
    )
    return receive_contact(arrival, at=at, by=by.id)
