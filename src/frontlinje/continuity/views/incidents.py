"""Which incidents are there, what stands in the log of one, and how is it written?"""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.files import path_of
from frontlinje.continuity.actions.incidents import (
    add_entry,
    close_incident,
    describe_incident,
    open_incident,
    reopen_incident,
    report_incident,
)
from frontlinje.continuity.figures_line import figures_in_words
from frontlinje.continuity.incident_forms import (
    CloseForm,
    EntryForm,
    IncidentForm,
    ReportForm,
    file_of,
)
from frontlinje.continuity.incident_words import KINDS, NOTICES
from frontlinje.continuity.models import Incident
from frontlinje.continuity.queries.incidents import (
    entry_with_file,
    found_incident,
    incidents_listed,
    log_of,
    open_follow_ups,
    open_incidents,
    plans_of,
)
from frontlinje.continuity.rules.incident_log import Kind, notices_due
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import name_in
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form

_FILE_POLICY = "sandbox; default-src 'none'"
MOST_SHOWN = 200


@needs(Permission.INCIDENT_LEAD)
@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """List the incidents, those that go on first; htmx fetches the list anew."""
    context = {
        "incidents": incidents_listed()[:MOST_SHOWN],
        "n_follow_ups": open_follow_ups().count(),
        "now": clock.now(),
    }
    part = "HX-Request" in request.headers
    page = "incidents_now.html" if part else "incidents.html"
    return render(request, f"continuity/incidents/{page}", context)


@needs(Permission.INCIDENT_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_open(request: HttpRequest) -> HttpResponse:
    """Open an incident."""
    now = clock.now()
    form = IncidentForm(request.POST or None, initial={"began_at": now})
    if request.method == "POST" and form.is_valid():
        try:
            incident = open_incident(**form.cleaned_data, by=current_user(request), at=now)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return redirect("continuity:incident", incident.id)
    return _form(request, form, title=_("Open an incident"), action=_("Open it"))


@needs(Permission.INCIDENT_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_report(request: HttpRequest) -> HttpResponse:
    """Take a report from any desk, and lead back to where it was written."""
    now, user = clock.now(), current_user(request)
    form = ReportForm(list(open_incidents()), request.POST or None, request.FILES or None)
    back = request.POST.get("back", request.headers.get("Referer", ""))
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data.get("incident")
        try:
            report_incident(
                text=form.cleaned_data["text"],
                incident_id=UUID(about) if about else None,
                file=file_of(form),
                by=user,
                at=now,
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            messages.success(request, _("Thank you. Your leaders have it now."))
            return redirect(back)
    context = {"form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "continuity/incidents/report.html", context, status=status)


@needs(Permission.INCIDENT_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the log of an incident, and write a line into it."""
    found = found_incident(incident_id)
    if "HX-Request" in request.headers and request.method == "GET":
        return render(request, "continuity/incidents/log.html", _log(found))
    form = EntryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_entry(
                incident_id=found.id,
                kind=Kind.FILE if given["file"] and not given["text"] else Kind(given["kind"]),
                text=given["text"],
                why=given["why"],
                happened_at=given["happened_at"],
                file=file_of(form),
                by=current_user(request),
                at=clock.now(),
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return redirect("continuity:incident", found.id)
    context = {**_log(found), "form": form, **_facts(found)}
    status = 422 if form.errors else 200
    return render(request, "continuity/incidents/incident.html", context, status=status)


def _log(found: Incident) -> dict[str, Any]:
    return {"incident": found, "lines": log_of(found)[::-1], "kinds": KINDS}


def _facts(found: Incident) -> dict[str, Any]:
    now = clock.now()
    zone = ZoneInfo(effective_state(now).document.timezone)
    return {
        "now": now,
        "notices": [
            (NOTICES[due.notice], due, due.at < now) for due in notices_due(found.opened_at, zone)
        ],
        "activations": [
            (name_in(one.version.document["name"], get_language()), one) for one in plans_of(found)
        ],
        "follow_ups": found.follow_ups.filter(closed_at__isnull=True).select_related("owner"),
    }


@needs(Permission.INCIDENT_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_change(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Give an incident a better title or its true beginning."""
    found = found_incident(incident_id)
    facts = {name: getattr(found, name) for name in IncidentForm.base_fields}
    form = IncidentForm(request.POST or None, initial=facts)
    if request.method == "POST" and form.is_valid():
        try:
            describe_incident(
                incident_id=found.id, **form.cleaned_data, by=current_user(request), at=clock.now()
            )
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return redirect("continuity:incident", found.id)
    return _form(request, form, title=found.title, action=_("Save"), found=found)


@needs(Permission.INCIDENT_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def incident_close(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Say that an incident is over, and since when."""
    found, now = found_incident(incident_id), clock.now()
    form = CloseForm(request.POST or None, initial={"over_at": now})
    if request.method == "POST" and form.is_valid():
        over_at = form.cleaned_data["over_at"]
        try:
            close_incident(incident_id=found.id, over_at=over_at, by=current_user(request), at=now)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            undo = reverse("continuity:incident-reopen", args=[found.id])
            messages.success(request, _("The incident is closed."), extra_tags=undo)
            return redirect("continuity:incident-after", found.id)
    title = _("Close «%(title)s»") % {"title": found.title}
    return _form(request, form, title=title, action=_("Close the incident"), found=found)


@needs(Permission.INCIDENT_LEAD)
@require_POST
def incident_reopen(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Take back that an incident is over."""
    reopen_incident(incident_id=incident_id, by=current_user(request), at=clock.now())
    return redirect("continuity:incident", incident_id)


@needs(Permission.INCIDENT_LEAD)
@require_POST
def incident_figures_write(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Write down how the queues stand at this moment."""
    now, user = clock.now(), current_user(request)
    text = figures_in_words(effective_state(now), now=now)
    add_entry(incident_id=incident_id, kind=Kind.FIGURES, text=text, by=user, at=now)
    return redirect("continuity:incident", incident_id)


@needs(Permission.INCIDENT_LEAD)
@never_cache
@require_safe
def incident_file(request: HttpRequest, incident_id: UUID, entry_id: int) -> FileResponse:
    """Hand over a file of a log, never as something that a browser runs."""
    entry = entry_with_file(found_incident(incident_id), entry_id)
    path = path_of(entry.file_sha256)
    if not path.exists():
        raise Unavailable("continuity.file_not_stored")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=entry.file_name)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _FILE_POLICY
    return response


def _form(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    action: str,
    found: Incident | None = None,
) -> HttpResponse:
    back = (
        reverse("continuity:incident", args=[found.id])
        if found
        else reverse("continuity:incidents")
    )
    context = {"form": form, "title": title, "action": action, "back": back}
    status = 422 if form.errors else 200
    return render(request, "continuity/form.html", context, status=status)
