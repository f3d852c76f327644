"""What do overflow recipes do to what waits? Run by the sweep; the rule decides, this writes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.queues import Announce, OfferCallback, Queue, Send
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact, topics_of
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.promise import due_at
from frontlinje.ledger.actions import record
from frontlinje.routing.events import OverflowApplied
from frontlinje.routing.live_rows import PAGE, OnDuty, agents_for_customers
from frontlinje.routing.rules.overflow import Effects, OnceStep, QueueNow, overflow_effects
from frontlinje.routing.snapshot import waits_since

_FIELDS = ("id", "queue", "channel", "received_at", "due_at", "overflow")
_HELD = ("groups", "relaxed", "raised")


def run_overflow(*, at: datetime) -> None:
    """Apply every queue's recipes to its oldest waiting contacts; an exercise's stay in theirs."""
    state = effective_state(at)
    with_recipes = [queue for queue in state.document.queues if queue.overflow]
    if not with_recipes:
        return
    on_duty = agents_for_customers(state, at)
    for queue in with_recipes:
        waiting = Contact.objects.filter(state=State.QUEUED, queue=queue.code, is_exercise=False)
        rows = list(waiting.order_by("received_at", "id").only(*_FIELDS)[:PAGE])
        if rows:
            n_waiting = len(rows) if len(rows) < PAGE else waiting.count()
            _run_queue(queue, rows, n_waiting, on_duty, state=state, at=at)


def _run_queue(
    queue: Queue,
    rows: Sequence[Contact],
    n_waiting: int,
    on_duty: Sequence[OnDuty],
    *,
    state: CentreState,
    at: datetime,
) -> None:
    n_ready = sum(
        any(
            state.groups[code].has(username=agent.username, team=agent.team, site=agent.site)
            for code in queue.groups
        )
        for agent in on_duty
    )
    for row in rows:
        now = QueueNow(
            n_waiting=n_waiting,
            n_ready=n_ready,
            is_closed=not state.is_channel_open(row.channel, at, queue.code),
        )
        effects = overflow_effects(
            queue,
            waited_s=at.timestamp() - waits_since(state, row),
            now=now,
            done=row.overflow.get("done", ()),
            been_in=row.overflow.get("been_in", ()),
        )
        if effects.once or held_by(effects) != {k: row.overflow.get(k) for k in _HELD}:
            _apply(row.id, queue, effects, state=state, at=at)


def held_by(effects: Effects) -> dict[str, Any]:
    """Return the part of the effects that lasts while the conditions do; None where none is."""
    return {
        "groups": effects.groups or None,
        "relaxed": effects.relaxed or None,
        "raised": effects.raised or None,
    }


@transaction.atomic
def _apply(
    contact_id: UUID, queue: Queue, effects: Effects, *, state: CentreState, at: datetime
) -> None:
    contact = locked_contact(contact_id)
    if contact.state != State.QUEUED or contact.queue != queue.code:
        return
    kept = {key: value for key, value in contact.overflow.items() if key not in _HELD}
    held = {key: value for key, value in held_by(effects).items() if value is not None}
    marks = [*kept.get("done", []), *(mark for mark, _ in effects.once)]
    contact.overflow = {**kept, **held, **({"done": sorted(set(marks))} if marks else {})}
    contact.save(update_fields=["overflow"])
    applied = OverflowApplied(
        contact_id=contact.id,
        channel=contact.channel,
        queue=queue.code,
        recipe=effects.once[0][0] if effects.once else "",
        effects=[f"{key}={value}" for key, value in sorted(held.items())]
        + [described(step) for _, step in effects.once],
    )
    record(applied, at=at, by=None, topics=topics_of(contact))
    for _, step in effects.once:
        if isinstance(step, Send) and step.queue is not None:
            _send(contact, step.queue, state=state, at=at)


def described(step: OnceStep) -> str:
    """Return a once-step in the words that the ledger keeps and channels listen for."""
    match step:
        case Announce(text=text):
            return f"announce={text}"
        case OfferCallback():
            return "offer_callback"
        case Send(queue=str(queue)):
            return f"send_queue={queue}"
        case Send(site=str(site)):
            return f"send_site={site}"
    return f"send_number={step.number}"


def _send(contact: Contact, target: str, *, state: CentreState, at: datetime) -> None:
    left = contact.queue
    move_contact(
        contact,
        to=State.QUEUED,
        at=at,
        by=None,
        reason="overflow",
        queue=target,
        queued_at=at,
        due_at=due_at(
            state, queue=target, channel=contact.channel, received_at=contact.received_at
        ),
        overflow={
            "done": contact.overflow.get("done", []),
            "been_in": [*contact.overflow.get("been_in", []), left],
        },
    )
