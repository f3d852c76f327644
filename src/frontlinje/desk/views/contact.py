"""What does an agent see? The desk with what is in hand, and the page of one contact."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.queries import held_answers
from frontlinje.channels.registry import CHANNELS
from frontlinje.contacts.actions.drafts import draft_of
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.desk.queries.hints import hints_for
from frontlinje.desk.queries.open_contact import OpenContact, open_contact
from frontlinje.desk.queries.status import own_status
from frontlinje.desk.queries.work import my_work
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.presence.queries import team_notes

PARTS = frozenset({"head", "conversation", "matter"})


def opened(request: HttpRequest, contact_id: UUID) -> OpenContact:
    """Return a contact as whoever asks sees it now.

    Raises
    ------
    NotFound
        ``contacts.no_such_contact``.
    """
    now = clock.now()
    return open_contact(current_user(request), contact_id, state=effective_state(now), now=now)


def next_page(user: User) -> str:
    """Return where to go after a step: to the next contact in hand, else to the desk."""
    live = my_work(user).live
    return reverse("desk:contact", args=[live[0].id]) if live else reverse("desk:desk")


@needs(Permission.DESK_USE)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Open what is in hand; with nothing in hand, say what happens next."""
    user = current_user(request)
    work = my_work(user)
    if work.live:
        return redirect("desk:contact", work.live[0].id)
    now = clock.now()
    state = effective_state(now)
    context = {
        "status": own_status(user, state, now),
        "work": work,
        "held": held_answers(user, now),
        "notes": team_notes(user, now=now),
        "now": now,
    }
    return render(request, "desk/desk.html", context)


@needs(Permission.DESK_USE)
@require_GET
def rail(request: HttpRequest) -> HttpResponse:
    """Show my work, my plan and what colleagues say, beside whatever is open."""
    now = clock.now()
    user = current_user(request)
    context = {
        "status": own_status(user, effective_state(now), now),
        "work": my_work(user),
        "notes": team_notes(user, now=now),
        "now": now,
        "open_id": request.GET.get("open", ""),
    }
    return render(request, "desk/rail.html", context)


@needs(Permission.DESK_USE)
@require_GET
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Show one contact with everything needed to deal with it."""
    now = clock.now()
    user = current_user(request)
    state = effective_state(now)
    shown = open_contact(user, contact_id, state=state, now=now)
    draft = draft_of(contact_id=contact_id, user=user)
    context = {
        "open": shown,
        "contact": shown.contact,
        "work": my_work(user),
        "held": held_answers(user, now),
        "status": own_status(user, state, now),
        "notes": team_notes(user, now=now),
        "draft": draft.text if draft else "",
        "facts": shown.facts,
        "hints": hints_for(shown),
        "now": now,
        "open_id": str(contact_id),
        **_reply(shown),
    }
    return render(request, "desk/contact.html", context)


@needs(Permission.DESK_USE)
@require_GET
def contact_shown(request: HttpRequest, contact_id: UUID, part: str) -> HttpResponse:
    """Show a part of the contact's page anew: its head, what was written, or its matter."""
    if part not in PARTS:
        raise Http404
    shown = opened(request, contact_id)
    context = {"open": shown, "contact": shown.contact, "now": shown.now}
    if part == "head":
        context["hints"] = hints_for(shown)
    elif part == "matter":
        context["facts"] = shown.facts
    return render(request, f"desk/contact/{part}.html", context)


def head_of(shown: OpenContact) -> dict[str, object]:
    """Return what the head of a contact's page needs."""
    hints = hints_for(shown)
    return {"open": shown, "contact": shown.contact, "now": shown.now, "hints": hints}


def _reply(shown: OpenContact) -> dict[str, object]:
    """Return whether and where an answer can go."""
    channel = CHANNELS.get(Channel(shown.contact.channel))
    if channel is None or channel.send_answer is None:
        return {"may_write": False, "answer_to": ""}
    to = channel.answer_address(shown.contact) if channel.answer_address else ""
    return {"may_write": shown.may_write, "answer_to": to}
