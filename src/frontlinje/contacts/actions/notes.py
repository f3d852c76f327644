"""What do colleagues write for each other, and who looked behind a mask? Notes and reveals."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.contacts.actions.customers import topics_of_customer
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.contacts.events import NationalIdRevealed, NoteAdded
from frontlinje.contacts.models import Contact, Customer, Message, Note
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_TEXT = 10_000


@transaction.atomic
def add_note(
    *,
    text: str,
    by: User,
    at: datetime,
    contact: Contact | None = None,
    customer: Customer | None = None,
) -> Note:
    """Write a note on a contact (and so on its customer), or on a customer alone.

    The caller has found the contact through a query that knows who asks. Records ``NoteAdded``.

    Raises
    ------
    Invalid
        ``contacts.note_empty`` or ``contacts.too_long``.
    """
    require(by, Permission.DESK_USE)
    text = text.strip()
    if not text:
        raise Invalid("contacts.note_empty", field="text")
    if len(text) > MOST_TEXT:
        raise Invalid("contacts.too_long", field="text", most=MOST_TEXT)
    if contact is None and customer is None:
        raise ValueError("a note is about a contact or a customer")
    customer_id = contact.customer_id if contact else customer.id if customer else None
    note = Note(contact=contact, customer_id=customer_id, text=text, by=by, at=at)
    note.save(force_insert=True)
    added = NoteAdded(
        contact_id=contact.id if contact else None, customer_id=customer_id, note_id=note.id
    )
    topics = topics_of(contact, contact.agent_id) if contact else set()
    if customer_id:
        topics |= topics_of_customer(customer_id)
    record(added, at=at, by=by.id, topics=topics)
    return note


@transaction.atomic
def reveal_message(*, message_id: UUID, contact: Contact, by: User, at: datetime) -> Message:
    """Return a message whose text may be shown unmasked, and record who looked.

    The caller has found the contact through a query that knows who asks. Records
    ``NationalIdRevealed``, without the number.

    Raises
    ------
    NotFound
        ``contacts.no_such_message`` in this contact.
    """
    require(by, Permission.NATIONAL_ID_REVEAL)
    message = Message.objects.filter(id=message_id, contact=contact).first()
    if message is None:
        raise NotFound("contacts.no_such_message", message_id=message_id)
    seen = NationalIdRevealed(
        contact_id=contact.id, customer_id=contact.customer_id, message_id=message.id
    )
    record(seen, at=at, by=by.id)
    return message


@transaction.atomic
def reveal_note(*, note: Note, by: User, at: datetime) -> Note:
    """Return a note whose text may be shown unmasked, and record who looked.

    The caller has made sure that the person may read the note.
    """
    require(by, Permission.NATIONAL_ID_REVEAL)
    seen = NationalIdRevealed(
        contact_id=note.contact_id, customer_id=note.customer_id, note_id=note.id
    )
    record(seen, at=at, by=by.id)
    return note
