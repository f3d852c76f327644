"""What does a plan say, what did it say before, and how does it go out to a file and come in?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.texts import problem_in_words
from frontlinje.continuity.actions.plans import copy_plan, import_plan, restore_plan, retire_plan
from frontlinje.continuity.forms.asking import CopyForm, ImportForm
from frontlinje.continuity.plan_words import trigger_line
from frontlinje.continuity.queries.plans import (
    PlanNow,
    document_of,
    found_plan,
    latest_version,
    live_activations,
    plan_version,
    plans,
    versions_of,
)
from frontlinje.continuity.rules.plan import PlanDocument, compare, written
from frontlinje.continuity.views.plan_changes import change_lines
from frontlinje.continuity.views.shown import plan_shown
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import said


@needs(Permission.PLAN_READ)
def plan(request: HttpRequest, code: str, version: int | None = None) -> HttpResponse:
    """Show what a plan says, or said in an earlier version."""
    now, user = clock.now(), current_user(request)
    row, saved, base = found_plan(code), plan_version(code, version), base_document()
    versions = versions_of(code)
    live = tuple(one for one in live_activations(now) if one.version.plan_id == code)
    document = document_of(saved)
    shown = plan_shown(PlanNow(row, saved, document, live), base, by=user, now=now)
    context = {
        "shown": shown,
        "plan": document,
        "row": row,
        "version": saved,
        "versions": versions,
        "is_latest": saved.number == versions[0].number,
        "steps": list(zip(document.measures, shown.measures, strict=True)),
        "alternatives": [
            one.document
            for one in plans(now)
            if one.document.scenario == document.scenario and one.plan.code != code
        ],
        "triggers": [
            (trigger, trigger_line(trigger, base, get_language() or "nb"))
            for trigger in document.triggers
        ],
        "may_edit": may(user, Permission.PLAN_EDIT),
        "copy_form": CopyForm(initial={"code": f"{code}-b"[:40], "label": "B"}),
        "now": now,
    }
    return render(request, "continuity/plan.html", context)


@needs(Permission.PLAN_READ)
def plan_compare(request: HttpRequest, code: str) -> HttpResponse:
    """Show what differs between two versions of a plan, or between it and another (``?with=``)."""
    other = request.GET.get("with", "")
    if other:
        older, newer = latest_version(code), latest_version(other)
    else:
        numbers = [request.GET.get(name, "") for name in ("from", "to")]
        if not all(n.isascii() and n.isdigit() and len(n) < 9 for n in numbers):
            raise Http404
        older, newer = (plan_version(code, n) for n in sorted(map(int, numbers)))
    before, after = document_of(older), document_of(newer)
    context = {
        "plan": before,
        "other": after if other else None,
        "older": older,
        "newer": newer,
        "lines": change_lines(compare(before, after), base_document(), get_language() or "nb"),
    }
    return render(request, "continuity/plan_compare.html", context)


@needs(Permission.PLAN_READ)
def plan_export(request: HttpRequest, code: str) -> HttpResponse:
    """Send a plan as a file."""
    text = written(document_of(latest_version(code)))
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
    return answer


@needs(Permission.PLAN_EDIT)
def plan_import(request: HttpRequest) -> HttpResponse:
    """Ask for a file (GET), and save what it holds (POST)."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    context: dict[str, Any] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "continuity/plan_import.html", context, status=status)
    content: bytes = form.cleaned_data["file"].read()
    try:
        saved = import_plan(content, by=current_user(request), at=clock.now())
    except InvalidDocument as error:
        problems = [(problem, problem_in_words(problem)) for problem in error.problems]
        context = {"form": ImportForm(), "problems": problems}
        return render(request, "continuity/plan_import.html", context, status=422)
    _tell_saved(request, document_of(saved), saved.number)
    return redirect("continuity:plan", saved.plan_id)


def _tell_saved(request: HttpRequest, saved: PlanDocument, number: int) -> None:
    name = saved.name.in_language(get_language() or "nb")
    messages.success(
        request, _("«%(plan)s» is saved as version %(number)s.") % {"plan": name, "number": number}
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def plan_copy(request: HttpRequest, code: str) -> HttpResponse:
    """Copy a plan, and go on to change the copy."""
    form = CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A code has up to 40 small letters, digits, - and _."))
        return redirect("continuity:plan", code)
    try:
        copied = copy_plan(
            plan=code,
            code=form.cleaned_data["code"].lower(),
            by=current_user(request),
            at=clock.now(),
            label=form.cleaned_data["label"],
        )
    except FrontlinjeError as error:
        messages.error(request, said(error))
        return redirect("continuity:plan", code)
    return redirect("continuity:plan-edit", copied.plan_id)


@needs(Permission.PLAN_EDIT)
@require_POST
def plan_retire(request: HttpRequest, code: str) -> HttpResponse:
    """Put a plan away; it can be taken back."""
    retire_plan(plan=code, by=current_user(request), at=clock.now())
    undo = reverse("continuity:plan-restore", args=[code])
    messages.success(request, _("The plan is put away."), extra_tags=undo)
    return redirect("continuity:room")


@needs(Permission.PLAN_EDIT)
@require_POST
def plan_restore(request: HttpRequest, code: str) -> HttpResponse:
    """Take a plan back that was put away, as it was."""
    restore_plan(plan=code, by=current_user(request), at=clock.now())
    return redirect("continuity:plan", code)
