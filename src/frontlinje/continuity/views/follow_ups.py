"""What did incidents leave to be done, whose is it, and what came of it?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotAllowed, NotFound
from frontlinje.continuity.actions.follow_ups import add_follow_up, close_follow_up
from frontlinje.continuity.incident_forms import FollowUpForm, OutcomeForm
from frontlinje.continuity.models import FollowUp
from frontlinje.continuity.queries.incidents import found_incident, open_follow_ups
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import tell_form


@needs(Permission.INCIDENT_REPORT)
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """List what is still to be done: one's own, and everybody's for those who lead incidents."""
    user, now = current_user(request), clock.now()
    rows = open_follow_ups()
    if not may(user, Permission.INCIDENT_LEAD):
        rows = rows.filter(owner=user)
    context = {"follow_ups": rows, "now": now, "is_own": not may(user, Permission.INCIDENT_LEAD)}
    return render(request, "continuity/incidents/follow_ups.html", context)


@needs(Permission.INCIDENT_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_add(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Write down what an incident leaves to be done."""
    incident, now = found_incident(incident_id), clock.now()
    form = FollowUpForm(now, request.POST or None, initial={"owner": current_user(request)})
    if request.method == "POST" and form.is_valid():
        try:
            add_follow_up(
                incident_id=incident.id, **form.cleaned_data, by=current_user(request), at=now
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return redirect("continuity:incident-after", incident.id)
    context = {
        "form": form,
        "title": _("Follow-up of «%(title)s»") % {"title": incident.title},
        "action": _("Write it down"),
        "back": reverse("continuity:incident-after", args=[incident.id]),
    }
    status = 422 if form.errors else 200
    return render(request, "continuity/form.html", context, status=status)


@needs(Permission.INCIDENT_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_close(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Say what came of it: its owner, or somebody who leads incidents."""
    user = current_user(request)
    follow_up = _open_one(follow_up_id, user)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        try:
            close_follow_up(follow_up_id=follow_up.id, outcome=outcome, by=user, at=clock.now())
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            messages.success(request, _("The follow-up is closed."))
            return redirect("continuity:follow-ups")
    back = reverse("continuity:follow-ups")
    context = {"form": form, "title": follow_up.text, "action": _("Close it"), "back": back}
    status = 422 if form.errors else 200
    return render(request, "continuity/form.html", context, status=status)


def _open_one(follow_up_id: UUID, user: User) -> FollowUp:
    found = FollowUp.objects.filter(id=follow_up_id).first()
    if found is None:
        raise NotFound("continuity.no_such_follow_up")
    if found.owner_id != user.id and not may(user, Permission.INCIDENT_LEAD):
        raise NotAllowed("people.missing_permission", permission=str(Permission.INCIDENT_LEAD))
    return found
