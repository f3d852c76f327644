"""How does an offer end? Accepted, rejected, run out, taken back, or its agent was lost."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.presence.actions import count_missed, locked_presence, respond_again
from frontlinje.presence.models import Presence
from frontlinje.routing.events import OfferEnded
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.rules.offers import stops_responding


@transaction.atomic
def accept_offer(*, offer_id: UUID, by: User, at: datetime) -> Contact:
    """Put the offered contact into the agent's hands.

    Raises
    ------
    NotFound
        ``routing.no_such_offer``, also when the offer was made to somebody else.
    Conflict
        ``routing.offer_over`` when it ran out or was taken back before.
    """
    contact, offer = _live_offer(offer_id, by)
    _end(offer, Outcome.ACCEPTED, at)
    _note_answer(by, at)
    move_contact(
        contact,
        to=State.ACTIVE,
        at=at,
        by=by.id,
        along_with=(_ended(offer, contact),),
        agent=by,
        answered_at=contact.answered_at or at,
        reserved_for=None,
    )
    return contact


@transaction.atomic
def reject_offer(*, offer_id: UUID, by: User, at: datetime, reason: str = "") -> Contact:
    """Send the offered contact back to its queue with its place kept; others come first for it now.

    Raises
    ------
    NotFound
        ``routing.no_such_offer``, also when the offer was made to somebody else.
    Conflict
        ``routing.offer_over``.
    """
    contact, offer = _live_offer(offer_id, by)
    _note_answer(by, at)
    _return_to_queue(contact, offer, Outcome.REJECTED, at=at, by=by.id, reason=reason)
    return contact


def _note_answer(by: User, at: datetime) -> None:
    """Begin anew to count missed offers: whoever answers one, yes or no, is there."""
    respond_again([by.id], at=at, by=by.id, reason="answered_offer")
    Presence.objects.filter(user_id=by.id, n_missed__gt=0).update(n_missed=0)


def _live_offer(offer_id: UUID, by: User) -> tuple[Contact, Offer]:
    """Return contact and offer, locked in that order, as everything here locks them."""
    offer = Offer.objects.filter(id=offer_id, agent=by).first()
    if offer is None:
        raise NotFound("routing.no_such_offer", offer_id=offer_id)
    contact = locked_contact(offer.contact_id)
    offer.refresh_from_db()
    if offer.outcome is not None:
        raise Conflict("routing.offer_over", outcome=offer.outcome)
    return contact, offer


def lapse_offers(*, at: datetime, is_frozen: bool) -> list[UUID]:
    """End every offer past its deadline and count it as missed; return the agents who missed one.

    While a common cause is suspected nothing is counted: the contact goes back, the agent stays.
    Nor is a contact of an exercise: whoever misses one is still there for real customers.
    """
    late = Offer.objects.filter(outcome__isnull=True, deadline_at__lte=at)
    missed = []
    for offer_id in list(late.order_by("deadline_at").values_list("id", flat=True)):
        agent_id = _lapse(offer_id, at=at, is_frozen=is_frozen)
        if agent_id is not None:
            missed.append(agent_id)
    return missed


@transaction.atomic
def _lapse(offer_id: UUID, *, at: datetime, is_frozen: bool) -> UUID | None:
    offer = Offer.objects.get(id=offer_id)
    contact = locked_contact(offer.contact_id)
    offer.refresh_from_db()
    if offer.outcome is not None:
        return None
    _return_to_queue(contact, offer, Outcome.TIMED_OUT, at=at, by=None)
    if not (is_frozen or contact.is_exercise):
        allowed = effective_state(at).document.not_responding.misses
        presence = locked_presence(offer.agent_id, at=at)
        is_enough = stops_responding(presence.n_missed + 1, allowed, is_frozen)
        count_missed(presence, at=at, is_enough=is_enough)
    return offer.agent_id


def withdraw_offers(
    agent_ids: Collection[UUID], *, at: datetime, by: UUID | None, outcome: Outcome, reason: str
) -> int:
    """Take back what these agents are being offered; return how many offers that were."""
    live = Offer.objects.filter(agent_id__in=agent_ids, outcome__isnull=True)
    return sum(
        _withdraw(offer_id, at=at, by=by, outcome=outcome, reason=reason)
        for offer_id in list(live.values_list("id", flat=True))
    )


@transaction.atomic
def _withdraw(
    offer_id: UUID, *, at: datetime, by: UUID | None, outcome: Outcome, reason: str
) -> bool:
    offer = Offer.objects.get(id=offer_id)
    contact = locked_contact(offer.contact_id)
    offer.refresh_from_db()
    if offer.outcome is not None:
        return False
    _return_to_queue(contact, offer, outcome, at=at, by=by, reason=reason)
    return True


def _return_to_queue(
    contact: Contact,
    offer: Offer,
    outcome: Outcome,
    *,
    at: datetime,
    by: UUID | None,
    reason: str = "",
) -> None:
    _end(offer, outcome, at, reason)
    move_contact(
        contact,
        to=State.QUEUED,
        at=at,
        by=by,
        reason=reason or outcome,
        agent_id=offer.agent_id,
        along_with=(_ended(offer, contact),),
        reserved_for=None,
    )


def _end(offer: Offer, outcome: Outcome, at: datetime, reason: str = "") -> None:
    offer.outcome = outcome
    offer.ended_at = at
    offer.reason = reason
    offer.save(update_fields=["outcome", "ended_at", "reason"])


def _ended(offer: Offer, contact: Contact) -> OfferEnded:
    return OfferEnded(
        contact_id=contact.id,
        agent_id=offer.agent_id,
        channel=contact.channel,
        queue=contact.queue,
        offer_id=offer.id,
        to_state=offer.outcome or "",
        reason=offer.reason,
    )
