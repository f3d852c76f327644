"""What is being offered to me, and do I take it? Fetched by every open page of an agent."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.desk.queries.work import has_work_in_hand, live_offers
from frontlinje.desk.views.answers import go_to
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.routing.actions.offers import accept_offer, reject_offer

REJECT_REASONS = {
    "still_busy": _("Still busy"),
    "not_my_field": _("Not my field"),
    "knows_customer": _("I know the customer"),
    "technical": _("Something does not work"),
}
"""Why somebody lets an offer pass; kept with the offer."""


@needs(Permission.DESK_USE)
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """Show the live offer, or nothing."""
    return _shown(request)


@needs(Permission.DESK_USE)
@require_POST
def offer_accept(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Take the contact and open it."""
    contact = accept_offer(offer_id=offer_id, by=current_user(request), at=clock.now())
    return go_to(request, reverse("desk:contact", args=[contact.id]))


@needs(Permission.DESK_USE)
@require_POST
def offer_reject(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Let the contact go to somebody else; it keeps its place."""
    reason = request.POST.get("reason", "")
    reject_offer(
        offer_id=offer_id,
        by=current_user(request),
        at=clock.now(),
        reason=reason if reason in REJECT_REASONS else "",
    )
    return _shown(request)


def _shown(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    state = effective_state(now)
    user = current_user(request)
    found = live_offers(user.id)
    is_call = bool(found) and found[0].contact.channel == Channel.PHONE
    context = {
        "offer": found[0] if found else None,
        "n_more": max(0, len(found) - 1),
        "queue": state.queues.get(found[0].contact.queue) if found else None,
        "is_beside": bool(found) and not is_call and has_work_in_hand(user),
        "now": now,
        "reasons": REJECT_REASONS,
    }
    return render(request, "desk/offer.html", context)
