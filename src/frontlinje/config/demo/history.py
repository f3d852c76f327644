"""What happened before the demonstration began? Three weeks of contacts, shifts and people's days.

Every row has the events that would have made it, so that conservation holds from the first second.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from frontlinje.base.ids import uuid7
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.config.demo.letters import ANSWERS, Letter, write_letter
from frontlinje.config.demo.past_days import Past, Turn, Worker, comings, play, turns
from frontlinje.config.demo.staff import STAFF, Colleague
from frontlinje.contacts.events import ContactMoved, ContactReceived
from frontlinje.contacts.models import Contact, CustomerEmail, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.ledger.events import LedgerEvent
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.permissions import Role, is_last_resort
from frontlinje.presence.events import StatusDeclared
from frontlinje.presence.models import Place, Shift

_DAYS = 21
_SEED = 2103


@dataclass(frozen=True, slots=True)
class _Kept:
    contact: Contact
    messages: Sequence[Message]
    events: Sequence[Event]


def write_history(*, at: datetime) -> None:
    """Write the contacts of the last weeks, their messages, people's shifts and their events."""
    state = effective_state(at)
    zone = ZoneInfo(state.document.timezone)
    today = at.astimezone(zone).date()
    days = [today - timedelta(days=ago) for ago in range(_DAYS, 0, -1)]
    midnight = datetime.combine(days[0], time(), zone)
    chance = Random(_SEED)
    users = {user.username: user for user in User.objects.select_related("team", "site")}
    workers = [_worker(one, users[one.username], state) for one in STAFF if _answers(one)]
    wrap_up_s = {queue.code: queue.wrap_up_s for queue in state.document.queues}
    came = comings([day.weekday() for day in days], wrap_up_s, chance)
    changes = sorted(turns(_DAYS, workers, chance), key=lambda turn: turn.at_s)
    play(came, changes, workers)
    emails = list(CustomerEmail.objects.select_related("customer").order_by("address")[:900])
    kept = [
        _kept(one, midnight, chance.choice(emails), users.get(one.by), state, chance)
        for one in came
        if one.ends_s is not None
    ]
    Contact.objects.bulk_create([one.contact for one in kept], batch_size=500)
    Message.objects.bulk_create([m for one in kept for m in one.messages], batch_size=500)
    declared = _declared(changes, midnight, users)
    events = sorted((*(e for one in kept for e in one.events), *declared), key=lambda e: e.at)
    Event.objects.bulk_create(events, batch_size=1000)
    Shift.objects.bulk_create(_shifts(workers, midnight, users))


def _answers(colleague: Colleague) -> bool:
    return bool({Role.AGENT, Role.TRAINEE, Role.ADVISER} & set(colleague.roles))


def _worker(colleague: Colleague, user: User, state: CentreState) -> Worker:
    queues = state.queues_of(
        username=user.username,
        team=user.team.code if user.team else None,
        site=user.site.code if user.site else None,
    )
    able = {
        code
        for code in queues
        if all(
            colleague.skills.get(demand.skill, 0) >= demand.level
            for demand in state.queues[code].demands
        )
    }
    pace = 1.3 if is_last_resort(user.roles, user.employer) else 1.0
    return Worker(user.username, colleague.hours, frozenset(able), pace)


def _kept(
    past: Past,
    midnight: datetime,
    email: CustomerEmail,
    agent: User | None,
    state: CentreState,
    chance: Random,
) -> _Kept:
    contact = _contact(past, midnight, email, agent, state)
    if agent is not None:
        codes = [code.code for code in state.wrap_up_codes_for(past.queue)]
        contact.wrap_up_code = chance.choice(codes)
    if past.channel == "phone":
        return _Kept(contact, (), tuple(_events(contact, past, midnight, agent)))
    assert agent is not None
    letter = write_letter(email.customer.name, chance, queue=past.queue)
    contact.subject, contact.language = letter.subject, letter.language
    contact.preview = " ".join(letter.text.split())[:200]
    messages = _letter_and_answer(contact, letter, email, agent)
    return _Kept(contact, messages, tuple(_events(contact, past, midnight, agent)))


