"""What does an incident leave the house as, and what did it do to the centre?"""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontlinje.base import clock
from frontlinje.base.errors import NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.labels import CHANNELS
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.continuity.actions.incidents import note_export
from frontlinje.continuity.incident_sheets import log_csv, notice_sheet, report_sheet
from frontlinje.continuity.incident_words import KINDS
from frontlinje.continuity.models import Incident
from frontlinje.continuity.printing import pdf_of
from frontlinje.continuity.queries.after_action import after_action
from frontlinje.continuity.queries.incidents import found_incident, log_of, plans_of
from frontlinje.continuity.rules.incident_log import Notice, notices_due
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission

PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"


@needs(Permission.INCIDENT_LEAD)
@require_safe
def incident_after(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show the report after an incident: figures, work beyond the plan, follow-ups, timeline."""
    now = clock.now()
    incident, state = found_incident(incident_id), effective_state(now)
    found = after_action(incident, state, now=now)
    context = {
        "incident": incident,
        "found": found,
        "turned_away": [(CHANNELS[Channel(c)], n) for c, n in found.turned_away.items()],
        "queue_names": {code: queue.name for code, queue in state.queues.items()},
        "follow_ups": _follow_ups(incident),
        "lines": log_of(incident),
        "kinds": KINDS,
        "now": now,
    }
    return render(request, "continuity/incidents/after.html", context)


@needs(Permission.INCIDENT_LEAD)
@require_safe
def incident_after_export(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Return the report after an incident as a PDF."""
    now = clock.now()
    incident, state = found_incident(incident_id), effective_state(now)
    facts = _facts(incident, state, now)
    sheet = report_sheet(incident, **facts, follow_ups=_follow_ups(incident))
    return _file(request, incident, pdf_of(sheet), form="report", content_type=PDF, now=now)


@needs(Permission.INCIDENT_LEAD)
@require_safe
def incident_notice(request: HttpRequest, incident_id: UUID, notice: str) -> HttpResponse:
    """Return a notice to the authorities as a PDF."""
    now = clock.now()
    incident, state = found_incident(incident_id), effective_state(now)
    due = {
        one.notice.value: one
        for one in notices_due(incident.opened_at, ZoneInfo(state.document.timezone))
    }.get(notice)
    if due is None:
        raise NotFound("continuity.no_such_file")
    sheet = notice_sheet(incident, due, **_facts(incident, state, now))
    body = pdf_of(sheet)
    return _file(request, incident, body, form=due.notice.value, content_type=PDF, now=now)


@needs(Permission.INCIDENT_LEAD)
@require_safe
def incident_log_export(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Return the log as a table."""
    incident = found_incident(incident_id)
    body = log_csv(log_of(incident)).encode()
    return _file(request, incident, body, form="csv", content_type=CSV, now=clock.now())


def _facts(incident: Incident, state: CentreState, now: datetime) -> dict[str, Any]:
    return {
        "state": state,
        "found": after_action(incident, state, now=now),
        "lines": log_of(incident),
        "activations": plans_of(incident),
        "now": now,
    }


def _follow_ups(incident: Incident) -> Any:
    rows = incident.follow_ups.select_related("owner", "closed_by")
    return rows.order_by("closed_at", "due_on", "created_at")


def _file(
    request: HttpRequest,
    incident: Incident,
    body: bytes,
    *,
    form: str,
    content_type: str,
    now: datetime,
) -> HttpResponse:
    """Hand over a file, and keep that it was taken out."""
    sha256 = hashlib.sha256(body).hexdigest()
    if request.method == "GET":
        user = current_user(request)
        note_export(incident=incident, form=form, sha256=sha256, by=user, at=now)
    ending = "csv" if form == "csv" else "pdf"
    notice = f"-{form}" if form in set(Notice) else ""
    name = f"{_('incident')}-{incident.began_at:%Y-%m-%d}{notice}.{ending}"
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
