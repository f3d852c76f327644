"""How is a closing, or an answer, undone? The contact is in the same hands again as before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import Channel, State
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


@transaction.atomic
def take_answer_back(*, message_id: UUID, by: User, at: datetime) -> Contact:
    """Undo «Send»: the answer is a draft again, and its contact is in the writer's hands.

    If somebody else has the contact by now, it stays with them.

    Raises
    ------
    NotFound
        ``contacts.no_such_message``.
    Conflict
        ``desk.cannot_take_back`` on a channel where an answer is gone at once; what the channel
        refuses, first of all that the answer has left.
    """
    message = Message.objects.filter(id=message_id).select_related("contact").first()
    if message is None:
        raise NotFound("contacts.no_such_message")
    channel = CHANNELS.get(Channel(message.contact.channel))
    if channel is None or channel.take_back is None:
        raise Conflict("desk.cannot_take_back")
    contact = channel.take_back(message_id=message_id, by=by, at=at)
    return back_in_hand(contact, by=by, at=at)


def back_in_hand(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Give a contact that was just finished, or put aside, back to whoever did it."""
    if contact.state == State.CLOSED and contact.last_agent_id == by.id:
        return reopen_in_hand(contact_id=contact.id, by=by, at=at)
    if contact.state in (State.PARKED, State.SCHEDULED) and contact.agent_id == by.id:
        return take_contact(contact_id=contact.id, by=by, at=at)
    return contact
