"""What can be done to the open contact? Each step asks in a dialog (GET) and does it (POST)."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.actions.answering import finish_seen
from frontlinje.desk.actions.giving_on import give_on
from frontlinje.desk.actions.taking_back import reopen_in_hand
from frontlinje.desk.queries.colleagues import colleagues_for
from frontlinje.desk.queries.open_contact import OpenContact
from frontlinje.desk.rules.typed_time import Lies, instant_of
from frontlinje.desk.views.answers import dialog, finished, go_to, seen
from frontlinje.desk.views.contact import next_page, opened
from frontlinje.desk.views.customer import customer_form
from frontlinje.people.access import needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may
from frontlinje.routing.actions.work import (
    end_wrap_up,
    park_contact,
    release_contact,
    schedule_contact,
    take_contact,
)

CLOSE_REASONS = {
    "no_answer_needed": gettext_lazy("No answer is needed"),
    "spam": gettext_lazy("Spam"),
    "wrong_address": gettext_lazy("Not meant for us"),
    "answered_elsewhere": gettext_lazy("Already answered in another way"),
    "not_reached": gettext_lazy("The customer could not be reached"),
}
"""Why a contact is closed without an answer."""

STEPS = frozenset(
    {"finish", "park", "schedule", "transfer", "close", "note", "case", "customer", "merge", "tags"}
)


@needs(Permission.DESK_USE)
@require_GET
def step_dialog(request: HttpRequest, contact_id: UUID, step: str) -> HttpResponse:
    """Ask for what a step needs."""
    if step not in STEPS:
        raise Http404
    shown = opened(request, contact_id)
    context: dict[str, Any] = {"open": shown, "contact": shown.contact, "now": shown.now}
    match step:
        case "finish":
            context["codes"] = shown.codes
        case "transfer":
            context |= _targets(shown)
        case "close":
            context["reasons"] = CLOSE_REASONS
        case "case":
            context["cases"] = shown.cases
        case "customer":
            context["form"] = customer_form(shown)
        case "tags":
            context["tags"] = shown.state.document.tags
        case "merge":
            context["others"] = shown.others_of_customer
    return dialog(request, f"desk/steps/{step}.html", context)


def _targets(shown: OpenContact) -> dict[str, Any]:
    contact = shown.contact
    return {
        "queues": [
            queue
            for queue in shown.state.document.queues
            if contact.channel in queue.channels and queue.code != contact.queue
        ],
        "colleagues": colleagues_for(
            queue=contact.queue, asker=shown.user, state=shown.state, now=shown.now
        ),
    }


@needs(Permission.DESK_USE)
@require_POST
def contact_take(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Take a waiting, parked or scheduled contact into one's hands, and open it."""
    shown = opened(request, contact_id)
    take_contact(contact_id=contact_id, by=shown.user, at=shown.now)
    return go_to(request, reverse("desk:contact", args=[contact_id]))


@needs(Permission.DESK_USE)
@require_POST
def contact_finish(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Finish a contact: wrap-up if its queue gives time for it, else closed."""
    shown = opened(request, contact_id)
    code = request.POST.get("wrap_up_code", "")
    contact = finish_seen(
        contact_id=contact_id,
        by=shown.user,
        at=shown.now,
        seen=seen(request),
        wrap_up_code=code,
        is_to_catch_up="catch_up" in request.POST,
    )
    if contact.state == State.WRAP_UP:
        return go_to(request, reverse("desk:contact", args=[contact_id]))
    return _closed(request, shown, _("%(reference)s is finished."))


@needs(Permission.DESK_USE)
@require_POST
def contact_close(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Close a contact without an answer, with the reason for it."""
    shown = opened(request, contact_id)
    reason = request.POST.get("reason", "")
    if reason not in CLOSE_REASONS:
        raise Invalid("desk.close_reason_missing", field="reason")
    contact = finish_seen(
        contact_id=contact_id, by=shown.user, at=shown.now, seen=seen(request), reason=reason
    )
    if contact.state == State.WRAP_UP:
        end_wrap_up(contact_id=contact_id, by=shown.user, at=shown.now)
    return _closed(request, shown, _("%(reference)s is closed without an answer."))


@needs(Permission.DESK_USE)
@require_POST
def contact_reopen(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Undo a closing."""
    shown = opened(request, contact_id)
    reopen_in_hand(contact_id=contact_id, by=shown.user, at=shown.now)
    return go_to(request, reverse("desk:contact", args=[contact_id]))


@needs(Permission.DESK_USE)
@require_POST
def contact_park(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Put a contact aside: until a time, or until the customer answers."""
    shown = opened(request, contact_id)
    typed = request.POST.get("time", "").strip()
    resume_at = _later(shown, typed) if typed else None
    park_contact(
        contact_id=contact_id,
        by=shown.user,
        at=shown.now,
        resume_at=resume_at,
        reason="" if typed else "awaits_customer",
    )
    return _moved(request, shown, _("%(reference)s is parked."))


@needs(Permission.DESK_USE)
@require_POST
def contact_schedule(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Agree on a time to call back."""
    shown = opened(request, contact_id)
    schedule_contact(
        contact_id=contact_id,
        resume_at=_later(shown, request.POST.get("time", "")),
        by=shown.user,
        at=shown.now,
        reason="call_back",
    )
    return _moved(request, shown, _("The call-back for %(reference)s is noted."))


@needs(Permission.DESK_USE)
@require_POST
def contact_release(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Put a contact back into its queue with its place kept."""
    shown = opened(request, contact_id)
    release_contact(contact_id=contact_id, by=shown.user, at=shown.now)
    may_undo = may(shown.user, Permission.BACKLOG_PULL)
    said = _("%(reference)s is back in its queue.")
    return _moved(request, shown, said, may_undo=may_undo)


@needs(Permission.DESK_USE)
@require_POST
def contact_transfer(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Give a contact on to a queue or a person, with a word for whoever gets it."""
    shown = opened(request, contact_id)
    kind, _colon, target = request.POST.get("to", "").partition(":")
    if kind not in ("queue", "agent"):
        raise Invalid("desk.target_missing", field="to")
    to = _colleague(target) if kind == "agent" else target
    word = request.POST.get("note", "")
    give_on(contact=shown.contact, to=to, word=word, by=shown.user, at=shown.now)
    return _moved(request, shown, _("%(reference)s is on its way."), may_undo=False)


def _colleague(identifier: str) -> User:
    try:
        return User.objects.get(id=UUID(identifier), is_active=True)
    except (ValueError, User.DoesNotExist):
        raise NotFound("desk.no_such_colleague") from None


def _later(shown: OpenContact, typed: str) -> datetime:
    """Return the instant that was typed; an empty field is no time to come back."""
    if not typed.strip():
        raise Invalid("desk.time_missing", field="time")
    zone = ZoneInfo(shown.state.document.timezone)
    return instant_of(typed, now=shown.now, zone=zone, lies=Lies.AFTER)


def _closed(request: HttpRequest, shown: OpenContact, text: str) -> HttpResponse:
    undo = reverse("desk:contact-reopen", args=[shown.contact.id])
    said = text % {"reference": shown.contact.reference}
    return finished(request, next_page(shown.user), said, undo=undo)


def _moved(
    request: HttpRequest, shown: OpenContact, text: str, *, may_undo: bool = True
) -> HttpResponse:
    undo = reverse("desk:contact-take", args=[shown.contact.id]) if may_undo else ""
    said = text % {"reference": shown.contact.reference}
    return finished(request, next_page(shown.user), said, undo=undo)
