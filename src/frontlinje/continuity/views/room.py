"""What is in effect, what is suggested, which plans are there? The room, and acts on what is on."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, Invalid
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.starter import lacks_follow_up_queue
from frontlinje.continuity.actions.activating import end_activation, extend_activation
from frontlinje.continuity.actions.again import put_back_into_effect
from frontlinje.continuity.actions.checklists import sign_off
from frontlinje.continuity.forms.asking import ExtendForm
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries import phone_tree as queries
from frontlinje.continuity.queries.attention import unanswered_reports
from frontlinje.continuity.queries.capability import last_exercise
from frontlinje.continuity.queries.in_effect import plans_in_effect
from frontlinje.continuity.queries.plans import (
    activation,
    document_of,
    ended_lately,
    live_activations,
    plans,
)
from frontlinje.continuity.queries.suggestions import open_suggestions
from frontlinje.continuity.rules.capability import EXERCISE_MONTHS
from frontlinje.continuity.rules.plan import gathers_work
from frontlinje.continuity.views.shown import (
    activations_shown,
    ended_shown,
    scenarios_shown,
    suggestions_shown,
)
from frontlinje.people.access import current_user, needs, signed_in
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import said

LONGER_BY: Final = (1, 4, 24)
"""Hours that a button adds."""


@needs(Permission.PLAN_READ)
def room(request: HttpRequest) -> HttpResponse:
    """Show what is in effect, what is suggested, and the plans; htmx gets the moving part."""
    now, user = clock.now(), current_user(request)
    known = plans(now)
    context = {
        "live": activations_shown(live_activations(now), by=user, now=now),
        "ended": ended_shown(ended_lately(now), by=user),
        "reports": unanswered_reports() if may(user, Permission.INCIDENT_LEAD) else [],
        "suggestions": suggestions_shown(open_suggestions(now), known, by=user),
        "scenarios": scenarios_shown(known, by=user, now=now),
        "may_edit": may(user, Permission.PLAN_EDIT),
        "may_configure": may(user, Permission.CENTRE_CONFIGURE),
        "lacks_follow_up": any(gathers_work(plan.document) for plan in known)
        and lacks_follow_up_queue(plain_form(base_document())),
        "longer_by": LONGER_BY,
        "exercise": last_exercise(now),
        "exercise_months": EXERCISE_MONTHS,
        "now": now,
    }
    is_part = "HX-Request" in request.headers
    template = "continuity/room_now.html" if is_part else "continuity/room.html"
    return render(request, template, context)


@needs(Permission.PHONE_TREE_READ)
def phone_tree(request: HttpRequest) -> HttpResponse:
    """Show whom to ring when nothing else works."""
    branches = queries.phone_tree(clock.now())
    return render(request, "continuity/phone_tree.html", {"branches": branches})


@signed_in
def banner(request: HttpRequest) -> HttpResponse:
    """Show what is in effect, in a line on every page."""
    now = clock.now()
    return render(request, "continuity/banner.html", {"live": plans_in_effect(now), "now": now})


@needs(Permission.PLAN_ACTIVATE)
@require_POST
def activation_extend(request: HttpRequest, activation_id: UUID) -> HttpResponse:
    """Let a plan be in effect longer, or end earlier."""
    now, form = clock.now(), ExtendForm(request.POST)
    try:
        row = extend_activation(
            activation_id=activation_id,
            until_at=_until_asked(activation(activation_id), form, now),
            by=current_user(request),
            at=now,
            reason=form.cleaned_data.get("reason", ""),
        )
    except Invalid as error:
        messages.error(request, said(error))
    else:
        messages.success(request, _("«%(plan)s» has a new end.") % {"plan": _name_of(row)})
    return redirect("continuity:room")


def _until_asked(row: Activation, form: ExtendForm, now: datetime) -> datetime:
    """Return the end that a button or the field asks for."""
    if not form.is_valid():
        raise Invalid("continuity.no_such_time", field="until_at")
    longer_h: int | None = form.cleaned_data["longer_h"]
    if longer_h is not None:
        return max(row.until_at, now) + timedelta(hours=longer_h)
    until_at: datetime | None = form.cleaned_data["until_at"]
    if until_at is None:
        raise Invalid("continuity.no_such_time", field="until_at")
    return until_at


@needs(Permission.PLAN_ACTIVATE)
@require_POST
def activation_end(request: HttpRequest, activation_id: UUID) -> HttpResponse:
    """End a plan; what was before holds again."""
    reason = request.POST.get("reason", "")
    row = end_activation(
        activation_id=activation_id, by=current_user(request), at=clock.now(), reason=reason
    )
    text = _("«%(plan)s» has ended. What was before holds again.") % {"plan": _name_of(row)}
    again = reverse("continuity:activation-again", args=[row.id])
    messages.success(request, text, extra_tags=again)
    return redirect("continuity:room")


@needs(Permission.PLAN_ACTIVATE)
@require_POST
def activation_again(request: HttpRequest, activation_id: UUID) -> HttpResponse:
    """Put what was ended by mistake into effect again, with the same measures and the same end."""
    try:
        row = put_back_into_effect(
            activation_id=activation_id, by=current_user(request), at=clock.now()
        )
    except FrontlinjeError as error:
        if error.status in (403, 404):
            raise
        messages.error(request, said(error))
    else:
        messages.success(request, _("«%(plan)s» is in effect again.") % {"plan": _name_of(row)})
    return redirect("continuity:room")


@needs(Permission.PLAN_READ)
@require_POST
def item_done(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Sign off an item of a checklist."""
    sign_off(
        item_id=item_id,
        by=current_user(request),
        at=clock.now(),
        note=request.POST.get("note", ""),
    )
    if "HX-Request" in request.headers:
        return room(request)
    return redirect("continuity:room")


def _name_of(row: Activation) -> str:
    return document_of(row.version).name.in_language(get_language() or "nb")
