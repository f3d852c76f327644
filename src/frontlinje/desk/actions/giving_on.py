"""How is a contact given on with a word to whoever gets it? Both, or neither."""

from datetime import datetime

from django.db import transaction

from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import Contact
from frontlinje.people.models import User
from frontlinje.routing.actions.work import transfer_to_agent, transfer_to_queue


@transaction.atomic
def give_on(*, contact: Contact, to: User | str, word: str, by: User, at: datetime) -> Contact:
    """Transfer a contact to a person, or to a queue by its code, and leave the word as a note."""
    if word.strip():
        add_note(text=word, by=by, at=at, contact=contact)
    if isinstance(to, User):
        return transfer_to_agent(contact_id=contact.id, agent=to, by=by, at=at)
    return transfer_to_queue(contact_id=contact.id, queue=to, by=by, at=at)
