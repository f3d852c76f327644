"""How does a contact come in and go from state to state? Every change of state passes here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.moods import Dissatisfied
from frontlinje.contacts.events import ContactMoved, ContactReceived, MessageAdded
from frontlinje.contacts.models import Case, Contact, Customer, Message
from frontlinje.contacts.rules.dissatisfied import dissatisfaction
from frontlinje.contacts.rules.lifecycle import State, may_follow
from frontlinje.contacts.rules.national_id import masked
from frontlinje.contacts.rules.promise import due_at
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import LedgerEvent
from frontlinje.ledger.rows import insert_rows, sent_together
from frontlinje.people.models import User

BOARD = "board"


def topics_of(contact: Contact, *agents: UUID | None) -> set[str]:
    """Return whose screens a change of this contact concerns."""
    topics = {f"contact:{contact.id}", f"queue:{contact.queue}", BOARD}
    return topics | {f"agent:{agent}" for agent in agents if agent is not None}


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A contact as its channel hands it over."""

    channel: str
    queue: str
    source: str
    received_at: datetime
    customer: Customer | None = None
    case: Case | None = None
    subject: str = ""
    text: str = ""
    html: str = ""
    sender: str = ""
    recipients: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    language: str = ""
    demands: list[dict[str, Any]] = field(default_factory=list)
    is_exercise: bool = False
    contact_id: UUID | None = None
    """The id the client chose, when the same arrival may be sent twice."""
    message: Message | None = None
    """What is there already and goes over to the new contact, in place of a message of its own."""


def receive_contact(arrival: Arrival, *, at: datetime, by: UUID | None = None) -> Contact:
    """Write a new contact with its first message and put it in its queue.

    Whoever last handled the case or the customer is noted, to be preferred while ready.

    Runs in the caller's transaction: whoever tells the customer «received» does so after its
    commit. Records ``ContactReceived``, ``ContactMoved`` to queued and ``MessageAdded``.
    """
    return receive_with_message(arrival, at=at, by=by)[0]


def receive_with_message(
    arrival: Arrival, *, at: datetime, by: UUID | None = None
) -> tuple[Contact, Message | None]:
    """Do as ``receive_contact`` and return the first message as well, if there is one."""
    contact = _new_contact(arrival, at=at, state=State.QUEUED)
    contact.queued_at = at
    moved = ContactMoved(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        from_state=State.RECEIVED,
        to_state=State.QUEUED,
    )
    return contact, _save_new(contact, arrival, moved, at=at, by=by)


def receive_in_hand(arrival: Arrival, *, agent: User, at: datetime) -> Contact:
    """Write a new contact that an agent already has: a call, a visit or a letter noted by hand."""
    contact = _new_contact(arrival, at=at, state=State.ACTIVE)
    contact.agent = agent
    contact.answered_at = arrival.received_at
    moved = ContactMoved(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        from_state=State.RECEIVED,
        to_state=State.ACTIVE,
        agent_id=agent.id,
        reason="by_hand",
    )
    _save_new(contact, arrival, moved, at=at, by=agent.id)
    return contact


def _new_contact(arrival: Arrival, *, at: datetime, state: State) -> Contact:
    identifier = arrival.contact_id or uuid7()
    centre = effective_state(at)
    if arrival.queue not in centre.queues:
        raise Invalid("contacts.no_such_queue", field="queue", queue=arrival.queue)
    return Contact(
        id=identifier,
        reference=reference_of(identifier),
        channel=arrival.channel,
        queue=arrival.queue,
        state=state,
        state_at=at,
        received_at=arrival.received_at,
        recorded_at=at,
        due_at=due_at(
            centre, queue=arrival.queue, channel=arrival.channel, received_at=arrival.received_at
        ),
        customer=arrival.customer,
        case=arrival.case,
        subject=masked(arrival.subject, at.date())[:200],
        preview=masked(" ".join(arrival.text[:400].split()), at.date())[:200],
        language=arrival.language,
        last_agent_id=_last_agent_of(arrival),
        demands=[*arrival.demands, *_demanded_by_tone(arrival, centre.document.dissatisfied)],
        source=arrival.source,
        is_exercise=arrival.is_exercise,
    )


def _demanded_by_tone(arrival: Arrival, asked: Dissatisfied) -> list[dict[str, Any]]:
    """Return the skill that a dissatisfied writer demands, where the centre has it so."""
    if not asked.is_demanded or not dissatisfaction(
        f"{arrival.subject}\n{arrival.text}", asked.marks
    ):
        return []
    return [{"skill": asked.skill, "level": asked.level}]


def _last_agent_of(arrival: Arrival) -> UUID | None:
    """Return who last handled this case, else this customer."""
    known = Contact.objects.filter(last_agent__isnull=False).order_by("-received_at")
    if arrival.case is not None and not arrival.case.is_major:
        known = known.filter(case=arrival.case)
    elif arrival.customer is not None:
        known = known.filter(customer=arrival.customer)
    else:
        return None
    return known.values_list("last_agent_id", flat=True).first()


def _save_new(
    contact: Contact, arrival: Arrival, moved: ContactMoved, *, at: datetime, by: UUID | None
) -> Message | None:
    events: list[LedgerEvent] = [
        ContactReceived(
            contact_id=contact.id,
            channel=contact.channel,
            queue=contact.queue,
            to_state=State.RECEIVED,
            customer_id=contact.customer_id,
            source=contact.source,
        ),
        moved,
    ]
    with sent_together():
        insert_rows([contact])
        message = _first_message(contact, arrival, author_id=by)
        if message is not None:
            events.append(
                MessageAdded(
                    contact_id=contact.id,
                    channel=contact.channel,
                    message_id=message.id,
                    is_outgoing=False,
                )
            )
        record(*events, at=at, by=by, topics=topics_of(contact, contact.agent_id))
    return message


def _first_message(contact: Contact, arrival: Arrival, *, author_id: UUID | None) -> Message | None:
    if arrival.message is not None:
        arrival.message.contact = contact
        Message.objects.filter(id=arrival.message.id).update(contact=contact)
        return arrival.message
    if not (arrival.text or arrival.html or arrival.subject):
        return None
    message = Message(
        contact=contact,
        at=arrival.received_at,
        author_id=author_id,
        sender=arrival.sender[:320],
        recipients=arrival.recipients,
        copies=arrival.copies,
        subject=arrival.subject[:998],
        text=arrival.text,
        html=arrival.html,
    )
    insert_rows([message])
    return message


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
