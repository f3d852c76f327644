"""What can each channel stand? A page to look at, and a form for each channel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.actions.capability import standing_of, write_capability
from frontlinje.continuity.incident_forms import CapabilityForm
from frontlinje.continuity.models import Capability
from frontlinje.continuity.queries.capability import backup_age, plans_to_review, standings
from frontlinje.continuity.rules.capability import EXERCISE_MONTHS, REVIEW_MONTHS, TEST_CALL_MONTHS
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import name_in
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import tell_form


@needs(Permission.PLAN_READ)
@require_safe
def capability(request: HttpRequest) -> HttpResponse:
    """Show what each channel can stand, and what has grown old."""
    now = clock.now()
    state = effective_state(now)
    language = request.LANGUAGE_CODE
    context = {
        "channels": [(CHANNEL_NAMES[s.channel], s) for s in standings(state, now=now)],
        "plans": [
            (name_in(plan.names, language), plan) for plan in plans_to_review(state, now=now)
        ],
        "backup": backup_age(now=now),
        "now": now,
        "may_edit": may(current_user(request), Permission.PLAN_EDIT),
        "months": {
            "exercise": EXERCISE_MONTHS,
            "test_call": TEST_CALL_MONTHS,
            "review": REVIEW_MONTHS,
        },
    }
    return render(request, "continuity/capability/capability.html", context)


@needs(Permission.PLAN_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def capability_change(request: HttpRequest, channel: str) -> HttpResponse:
    """Write down what a channel can stand."""
    now = clock.now()
    if channel not in effective_state(now).channels:
        raise NotFound("continuity.no_such_channel")
    row = Capability.objects.filter(channel=channel).first()
    form = CapabilityForm(request.POST or None, initial=CapabilityForm.of(standing_of(row)))
    if request.method == "POST" and form.is_valid():
        try:
            write_capability(
                channel=channel, standing=form.standing(), by=current_user(request), at=now
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("continuity:capability")
    context = {
        "form": form,
        "title": CHANNEL_NAMES[channel],
        "action": _("Save"),
        "back": reverse("continuity:capability"),
    }
    status = 422 if form.errors else 200
    return render(request, "continuity/form.html", context, status=status)
