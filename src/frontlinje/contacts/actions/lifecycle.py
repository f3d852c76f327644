"""How does a contact go from state to state? Every change of state passes here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.contacts.events import ContactMoved
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State, may_follow
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import LedgerEvent

BOARD = "board"


def topics_of(contact: Contact, *agents: UUID | None) -> set[str]:
    """Return whose screens a change of this contact concerns."""
    topics = {f"contact:{contact.id}", f"queue:{contact.queue}", BOARD}
    return topics | {f"agent:{agent}" for agent in agents if agent is not None}


_OFFER_WAITING = """
WITH waiting AS (
    SELECT id FROM contacts_contact
    WHERE id = ANY(%s) AND state = 'queued' FOR UPDATE SKIP LOCKED
)
UPDATE contacts_contact AS contact SET state = 'offered', state_at = %s
FROM waiting WHERE contact.id = waiting.id
RETURNING contact.id, contact.channel, contact.queue
"""


@dataclass(frozen=True, slots=True)
class NowOffered:
    """A contact that was waiting and is on offer now."""

    id: UUID
    channel: str
    queue: str

    def moved(self, agent_id: UUID) -> ContactMoved:
        """Return the event of this move; whoever made the offers records it with them."""
        return ContactMoved(
            contact_id=self.id,
            channel=self.channel,
            queue=self.queue,
            from_state=State.QUEUED,
            to_state=State.OFFERED,
            agent_id=agent_id,
        )

    def topics(self, agent_id: UUID) -> set[str]:
        """Return whose screens it concerns."""
        return {f"contact:{self.id}", f"queue:{self.queue}", f"agent:{agent_id}", BOARD}


def offer_waiting(contact_ids: Sequence[UUID], *, at: datetime) -> list[NowOffered]:
    """Move waiting contacts to «offered» in one statement, the one many-at-once move there is.

    Whatever waits no more, or is locked by somebody, is left out. The caller records the events.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OFFER_WAITING, [list(contact_ids), at])
        return [NowOffered(*row) for row in cursor.fetchall()]


def locked_contact(contact_id: UUID) -> Contact:
    """Return the contact, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``contacts.no_such_contact``.
    """
    contact = Contact.objects.select_for_update().filter(id=contact_id).first()
    if contact is None:
        raise NotFound("contacts.no_such_contact", contact_id=contact_id)
    return contact


def move_contact(
    contact: Contact,
    *,
    to: State,
    at: datetime,
    by: UUID | None,
    reason: str = "",
    agent_id: UUID | None = None,
    along_with: tuple[LedgerEvent, ...] = (),
    concerns: tuple[UUID | None, ...] = (),
    **changes: Any,
) -> None:
    """Move a locked contact to another state, save it and record ``ContactMoved``.

    Parameters
    ----------
    contact : Contact
        Loaded by ``locked_contact`` (or locked by the dispatcher) in this transaction.
    to : State
        Where it goes. The holder is cleared unless the new state has one.
    agent_id : UUID or None
        The agent the move is about, for the ledger: the new holder, or who let go of it.
    along_with : tuple of LedgerEvent
        What else happened in the same change; recorded in the same statement.
    concerns : tuple of UUID
        Agents whose screens must learn of it besides.
    changes : Any
        Other fields to set in the same save.

    Raises
    ------
    Conflict
        ``contacts.wrong_state`` when the lifecycle does not allow the move.
    """
    before = State(contact.state)
    if not may_follow(before, to):
        raise Conflict("contacts.wrong_state", state=before.value, wanted=to.value)
    from_queue, holder = contact.queue, contact.agent_id
    changes.setdefault("agent", None)
    for name, value in changes.items():
        setattr(contact, name, value)
    contact.state = to
    contact.state_at = at
    contact.save(
        update_fields=["state", "state_at", *(name.removesuffix("_id") for name in changes)]
    )
    moved = ContactMoved(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        from_state=before,
        to_state=to,
        agent_id=agent_id or contact.agent_id or holder,
        reason=reason,
        from_queue=from_queue if from_queue != contact.queue else "",
    )
    topics = topics_of(contact, contact.agent_id, holder, agent_id, *concerns)
    if moved.from_queue:
        topics.add(f"queue:{moved.from_queue}")
    record(moved, *along_with, at=at, by=by, topics=topics)
