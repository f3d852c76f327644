"""How is an answer sent, and what becomes of the contact then? One transaction for both."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.actions.lifecycle import locked_contact
from frontlinje.contacts.models import Message
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.people.models import User
from frontlinje.routing.actions.work import end_wrap_up, finish_contact, park_contact


class Then(StrEnum):
    """What becomes of a contact that has been answered."""

    STAY = "stay"
    """The agent keeps it open."""
    FINISH = "finish"
    PARK = "park"


@transaction.atomic
def send_answer(
    *,
    contact_id: UUID,
    text: str,
    by: User,
    at: datetime,
    then: Then = Then.FINISH,
    wrap_up_code: str = "",
    resume_at: datetime | None = None,
) -> Message:
    """Answer the customer of a contact in hand, and finish, park or keep it; all or nothing.

    Raises
    ------
    Invalid
        ``desk.cannot_write_back`` on a channel without a way back; what the channel refuses.
    """
    contact = locked_contact(contact_id)
    channel = CHANNELS.get(Channel(contact.channel))
    if channel is None or channel.send_answer is None:
        raise Invalid("desk.cannot_write_back")
    message = channel.send_answer(contact_id=contact_id, text=text, by=by, at=at)
    if then is Then.FINISH and contact.state == State.WRAP_UP:
        end_wrap_up(contact_id=contact_id, by=by, at=at, wrap_up_code=wrap_up_code)
    elif then is Then.FINISH:
        finish_contact(contact_id=contact_id, by=by, at=at, wrap_up_code=wrap_up_code)
    elif then is Then.PARK:
        park_contact(
            contact_id=contact_id, by=by, at=at, resume_at=resume_at, reason="awaits_customer"
        )
    return message
