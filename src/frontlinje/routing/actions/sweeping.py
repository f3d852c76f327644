"""What does time itself do? Once a second: lost desks, late offers, ended wrap-ups, due call-backs.

Everything here is found in the rows, so that a process that died between a commit and what should
have followed leaves nothing undone. Several sweepers may run; one works at a time.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.presence.actions import lose_connections, note_shifts_over
from frontlinje.presence.models import Status
from frontlinje.presence.queries import at_the_desk, offerable
from frontlinje.routing.actions.alarms import raise_alarms
from frontlinje.routing.actions.common_cause import watch_common_cause
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import lapse_offers, withdraw_offers
from frontlinje.routing.actions.overflowing import run_overflow
from frontlinje.routing.actions.work import HANDLED, close_contact
from frontlinje.routing.models import Offer, Outcome

GRACE_S = 25.0
"""How long a desk may be silent before it counts as lost: a restart of ours takes less."""


def sweep(*, at: datetime) -> None:
    """Do all that has become due; safe to call at any time, as often as one likes."""
    lose_connections(at=at, grace_s=GRACE_S)
    note_shifts_over(at=at)
    take_back_from_absent(at=at)
    hand_on_from_gone(at=at)
    is_frozen = watch_common_cause(at=at)
    lapse_offers(at=at, is_frozen=is_frozen)
    end_late_wrap_ups(at=at)
    resume_due(at=at)
    free_reserved(at=at)
    run_overflow(at=at)
    dispatch(at=at)
    raise_alarms(at=at)


def take_back_from_absent(*, at: datetime) -> None:
    """Take back every offer whose agent is lost or no longer ready."""
    live = Offer.objects.filter(outcome__isnull=True)
    lost = live.filter(agent__presence__is_connected=False).values_list("agent_id", flat=True)
    withdraw_offers(set(lost), at=at, by=None, outcome=Outcome.LOST_CONNECTION, reason="")
    left = live.exclude(agent__presence__status=Status.READY).values_list("agent_id", flat=True)
    withdraw_offers(set(left), at=at, by=None, outcome=Outcome.WITHDRAWN, reason="not_ready")


def hand_on_from_gone(*, at: datetime) -> None:
    """Put back into its queue what somebody holds whose access or right to a desk has ended.

    What is in wrap-up ends by its clock, and what was parked until a time comes back then.
    """
    still_here = at_the_desk(at).values("id")
    gone = Offer.objects.filter(outcome__isnull=True).exclude(agent__in=still_here)
    offered_to = set(gone.values_list("agent_id", flat=True))
    withdraw_offers(offered_to, at=at, by=None, outcome=Outcome.WITHDRAWN, reason="no_access")
    left = Q(state=State.ACTIVE) | Q(state=State.PARKED, resume_at__isnull=True)
    held = Contact.objects.filter(left, agent__isnull=False).exclude(agent__in=still_here)
    for contact_id in list(held.values_list("id", flat=True)):
        _hand_on(contact_id, at)


@transaction.atomic
def _hand_on(contact_id: UUID, at: datetime) -> None:
    contact = locked_contact(contact_id)
    if contact.state not in (State.ACTIVE, State.PARKED) or contact.agent_id is None:
        return
    if at_the_desk(at).filter(id=contact.agent_id).exists():
        return
    move_contact(
        contact,
        to=State.QUEUED,
        at=at,
        by=None,
        reason="no_access",
        queued_at=at,
        last_agent_id=contact.agent_id,
    )


def end_late_wrap_ups(*, at: datetime) -> None:
    """Close what has been in wrap-up for as long as its queue gives."""
    late = Contact.objects.filter(state=State.WRAP_UP, wrap_up_until__lte=at)
    for contact_id in list(late.values_list("id", flat=True)):
        _end_wrap_up(contact_id, at)


@transaction.atomic
def _end_wrap_up(contact_id: UUID, at: datetime) -> None:
    contact = locked_contact(contact_id)
    if contact.state == State.WRAP_UP and contact.wrap_up_until and contact.wrap_up_until <= at:
        close_contact(contact, at=at, by=None, reason=contact.closed_reason or HANDLED)


def resume_due(*, at: datetime) -> None:
    """Put back into its queue what was parked or agreed for a time that has come."""
    due = Contact.objects.filter(state__in=[State.PARKED, State.SCHEDULED], resume_at__lte=at)
    for contact_id in list(due.order_by("resume_at").values_list("id", flat=True)):
        _resume(contact_id, at)


@transaction.atomic
def _resume(contact_id: UUID, at: datetime) -> None:
    contact = locked_contact(contact_id)
    if contact.state not in (State.PARKED, State.SCHEDULED):
        return
    if contact.resume_at is None or contact.resume_at > at:
        return
    move_contact(
        contact,
        to=State.QUEUED,
        at=at,
        by=None,
        reason="resumed",
        queued_at=at,
        due_at=contact.resume_at,
        resume_at=None,
        last_agent_id=contact.agent_id,
    )


def free_reserved(*, at: datetime) -> None:
    """Offer to everybody what was held for one person who has gone."""
    there = offerable(at).values("user_id")
    held = Contact.objects.filter(state=State.QUEUED, reserved_for__isnull=False)
    for contact_id in list(held.exclude(reserved_for__in=there).values_list("id", flat=True)):
        _free(contact_id, at)


@transaction.atomic
def _free(contact_id: UUID, at: datetime) -> None:
    contact = locked_contact(contact_id)
    if contact.state == State.QUEUED and contact.reserved_for_id is not None:
        move_contact(
            contact, to=State.QUEUED, at=at, by=None, reason="not_there", reserved_for=None
        )
