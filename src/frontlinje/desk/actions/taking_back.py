"""How is a closing undone? The contact is in the same hands again as if nothing had happened."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.contacts.models import Contact
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may
from frontlinje.routing.actions.work import reopen_contact, take_contact


@transaction.atomic
def reopen_in_hand(*, contact_id: UUID, by: User, at: datetime) -> Contact:
    """Open a closed contact again, for whoever asks if they may pull, else in its queue."""
    contact = reopen_contact(contact_id=contact_id, by=by, at=at)
    if may(by, Permission.BACKLOG_PULL):
        return take_contact(contact_id=contact_id, by=by, at=at)
    return contact
