"""What would a plan do, and do it: the preview, and its one big button."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.wording import problem_lines
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.actions.for_incident import activate_for_new_incident
from frontlinje.continuity.actions.may import may_activate
from frontlinje.continuity.forms.asking import NEW_INCIDENT, ActivateForm
from frontlinje.continuity.models import Suggestion
from frontlinje.continuity.queries.incidents import found_incident, open_incidents
from frontlinje.continuity.queries.plans import document_of, found_plan, latest_version
from frontlinje.continuity.queries.preview import preview_of
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.continuity.views.foreseen import foreseen
from frontlinje.continuity.views.shown import why_suggested
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import tell_form

ASKED = "asked"
"""Names what the form says, once somebody has changed it."""


@needs(Permission.PLAN_READ)
@require_safe
def plan_preview(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a plan would do."""
    now, plan = clock.now(), document_of(latest_version(code))
    return _page(request, _form_of(request, plan, now), plan, now)


@needs(Permission.PLAN_ACTIVATE)
@require_POST
def plan_activate(request: HttpRequest, code: str) -> HttpResponse:
    """Put a plan into effect; what stands in the way is said where it was asked."""
    now, plan = clock.now(), document_of(latest_version(code))
    form = _form_of(request, plan, now)
    if form.is_valid() and _activated(request, form, plan, now):
        return redirect("continuity:room")
    return _page(request, form, plan, now, status=422)


def _page(
    request: HttpRequest, form: ActivateForm, plan: PlanDocument, now: datetime, status: int = 200
) -> HttpResponse:
    row = found_plan(plan.code)
    may_press = row.retired_at is None and may_activate(current_user(request), plan)
    context = {
        "plan": plan,
        "row": row,
        "form": form,
        "may_activate": may_press,
        "now": now,
        **_foreseen(form, plan, now),
    }
    return render(request, "continuity/preview.html", context, status=status)


def _form_of(request: HttpRequest, plan: PlanDocument, now: datetime) -> ActivateForm:
    language, base = get_language() or "nb", base_document()
    measures = [
        (position, measure.describe(base).in_language(language))
        for position, measure in enumerate(plan.measures)
    ]
    may_lead = may(current_user(request), Permission.INCIDENT_LEAD)
    asks: dict[str, Any] = {
        "measures": measures,
        "incidents": list(open_incidents()) if may_lead else None,
    }
    if request.method == "POST":
        return ActivateForm(request.POST, **asks)
    if ASKED in request.GET:
        return ActivateForm(request.GET, **asks)
    # Whole minutes, as the field shows them.
    until_at = (now + timedelta(seconds=plan.expires_after_s + 59)).replace(second=0, microsecond=0)
    initial = {
        "measures": [position for position, _says in measures],
        "is_announced": True,
        "until_at": until_at,
        "reason": plan.name.in_language(language),
        "incident": str(asks["incidents"][0].id) if asks["incidents"] else "",
        **_suggested(request.GET.get("suggestion", ""), is_new=not asks["incidents"]),
    }
    return ActivateForm(initial=initial, **asks)


def _suggested(suggestion_id: str, *, is_new: bool) -> dict[str, Any]:
    """Return what a suggestion knows better: why, and that it may be the first of an incident."""
    found = Suggestion.objects.filter(id=suggestion_id).first() if _is_uuid(suggestion_id) else None
    if found is None:
        return {}
    incident = {"incident": NEW_INCIDENT} if is_new else {}
    return {"reason": why_suggested(found, base_document())[:400], **incident}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _foreseen(form: ActivateForm, plan: PlanDocument, now: datetime) -> dict[str, Any]:
    """Return what the plan would do as the form stands; nothing when nothing is chosen."""
    if not form.is_bound:
        return foreseen(preview_of(plan, now=now), now)
    chosen, until_at = form.chosen(), form.until()
    if not chosen:
        return {}
    if until_at is not None and until_at <= now:
        until_at = None
    is_announced = form.cleaned_data.get("is_announced", False)
    seen = preview_of(plan, now=now, chosen=chosen, until_at=until_at, is_announced=is_announced)
    return foreseen(seen, now)


def _activated(request: HttpRequest, form: ActivateForm, plan: PlanDocument, now: datetime) -> bool:
    """Put the plan into effect, or say in the form why it cannot be done."""
    asked = form.cleaned_data
    try:
        _activate(
            asked.get("incident", ""),
            plan=plan.code,
            by=current_user(request),
            at=now,
            reason=asked["reason"],
            until_at=asked["until_at"],
            chosen=asked["measures"],
            is_announced=asked["is_announced"],
        )
    except InvalidDocument as error:
        language = get_language() or "nb"
        for line in problem_lines(error, base_document().model_dump(mode="json"), language):
            form.add_error(None, line)
        return False
    except FrontlinjeError as error:
        if error.status == 403:
            raise
        tell_form(form, error, {"chosen": "measures"})
        return False
    name = plan.name.in_language(get_language() or "nb")
    messages.success(request, _("«%(plan)s» is in effect.") % {"plan": name})
    return True


def _activate(incident: str, **asked: Any) -> None:
    """Put a plan into effect for the incident that was chosen."""
    if incident == NEW_INCIDENT:
        activate_for_new_incident(**asked)
    else:
        activate_plan(**asked, incident=found_incident(UUID(incident)) if incident else None)
