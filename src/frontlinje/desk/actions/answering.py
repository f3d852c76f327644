"""How is an answer sent, and what becomes of the contact then? One transaction for both."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.actions.lifecycle import locked_contact
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.desk.actions.catching_up import catch_up_later
from frontlinje.people.models import User
from frontlinje.routing.actions.work import HANDLED, end_wrap_up, finish_contact, park_contact


class Then(StrEnum):
    """What becomes of a contact that has been answered."""

    STAY = "stay"
    """The agent keeps it open."""
    FINISH = "finish"
    PARK = "park"


NOTHING = UUID(int=0)
"""Stands for the newest message where the customer has written none."""


def _newest_from_customer(contact_id: UUID) -> UUID:
    theirs = Message.objects.filter(contact=contact_id, is_outgoing=False)
    return theirs.order_by("-id").values_list("id", flat=True).first() or NOTHING


def check_all_is_seen(contact_id: UUID, seen: UUID | None) -> None:
    """Refuse to go on when something came after ``seen``; the contact has to be locked.

    Raises
    ------
    Conflict
        ``desk.newer_message``.
    """
    if seen is not None and _newest_from_customer(contact_id) != seen:
        raise Conflict("desk.newer_message")


@transaction.atomic
def finish_seen(
    *,
    contact_id: UUID,
    by: User,
    at: datetime,
    seen: UUID | None = None,
    reason: str = HANDLED,
    wrap_up_code: str = "",
    is_to_catch_up: bool = False,
) -> Contact:
    """Finish a contact, its wrap-up too if it is there, unless the customer wrote just now.

    What ``is_to_catch_up`` later goes into the queue for such work besides.

    Raises
    ------
    Conflict
        ``desk.newer_message``.
    """
    contact = locked_contact(contact_id)
    check_all_is_seen(contact_id, seen)
    if is_to_catch_up:
        catch_up_later(contact, by=by, at=at)
    return _finished(contact, by=by, at=at, reason=reason, wrap_up_code=wrap_up_code)


def _finished(
    contact: Contact, *, by: User, at: datetime, reason: str = HANDLED, wrap_up_code: str
) -> Contact:
    """Finish the conversation; a contact in wrap-up is done with."""
    if contact.state == State.WRAP_UP:
        return end_wrap_up(contact_id=contact.id, by=by, at=at, wrap_up_code=wrap_up_code)
    return finish_contact(
        contact_id=contact.id, by=by, at=at, reason=reason, wrap_up_code=wrap_up_code
    )


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
    seen: UUID | None = None,
) -> Message:
    """Answer the customer of a contact in hand, and finish, park or keep it; all or nothing.

    Parameters
    ----------
    seen : UUID, optional
        The customer's newest message that the writer was shown, ``NOTHING`` if there was none; None
        when nobody looked at a page.

    Raises
    ------
    Invalid
        ``desk.cannot_write_back`` on a channel without a way back; what the channel refuses.
    Conflict
        ``desk.newer_message`` when the customer has written more than was seen.
    """
    contact = locked_contact(contact_id)
    check_all_is_seen(contact_id, seen)
    channel = CHANNELS.get(Channel(contact.channel))
    if channel is None or channel.send_answer is None:
        raise Invalid("desk.cannot_write_back")
    message = channel.send_answer(contact_id=contact_id, text=text, by=by, at=at)
    if then is Then.FINISH:
        _finished(contact, by=by, at=at, wrap_up_code=wrap_up_code)
    elif then is Then.PARK:
        park_contact(
            contact_id=contact_id, by=by, at=at, resume_at=resume_at, reason="awaits_customer"
        )
    return message
