"""What happened before the demonstration began? Three weeks of answered contacts, made up in bulk.

Every row has the events that would have made it, so that conservation holds from the first second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from frontlinje.base.ids import uuid7
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.config.demo.letters import ANSWERS, Letter, write_letter
from frontlinje.contacts.events import ContactMoved, ContactReceived
from frontlinje.contacts.models import Contact, Customer, CustomerEmail, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.ledger.events import LedgerEvent
from frontlinje.ledger.models import Event
from frontlinje.people.models import User

_DAYS = 21
_PER_DAY = 55
_SEED = 2103


@dataclass(frozen=True, slots=True)
class _Past:
    contact: Contact
    messages: Sequence[Message]
    events: Sequence[Event]


def write_history(*, at: datetime) -> None:
    """Write the contacts of the last weeks, their messages and their events."""
    past = list(_past(at))
    Contact.objects.bulk_create([one.contact for one in past], batch_size=500)
    Message.objects.bulk_create([m for one in past for m in one.messages], batch_size=500)
    Event.objects.bulk_create([e for one in past for e in one.events], batch_size=1000)


def _past(at: datetime) -> Iterator[_Past]:
    chance = Random(_SEED)
    state = effective_state(at)
    emails = list(CustomerEmail.objects.select_related("customer").order_by("address")[:900])
    agents = list(User.objects.filter(roles__contains=["agent"]).select_related("team"))
    for day in range(_DAYS, 0, -1):
        midnight = at - timedelta(days=day)
        for _ in range(_PER_DAY):
            received_at = midnight + timedelta(minutes=chance.triangular(0, 600, 120))
            if received_at < at - timedelta(hours=12):
                yield _answered(chance.choice(emails), received_at, agents, state, chance)


def _answered(
    email: CustomerEmail,
    received_at: datetime,
    agents: Sequence[User],
    state: CentreState,
    chance: Random,
) -> _Past:
    letter = write_letter(email.customer.name, chance)
    queue = state.queues[letter.queue]
    serving = [agent for agent in agents if queue.code in _queues_of(agent, state)]
    agent = chance.choice(serving or agents)
    waited_s = min(chance.expovariate(1.6 / queue.promise_s), 4 * 3600.0)
    answered_at = received_at + timedelta(seconds=waited_s)
    closed_at = answered_at + timedelta(seconds=chance.uniform(120, 900))
    identifier = uuid7()
    contact = Contact(
        id=identifier,
        reference=reference_of(identifier),
        channel=chance.choice(("mail", "mail", "web")),
        queue=queue.code,
        state=State.CLOSED,
        state_at=closed_at,
        received_at=received_at,
        recorded_at=received_at,
        queued_at=received_at,
        due_at=received_at + timedelta(seconds=queue.promise_s),
        answered_at=answered_at,
        closed_at=closed_at,
        closed_reason="handled",
        wrap_up_code=chance.choice([code.code for code in state.wrap_up_codes_for(queue.code)]),
        customer=email.customer,
        subject=letter.subject,
        preview=" ".join(letter.text.split())[:200],
        language=letter.language,
        last_agent=agent,
        source="history",
    )
    messages = _letter_and_answer(contact, letter, email, agent)
    return _Past(contact, messages, tuple(_events(contact, agent, email.customer)))


def _letter_and_answer(
    contact: Contact, letter: Letter, email: CustomerEmail, agent: User
) -> tuple[Message, Message]:
    name = email.customer.name
    asked = Message(
        contact=contact,
        at=contact.received_at,
        sender=f"{name} <{email.address}>",
        subject=letter.subject,
        text=letter.text,
    )
    assert contact.closed_at is not None
    answered = Message(
        contact=contact,
        at=contact.closed_at,
        is_outgoing=True,
        author=agent,
        recipients=[email.address],
        subject=f"SV: {letter.subject}",
        text=ANSWERS[contact.queue].format(name=name, agent=agent.name),
    )
    return asked, answered


def _queues_of(agent: User, state: CentreState) -> frozenset[str]:
    return state.queues_of(
        username=agent.username,
        team=agent.team.code if agent.team else None,
        site=agent.site.code if agent.site else None,
    )


def _events(contact: Contact, agent: User, customer: Customer) -> Iterator[Event]:
    known: dict[str, Any] = {
        "contact_id": contact.id,
        "channel": contact.channel,
        "queue": contact.queue,
    }
    received = ContactReceived(
        **known, to_state=State.RECEIVED, customer_id=customer.id, source=contact.source
    )
    yield _event(received, contact.received_at)
    way = (
        (State.RECEIVED, State.QUEUED, contact.received_at),
        (State.QUEUED, State.OFFERED, contact.answered_at),
        (State.OFFERED, State.ACTIVE, contact.answered_at),
        (State.ACTIVE, State.CLOSED, contact.closed_at),
    )
    for before, after, moved_at in way:
        has_agent = after not in (State.QUEUED,)
        moved = ContactMoved(
            **known,
            from_state=before,
            to_state=after,
            agent_id=agent.id if has_agent else None,
            reason="handled" if after == State.CLOSED else "",
        )
        assert moved_at is not None
        yield _event(moved, moved_at)


def _event(event: LedgerEvent, at: datetime) -> Event:
    return Event(kind=event.kind, at=at, body=event.body(), **event.columns())