def _contact(
    past: Past,
    midnight: datetime,
    email: CustomerEmail,
    agent: User | None,
    state: CentreState,
) -> Contact:
    identifier = uuid7()
    came_at, ended_at = _at(midnight, past.came_s), _at(midnight, past.ends_s or 0.0)
    answered_at = None if past.taken_s is None else _at(midnight, past.taken_s)
    return Contact(
        id=identifier,
        reference=reference_of(identifier),
        channel=past.channel,
        queue=past.queue,
        state=State.ABANDONED if agent is None else State.CLOSED,
        state_at=ended_at,
        received_at=came_at,
        recorded_at=came_at,
        queued_at=came_at,
        due_at=came_at + timedelta(seconds=state.queues[past.queue].promise_s),
        answered_at=answered_at,
        closed_at=ended_at,
        closed_reason="gave_up" if agent is None else "handled",
        customer=email.customer,
        last_agent=agent,
        source="history",
    )


def _at(midnight: datetime, seconds: float) -> datetime:
    return midnight + timedelta(seconds=seconds)


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


def _events(
    contact: Contact, past: Past, midnight: datetime, agent: User | None
) -> Iterator[Event]:
    known: dict[str, Any] = {
        "contact_id": contact.id,
        "channel": contact.channel,
        "queue": contact.queue,
    }
    received = ContactReceived(
        **known,
        to_state=State.RECEIVED,
        customer_id=contact.customer_id,
        source=contact.source,
    )
    yield _event(received, contact.received_at)
    for before, after, moved_at in _way(contact, past, midnight):
        has_agent = agent is not None and after != State.QUEUED
        moved = ContactMoved(
            **known,
            from_state=before,
            to_state=after,
            agent_id=agent.id if agent is not None and has_agent else None,
            reason=contact.closed_reason if after == contact.state else "",
        )
        yield _event(moved, moved_at)


def _way(
    contact: Contact, past: Past, midnight: datetime
) -> Iterator[tuple[State, State, datetime]]:
    yield State.RECEIVED, State.QUEUED, contact.received_at
    if contact.answered_at is None:
        yield State.QUEUED, State.ABANDONED, contact.state_at
        return
    yield State.QUEUED, State.OFFERED, contact.answered_at
    yield State.OFFERED, State.ACTIVE, contact.answered_at
    last = State.ACTIVE
    if past.wrap_up_s:
        yield last, State.WRAP_UP, contact.state_at - timedelta(seconds=past.wrap_up_s)
        last = State.WRAP_UP
    yield last, State.CLOSED, contact.state_at


def _declared(
    changes: Sequence[Turn], midnight: datetime, users: Mapping[str, User]
) -> Iterator[Event]:
    last: dict[str, str] = {}
    for turn in changes:
        user = users[turn.username]
        declared = StatusDeclared(
            agent_id=user.id,
            from_state=last.get(turn.username, "logged_off"),
            to_state=turn.status,
            reason=turn.reason,
        )
        last[turn.username] = turn.status
        yield _event(declared, _at(midnight, turn.at_s))


def _shifts(
    workers: Sequence[Worker], midnight: datetime, users: Mapping[str, User]
) -> Iterator[Shift]:
    for day in range(_DAYS):
        for worker in workers:
            begins, ends = (_at(midnight, day * 86400.0 + hour * 3600.0) for hour in worker.hours)
            user = users[worker.username]
            yield Shift(id=uuid7(), user=user, starts_at=begins, ends_at=ends, place=Place.OFFICE)


def _event(event: LedgerEvent, at: datetime) -> Event:
    return Event(kind=event.kind, at=at, body=event.body(), **event.columns())
