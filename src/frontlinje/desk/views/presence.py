"""What does a person declare? Ready and where, on pause and why, logged off, a word to the team."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.desk.places import place_of
from frontlinje.desk.queries.status import own_status, place_choices
from frontlinje.desk.queries.work import my_work
from frontlinje.desk.views.answers import dialog, done
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import Site
from frontlinje.people.permissions import Permission
from frontlinje.presence.actions import declare_status, leave_note
from frontlinje.presence.models import Status
from frontlinje.presence.queries import team_notes

SLOT = "desk/slot_status.html"
CHOICES = frozenset({"all", "ready", "pause", "off", "note"})


@needs(Permission.DESK_USE)
@require_GET
def slot(request: HttpRequest) -> HttpResponse:
    """Show the person's status in the page's header."""
    return render(request, SLOT, _slot_context(request, clock.now()))


@needs(Permission.DESK_USE)
@require_GET
def status_dialog(request: HttpRequest, choice: str) -> HttpResponse:
    """Ask for what a change of status needs: a place, a reason, a word."""
    if choice not in CHOICES:
        raise Http404
    now = clock.now()
    user = current_user(request)
    state = effective_state(now)
    status = own_status(user, state, now)
    context = {
        "choice": choice,
        "status": status,
        "now": now,
        "places": place_choices(user, status),
        "pause_reasons": state.document.pause_reasons,
        "absence_reasons": state.document.absence_reasons,
        "work": my_work(user) if choice == "off" else None,
        "notes": team_notes(user, now=now) if choice == "note" else (),
    }
    return dialog(request, f"desk/status/{choice}.html", context)


@needs(Permission.DESK_USE)
@require_POST
def presence_ready(request: HttpRequest) -> HttpResponse:
    """Go ready, at the place chosen or where one is already."""
    place, site = place_of(request.POST.get("place", ""))
    return _declared(request, Status.READY, place=place, site=site)


@needs(Permission.DESK_USE)
@require_POST
def presence_pause(request: HttpRequest) -> HttpResponse:
    """Take a pause with its reason."""
    return _declared(request, Status.PAUSE, reason=request.POST.get("reason", ""))


@needs(Permission.DESK_USE)
@require_POST
def presence_off(request: HttpRequest) -> HttpResponse:
    """Log off, perhaps with a reason."""
    return _declared(request, Status.LOGGED_OFF, reason=request.POST.get("reason", ""))


@needs(Permission.DESK_USE)
@require_POST
def presence_note(request: HttpRequest) -> HttpResponse:
    """Leave a word to the team, or take it back."""
    now = clock.now()
    leave_note(user=current_user(request), note=request.POST.get("note", ""), at=now)
    return done(request, SLOT, _slot_context(request, now))


def _declared(
    request: HttpRequest,
    status: Status,
    *,
    reason: str = "",
    place: str = "",
    site: Site | None = None,
) -> HttpResponse:
    now = clock.now()
    user = current_user(request)
    declare_status(
        user=user, status=status, at=now, by=user.id, reason=reason, place=place, site=site
    )
    return done(request, SLOT, _slot_context(request, now))


def _slot_context(request: HttpRequest, now: datetime) -> dict[str, Any]:
    user = current_user(request)
    state = effective_state(now)
    status = own_status(user, state, now)
    reasons = {one.code: one.name for one in state.document.pause_reasons}
    return {"status": status, "now": now, "reason": reasons.get(status.presence.reason)}
