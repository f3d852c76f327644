"""What does time do to plans in effect? Warns before their end, ends them, and loses no contact.

Called every second. The operating state needs none of it: an edit ends by its own clock; here its
plan is told to be over, and what waits in a queue that went with it goes to another one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.promise import due_at
from frontlinje.continuity.actions.plans import TOPICS
from frontlinje.continuity.events import ActivationEnded, ActivationEndsSoon
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.plans import activation, document_of, live_activations
from frontlinje.ledger.actions import record

QUEUE_GONE = "queue_gone"


def sweep_activations(*, at: datetime) -> None:
    """Do all that has become due; safe to call at any time, as often as one likes."""
    over = Activation.objects.filter(ended_at__isnull=True, until_at__lte=at)
    for activation_id in list(over.values_list("id", flat=True)):
        _expire(activation_id, at)
    for live in live_activations(at):
        if live.warned_at is None and _warns_at(live) <= at:
            _warn(live.id, at)
    rehouse_contacts(at=at)


@transaction.atomic
def _expire(activation_id: UUID, at: datetime) -> None:
    row = activation(activation_id, is_locked=True)
    if row.ended_at is not None or row.until_at > at:
        return
    row.ended_at = row.until_at
    row.save(update_fields=["ended_at"])
    event = ActivationEnded(activation_id=row.id, plan=row.version.plan_id, has_expired=True)
    record(event, at=at, by=None, topics=TOPICS)


def _warns_at(live: Activation) -> datetime:
    return live.until_at - timedelta(seconds=document_of(live.version).warn_before_s)


@transaction.atomic
def _warn(activation_id: UUID, at: datetime) -> None:
    row = activation(activation_id, is_locked=True)
    if row.ended_at is not None or row.warned_at is not None or _warns_at(row) > at:
        return
    row.warned_at = at
    row.save(update_fields=["warned_at"])
    event = ActivationEndsSoon(
        activation_id=row.id, plan=row.version.plan_id, until_at=row.until_at
    )
    record(event, at=at, by=None, topics=TOPICS)


def rehouse_contacts(*, at: datetime) -> None:
    """Let what waits in a queue that is no more wait in the queue of its channel.

    Where no queue takes the channel it stays, and routing's alarm says so.
    """
    state = effective_state(at)
    homeless = Contact.objects.filter(state=State.QUEUED).exclude(queue__in=state.queues)
    for contact_id, channel in list(homeless.values_list("id", "channel")):
        if state.queue_for(channel) is not None:
            _rehouse(contact_id, state, at)


@transaction.atomic
def _rehouse(contact_id: UUID, state: CentreState, at: datetime) -> None:
    contact = locked_contact(contact_id)
    home = state.queue_for(contact.channel)
    if contact.state != State.QUEUED or contact.queue in state.queues or home is None:
        return
    move_contact(
        contact,
        to=State.QUEUED,
        at=at,
        by=None,
        reason=QUEUE_GONE,
        queue=home.code,
        queued_at=at,
        due_at=due_at(
            state, queue=home.code, channel=contact.channel, received_at=contact.received_at
        ),
        overflow={},
    )
