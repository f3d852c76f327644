"""What must be done once the systems are back? Work noted now, to be caught up when a plan ends."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.people.models import User

SOURCE: Final = "follow_up"


def catch_up_later(contact: Contact, *, by: User, at: datetime) -> Contact | None:
    """Put a contact's extra work into the queue for it; the same contact twice makes one.

    Returns None when nothing gathers such work just now.
    """
    queue = effective_state(at).document.follow_up
    if queue is None:
        return None
    identifier = _id_for(contact)
    known = Contact.objects.filter(id=identifier).first()
    if known is not None:
        return known
    arrival = Arrival(
        channel=Channel.PAPER,
        queue=queue,
        source=SOURCE,
        received_at=at,
        customer=contact.customer,
        case=contact.case,
        subject=contact.subject,
        text="\n\n".join(filter(None, (contact.reference, contact.preview))),
        language=contact.language,
        is_exercise=contact.is_exercise,
        contact_id=identifier,
    )
    return receive_contact(arrival, at=at, by=by.id)


def _id_for(contact: Contact) -> UUID:
    return uuid5(contact.id, SOURCE)
