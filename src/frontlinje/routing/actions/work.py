"""What does an agent do with a contact in hand? Pull, give on, put aside, finish."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.promise import due_at
from frontlinje.people.models import ExerciseSeat, User
from frontlinje.people.permissions import Permission, may, require
from frontlinje.presence.models import Presence
from frontlinje.presence.queries import offerable

HANDLED = "handled"


@transaction.atomic
def take_contact(*, contact_id: UUID, by: User, at: datetime) -> Contact:
    """Put a waiting, parked or scheduled contact into the hands of whoever pulls it.

    The caller has found the contact through a query that knows who asks.

    Raises
    ------
    NotAllowed
        Without the right to pull, unless it is kept for this person; ``routing.held_for_another``
        when it is kept for a colleague.
    Conflict
        ``routing.already_taken`` when somebody was faster; ``routing.not_in_exercise``.
    """
    contact = locked_contact(contact_id)
    keeper = contact.reserved_for_id or contact.agent_id
    check_takes_part(contact, by)
    if keeper != by.id:
        require(by, Permission.BACKLOG_PULL)
    if contact.state not in (State.QUEUED, State.PARKED, State.SCHEDULED):
        raise Conflict("routing.already_taken", state=contact.state)
    if keeper not in (None, by.id) and not may(by, Permission.CONTACT_REASSIGN):
        raise NotAllowed("routing.held_for_another")
    move_contact(
        contact,
        to=State.ACTIVE,
        at=at,
        by=by.id,
        reason="pulled",
        agent=by,
        answered_at=contact.answered_at or at,
        reserved_for=None,
        resume_at=None,
    )
    return contact


def check_takes_part(contact: Contact, user: User) -> None:
    """Refuse to give what an exercise made up to somebody who does not take part in it.

    Raises
    ------
    Conflict
        ``routing.not_in_exercise``.
    """
    if contact.is_exercise and not ExerciseSeat.objects.filter(user=user).exists():
        raise Conflict("routing.not_in_exercise", name=user.name)


def contact_in_hand(contact_id: UUID, by: User) -> Contact:
    """Return the contact, locked, if it is in this agent's hands or a leader steps in.

    Raises
    ------
    NotAllowed
        ``routing.not_yours``.
    """
    contact = locked_contact(contact_id)
    if contact.agent_id != by.id and not may(by, Permission.CONTACT_REASSIGN):
        raise NotAllowed("routing.not_yours")
    return contact


@transaction.atomic
def transfer_to_queue(
    *, contact_id: UUID, queue: str, by: User, at: datetime, reason: str = ""
) -> Contact:
    """Give a contact on to another queue; the customer keeps the time waited.

    Raises
    ------
    Invalid
        ``routing.no_such_queue``, ``routing.wrong_channel`` when the queue does not take it.
    """
    contact = contact_in_hand(contact_id, by)
    state = effective_state(at)
    target = state.queues.get(queue)
    if target is None:
        raise Invalid("routing.no_such_queue", field="queue", queue=queue)
    if contact.channel not in target.channels:
        raise Invalid("routing.wrong_channel", field="queue", queue=queue, channel=contact.channel)
    _requeue(
        contact,
        by=by,
        at=at,
        reason=reason or "transfer",
        queue=queue,
        due_at=due_at(state, queue=queue, channel=contact.channel, received_at=contact.received_at),
        overflow={},
        last_agent=None,
    )
    return contact


@transaction.atomic
def transfer_to_agent(
    *, contact_id: UUID, agent: User, by: User, at: datetime, reason: str = ""
) -> Contact:
    """Give a contact on to one person; it is offered to nobody else while that person is there.

    Raises
    ------
    Conflict
        ``routing.not_there`` when that person is not ready: nothing waits for an absent one;
        ``routing.not_in_exercise``.
    """
    contact = contact_in_hand(contact_id, by)
    check_takes_part(contact, agent)
    if not offerable(at).filter(user=agent).exists():
        raise Conflict("routing.not_there", name=agent.name)
    _requeue(contact, by=by, at=at, reason=reason or "transfer", reserved_for=agent)
    return contact


@transaction.atomic
def release_contact(
    *, contact_id: UUID, by: User, at: datetime, reason: str = "released"
) -> Contact:
    """Put a contact back into its queue with its place kept."""
    contact = contact_in_hand(contact_id, by)
    _requeue(contact, by=by, at=at, reason=reason)
    return contact


def note_idle(agent_id: UUID | None, at: datetime) -> None:
    """Note that an agent let go of a contact: whoever has been idle longest is offered first."""
    if agent_id is not None:
        Presence.objects.filter(user_id=agent_id).update(idle_since=at)


def _requeue(contact: Contact, *, by: User, at: datetime, reason: str, **changes: Any) -> None:
    changes.setdefault("reserved_for", None)
    note_idle(contact.agent_id, at)
    move_contact(
        contact,
        to=State.QUEUED,
        at=at,
        by=by.id,
        reason=reason,
        queued_at=at,
        resume_at=None,
        wrap_up_until=None,
        **changes,
    )


@transaction.atomic
def park_contact(
    *, contact_id: UUID, by: User, at: datetime, resume_at: datetime | None = None, reason: str = ""
) -> Contact:
    """Put a contact aside, kept for its agent, until they take it up again or ``resume_at``."""
    contact = contact_in_hand(contact_id, by)
    _check_later(resume_at, at)
    note_idle(contact.agent_id, at)
    move_contact(
        contact,
        to=State.PARKED,
        at=at,
        by=by.id,
        reason=reason,
        agent=contact.agent or by,
        resume_at=resume_at,
    )
    return contact


@transaction.atomic
def schedule_contact(
    *, contact_id: UUID, resume_at: datetime, by: User, at: datetime, reason: str = ""
) -> Contact:
    """Let a contact come back at an agreed time (a call-back); its agent is preferred then."""
    contact = contact_in_hand(contact_id, by)
    _check_later(resume_at, at)
    note_idle(contact.agent_id, at)
    move_contact(
        contact,
        to=State.SCHEDULED,
        at=at,
        by=by.id,
        reason=reason,
        agent=contact.agent or by,
        resume_at=resume_at,
    )
    return contact


def _check_later(resume_at: datetime | None, at: datetime) -> None:
    if resume_at is not None and resume_at <= at:
        raise Invalid("routing.time_is_past", field="resume_at")


@transaction.atomic
def finish_contact(
    *, contact_id: UUID, by: User, at: datetime, wrap_up_code: str = "", reason: str = HANDLED
) -> Contact:
    """End the conversation: into wrap-up for as long as the queue gives, or closed at once.

    Raises
    ------
    Invalid
        ``routing.no_such_wrap_up_code``.
    """
    contact = contact_in_hand(contact_id, by)
    state = effective_state(at)
    if wrap_up_code and wrap_up_code not in state.wrap_up_codes:
        raise Invalid("routing.no_such_wrap_up_code", field="wrap_up_code", code=wrap_up_code)
    queue = state.queues.get(contact.queue)
    wrap_up_s = queue.wrap_up_s if queue and contact.state == State.ACTIVE else 0.0
    if wrap_up_s:
        move_contact(
            contact,
            to=State.WRAP_UP,
            at=at,
            by=by.id,
            agent=contact.agent,
            wrap_up_code=wrap_up_code or contact.wrap_up_code,
            closed_reason=reason,
            wrap_up_until=at + timedelta(seconds=wrap_up_s),
        )
    else:
        close_contact(contact, at=at, by=by.id, reason=reason, wrap_up_code=wrap_up_code)
    return contact


def close_contact(
    contact: Contact, *, at: datetime, by: UUID | None, reason: str, wrap_up_code: str = ""
) -> None:
    """Close a locked contact; whoever had it is remembered as its last agent."""
    holder = contact.agent_id
    note_idle(holder, at)
    move_contact(
        contact,
        to=State.CLOSED,
        at=at,
        by=by,
        reason=reason,
        closed_at=at,
        closed_reason=reason,
        wrap_up_code=wrap_up_code or contact.wrap_up_code,
        wrap_up_until=None,
        resume_at=None,
        last_agent_id=holder or contact.last_agent_id,
    )


@transaction.atomic
def end_wrap_up(*, contact_id: UUID, by: User, at: datetime, wrap_up_code: str = "") -> Contact:
    """Close a contact in wrap-up: the agent is done with it.

    Raises
    ------
    Conflict
        ``contacts.wrong_state`` when it is not in wrap-up.
    Invalid
        ``routing.no_such_wrap_up_code``.
    """
    contact = contact_in_hand(contact_id, by)
    if contact.state != State.WRAP_UP:
        raise Conflict("contacts.wrong_state", state=contact.state, wanted=State.CLOSED.value)
    if wrap_up_code and wrap_up_code not in effective_state(at).wrap_up_codes:
        raise Invalid("routing.no_such_wrap_up_code", field="wrap_up_code", code=wrap_up_code)
    close_contact(
        contact, at=at, by=by.id, reason=contact.closed_reason or HANDLED, wrap_up_code=wrap_up_code
    )
    return contact


@transaction.atomic
def reopen_contact(*, contact_id: UUID, by: User, at: datetime) -> Contact:
    """Undo a closing: the contact goes back to its queue, offered first to who had it."""
    contact = locked_contact(contact_id)
    if contact.state != State.CLOSED:
        raise Conflict("contacts.wrong_state", state=contact.state, wanted=State.QUEUED.value)
    if contact.last_agent_id != by.id:
        require(by, Permission.CONTACT_REASSIGN)
    _requeue(contact, by=by, at=at, reason="reopened", closed_at=None, closed_reason="")
    return contact
