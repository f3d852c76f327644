"""How does a contact come in? Written with its first message, by whichever channel it came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from frontlinje.base.errors import Invalid
from frontlinje.base.ids import uuid7
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.moods import Dissatisfied
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.contacts.events import ContactMoved, ContactReceived, MessageAdded
from frontlinje.contacts.models import Case, Contact, Customer, Message
from frontlinje.contacts.rules.dissatisfied import dissatisfaction
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.national_id import masked
from frontlinje.contacts.rules.promise import due_at
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.ledger.actions import record_each
from frontlinje.ledger.events import LedgerEvent
from frontlinje.ledger.rows import insert_rows, sent_together
from frontlinje.people.models import User


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


@dataclass(frozen=True, slots=True)
class _New:
    """A contact that is not written yet, with what is written along with it."""

    contact: Contact
    message: Message | None
    moved: ContactMoved
    has_message_already: bool = False
    """Whether the message is there, and only goes over to this contact."""


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
    return receive_several([arrival], at=at, by=by)[0]


def receive_several(
    arrivals: Sequence[Arrival], *, at: datetime, by: UUID | None = None
) -> list[tuple[Contact, Message | None]]:
    """Do as ``receive_with_message`` for each, all in as many statements as for one."""
    centre, new = effective_state(at), []
    for arrival, last_agent_id in zip(arrivals, _last_agents(arrivals), strict=True):
        contact = _new_contact(arrival, centre, State.QUEUED, at=at)
        contact.last_agent_id, contact.queued_at = last_agent_id, at
        moved = ContactMoved(
            contact_id=contact.id,
            channel=contact.channel,
            queue=contact.queue,
            from_state=State.RECEIVED,
            to_state=State.QUEUED,
        )
        new.append(_new(contact, arrival, moved, by=by))
    _save(new, at=at, by=by)
    return [(one.contact, one.message) for one in new]


def receive_in_hand(arrival: Arrival, *, agent: User, at: datetime) -> Contact:
    """Write a new contact that an agent already has: a call, a visit or a letter noted by hand."""
    contact = _new_contact(arrival, effective_state(at), State.ACTIVE, at=at)
    (contact.last_agent_id,) = _last_agents([arrival])
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
    _save([_new(contact, arrival, moved, by=agent.id)], at=at, by=agent.id)
    return contact


def _new_contact(arrival: Arrival, centre: CentreState, state: State, *, at: datetime) -> Contact:
    identifier = arrival.contact_id or uuid7()
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


def _last_agents(arrivals: Sequence[Arrival]) -> list[UUID | None]:
    """Return who last handled the case of each, else its customer."""
    asked = [_who_is_known(arrival) for arrival in arrivals]
    known: dict[UUID, UUID | None] = {}
    for by_what, model in (("case", Case), ("customer", Customer)):
        ids = {row_id for what, row_id in filter(None, asked) if what == by_what}
        if ids:
            theirs = Contact.objects.filter(
                last_agent__isnull=False, **{by_what: OuterRef("id")}
            ).order_by("-received_at")
            latest = Subquery(theirs.values("last_agent_id")[:1])
            known |= model._default_manager.filter(id__in=ids).values_list("id", latest)
    return [known.get(one[1]) if one else None for one in asked]


def _who_is_known(arrival: Arrival) -> tuple[str, UUID] | None:
    """Return by what somebody may know an arrival from before: its case, else its customer."""
    if arrival.case is not None and not arrival.case.is_major:
        return "case", arrival.case.id
    return ("customer", arrival.customer.id) if arrival.customer is not None else None


def _new(contact: Contact, arrival: Arrival, moved: ContactMoved, *, by: UUID | None) -> _New:
    """Return a new contact with its first message."""
    if arrival.message is not None:
        arrival.message.contact = contact
        return _New(contact, arrival.message, moved, has_message_already=True)
    if not (arrival.text or arrival.html or arrival.subject):
        return _New(contact, None, moved)
    message = Message(
        contact=contact,
        at=arrival.received_at,
        author_id=by,
        sender=arrival.sender[:320],
        recipients=arrival.recipients,
        copies=arrival.copies,
        subject=arrival.subject[:998],
        text=arrival.text,
        html=arrival.html,
    )
    return _New(contact, message, moved)


def _save(new: Sequence[_New], *, at: datetime, by: UUID | None) -> None:
    events = []
    for one in new:
        topics = topics_of(one.contact, one.contact.agent_id)
        events += [(event, topics) for event in _events_of(one)]
    written = [one.message for one in new if one.message and not one.has_message_already]
    with sent_together():
        insert_rows([one.contact for one in new])
        insert_rows(written)
        for one in new:
            if one.message and one.has_message_already:
                Message.objects.filter(id=one.message.id).update(contact=one.contact)
        record_each(events, at=at, by=by)


def _events_of(new: _New) -> Iterator[LedgerEvent]:
    contact = new.contact
    yield ContactReceived(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        to_state=State.RECEIVED,
        customer_id=contact.customer_id,
        source=contact.source,
    )
    yield new.moved
    if new.message is not None:
        yield MessageAdded(
            contact_id=contact.id,
            channel=contact.channel,
            message_id=new.message.id,
            is_outgoing=False,
        )
