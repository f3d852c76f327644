"""How does a call, a visit or a letter get in that no machine saw? An agent notes it, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.receiving import Arrival, receive_contact, receive_in_hand
from frontlinje.contacts.models import Customer
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.desk.actions.catching_up import catch_up_later
from frontlinje.ledger.actions import once
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.routing.actions.work import HANDLED, close_contact

BY_HAND = frozenset({Channel.PHONE, Channel.VISIT, Channel.PAPER})
"""What can be noted by hand: the other channels have doors of their own."""

SOURCE = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What an agent noted of something that happened."""

    channel: Channel
    queue: str
    subject: str
    text: str
    happened_at: datetime
    customer: Customer | None
    is_done: bool
    """Settled already; otherwise it waits in its queue for somebody to follow up."""
    wrap_up_code: str = ""
    is_to_catch_up: bool = False
    """Settled, and to be entered elsewhere once that is possible again."""


def by_hand_channels(state: CentreState) -> frozenset[Channel]:
    """Return what can be noted by hand now: while a channel is manual, that one too."""
    manual = (Channel(code) for code, channel in state.channels.items() if channel.is_manual)
    return BY_HAND.union(manual)


def note_by_hand(*, command_id: UUID, noted: Noted, by: User, at: datetime) -> UUID:
    """Write a contact that an agent noted, and return its id; the same command twice makes one.

    Done: received in the agent's hands and closed, with the true time it happened. Otherwise it
    waits in its queue, with the time the customer has waited since.

    Raises
    ------
    Invalid
        ``desk.not_by_hand``, ``desk.subject_missing``, ``desk.wrong_channel``,
        ``contacts.no_such_queue``.
    """
    require(by, Permission.DESK_USE)
    _check(noted, at)
    answer = once(command_id, "desk.by_hand", _plain(noted, by), lambda: _write(noted, by, at))
    return UUID(answer["contact_id"])


def _check(noted: Noted, at: datetime) -> None:
    state = effective_state(at)
    if noted.channel not in by_hand_channels(state):
        raise Invalid("desk.not_by_hand", field="channel", channel=noted.channel.value)
    if not noted.subject.strip():
        raise Invalid("desk.subject_missing", field="subject")
    queue = state.queues.get(noted.queue)
    if queue is not None and noted.channel not in queue.channels:
        raise Invalid("desk.wrong_channel", field="queue")
    if noted.wrap_up_code and noted.wrap_up_code not in state.wrap_up_codes:
        raise Invalid("routing.no_such_wrap_up_code", field="wrap_up_code", code=noted.wrap_up_code)


def _plain(noted: Noted, by: User) -> dict[str, Any]:
    """Return what makes two submissions the same; a time typed as «-10» may have moved on."""
    return {
        "by": by.id,
        "channel": noted.channel.value,
        "queue": noted.queue,
        "subject": noted.subject,
        "text": noted.text,
        "customer": noted.customer.id if noted.customer else None,
        "is_done": noted.is_done,
        "is_to_catch_up": noted.is_to_catch_up,
        "wrap_up_code": noted.wrap_up_code,
    }


def _write(noted: Noted, by: User, at: datetime) -> dict[str, Any]:
    arrival = Arrival(
        channel=noted.channel,
        queue=noted.queue,
        source=SOURCE,
        received_at=noted.happened_at,
        customer=noted.customer,
        subject=noted.subject.strip(),
        text=noted.text.strip(),
        language=noted.customer.language if noted.customer else "",
    )
    if not noted.is_done:
        return {"contact_id": receive_contact(arrival, at=at, by=by.id).id}
    contact = receive_in_hand(arrival, agent=by, at=at)
    # What is noted afterwards needs no wrap-up time.
    close_contact(contact, at=at, by=by.id, reason=HANDLED, wrap_up_code=noted.wrap_up_code)
    if noted.is_to_catch_up:
        catch_up_later(contact, by=by, at=at)
    return {"contact_id": contact.id}
