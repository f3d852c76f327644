"""How does somebody do one thing to many contacts? Choose, say how, look, start, watch, undo."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, Invalid, NotFound
from frontlinje.bulk import tasks
from frontlinje.bulk.actions.preparing import (
    MOST_CONTACTS,
    leave_out,
    prepare_run,
    resume_run,
    set_terms,
    start_run,
    start_undo,
    stop_run,
)
from frontlinje.bulk.forms import FORMS, TermsForm
from frontlinje.bulk.labels import DEEDS, STATES
from frontlinje.bulk.models import BulkItem, BulkRun, Deed, ItemState, RunState
from frontlinje.bulk.queries.progress import counts_of, items_in, preview_item, preview_of
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.queries import viewer_of
from frontlinje.desk.queries.backlog import all_wanted, wanted_from
from frontlinje.desk.views.answers import is_htmx
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said, tell_form

MOST_RUNS = 50
MOST_LISTED = 500
BUSY = frozenset({RunState.RUNNING, RunState.UNDOING})


@needs(Permission.CONTACT_BULK)
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """List what was done to many at once, the latest first."""
    started = BulkRun.objects.exclude(state=RunState.PREPARED).select_related("by")
    rows = [
        (run, DEEDS[Deed(run.deed)], STATES[RunState(run.state)], counts_of(run))
        for run in started.order_by("-prepared_at")[:MOST_RUNS]
    ]
    return render(request, "bulk/runs.html", {"rows": rows})


@needs(Permission.CONTACT_BULK)
@require_POST
def run_prepare(request: HttpRequest) -> HttpResponse:
    """Take the contacts that were ticked, or all that fit the filter, and ask how it is done."""
    user, now = current_user(request), clock.now()
    try:
        deed = Deed(request.POST.get("deed", ""))
    except ValueError:
        raise Invalid("desk.choose_one", field="deed") from None
    chosen = _chosen(request, user, now)
    run = prepare_run(deed=deed, contact_ids=chosen, by=user, at=now)
    return redirect("bulk:run", run.id)


def _chosen(request: HttpRequest, user: User, now: datetime) -> Collection[UUID]:
    if request.POST.get("all") != "1":
        return {_uuid(typed) for typed in request.POST.getlist("contact")}
    state = effective_state(now)
    wanted = wanted_from(QueryDict(request.POST.get("filter", "")).dict(), state)
    return all_wanted(viewer_of(user, state), wanted, now=now, most=MOST_CONTACTS + 1)


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Invalid("desk.choose_one", field="contact") from None


@needs(Permission.CONTACT_BULK)
@require_safe
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show where a run is and what comes next; htmx asks again while it is busy."""
    shown, now = _run(run_id), clock.now()
    if shown.state == RunState.PREPARED:
        return _prepared(request, shown, now)
    whole = "bulk/run.html" if not is_htmx(request) else "bulk/stage.html"
    return render(request, whole, _stage(shown))


def _run(run_id: UUID) -> BulkRun:
    run = BulkRun.objects.filter(id=run_id).select_related("by", "case").first()
    if run is None:
        raise NotFound("bulk.no_such_run")
    return run


def _prepared(
    request: HttpRequest, run: BulkRun, now: datetime, form: TermsForm | None = None
) -> HttpResponse:
    state, user = effective_state(now), current_user(request)
    answer = state.standard_answers.get(request.GET.get("answer", ""))
    terms = {"texts": dict(answer.body)} if answer else run.terms
    page = request.GET.get("page", "")
    context = {
        "run": run,
        "deed": DEEDS[Deed(run.deed)],
        "form": form or FORMS[Deed(run.deed)](state, terms),
        "answers": _answers(run, state),
        "answer": answer.code if answer else "",
        "n_chosen": run.items.count(),
        "has_tags": bool(state.tags),
    }
    if run.terms and not answer and form is None:
        number = int(page) if page.isdecimal() else 1
        context["preview"] = _said_preview(run, user, state, now, number)
    status = 422 if form is not None else 200
    return render(request, "bulk/prepare.html", context, status=status)


def _answers(run: BulkRun, state: CentreState) -> list[Any]:
    return list(state.document.standard_answers) if run.deed == Deed.ANSWER else []


def _said_preview(
    run: BulkRun, user: User, state: CentreState, now: datetime, page: int
) -> dict[str, Any]:
    preview = preview_of(run, by=user, state=state, now=now, page=page)
    rows = [(row, _said(row.obstacle)) for row in preview.rows]
    return {"rows": rows, "of": preview}


def _said(obstacle: tuple[str, dict[str, object]] | None) -> str:
    return said(Invalid(obstacle[0], **obstacle[1])) if obstacle else ""


@needs(Permission.CONTACT_BULK)
@require_POST
def run_set_terms(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Say how it is to be done."""
    shown, now = _run(run_id), clock.now()
    form = FORMS[Deed(shown.deed)](effective_state(now), shown.terms, request.POST)
    if form.is_valid():
        try:
            set_terms(run_id=run_id, terms=form.terms(), by=current_user(request), at=now)
        except Invalid as error:
            tell_form(form, error)
        else:
            return redirect(f"{reverse('bulk:run', args=[run_id])}#preview")
    return _prepared(request, shown, now, form)


@needs(Permission.CONTACT_BULK)
@require_POST
def item_leave_out(request: HttpRequest, run_id: UUID, item_id: int) -> HttpResponse:
    """Leave one contact out, or take it in again."""
    user, now = current_user(request), clock.now()
    is_left_out = request.POST.get("out") == "1"
    leave_out(item_id=item_id, run_id=run_id, is_left_out=is_left_out, by=user)
    if not is_htmx(request):
        return redirect(f"{reverse('bulk:run', args=[run_id])}#item-{item_id}")
    item = BulkItem.objects.select_related("run", "contact__customer").get(id=item_id)
    state = effective_state(now)
    row = preview_item(item, by=user, state=state, now=now)
    preview = preview_of(item.run, by=user, state=state, now=now)
    context = {"run": item.run, "row": row, "obstacle": _said(row.obstacle), "of": preview}
    return render(request, "bulk/left_out.html", context)


@needs(Permission.CONTACT_BULK)
@require_POST
def run_start(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Start a prepared run."""
    with transaction.atomic():
        start_run(run_id=run_id, by=current_user(request), at=clock.now())
        tasks.work_through.defer(run_id=str(run_id))
    return redirect("bulk:run", run_id)


@needs(Permission.CONTACT_BULK)
@require_POST
def run_stop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stop a run where it is."""
    stop_run(run_id=run_id, by=current_user(request), at=clock.now())
    return redirect("bulk:run", run_id)


@needs(Permission.CONTACT_BULK)
@require_POST
def run_resume(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Go on with what is left, and try again what failed."""
    with transaction.atomic():
        resume_run(run_id=run_id, by=current_user(request))
        tasks.work_through.defer(run_id=str(run_id))
    return redirect("bulk:run", run_id)


@needs(Permission.CONTACT_BULK)
@require_POST
def run_undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Have what was done taken back."""
    user = current_user(request)
    with transaction.atomic():
        start_undo(run_id=run_id, by=user)
        tasks.undo.defer(run_id=str(run_id), by=str(user.id))
    return redirect("bulk:run", run_id)


def _stage(run: BulkRun) -> dict[str, Any]:
    is_busy = run.state in BUSY
    is_over = run.state in (RunState.DONE, RunState.STOPPED)
    troubled = _listed(run, ItemState.FAILED, ItemState.KEPT) if not is_busy else []
    return {
        "run": run,
        "deed": DEEDS[Deed(run.deed)],
        "state": STATES[RunState(run.state)],
        "counts": counts_of(run),
        "is_busy": is_busy,
        "is_over": is_over,
        "troubled": [(item, _reason(item.failure)) for item in troubled],
        "not_reached": _listed(run, ItemState.WAITING) if is_over else [],
        "reached": _listed(run, ItemState.DONE) if is_over else [],
        "most": MOST_LISTED,
    }


def _listed(run: BulkRun, *states: ItemState) -> list[BulkItem]:
    return items_in(run, *states, most=MOST_LISTED)


def _reason(failure: dict[str, Any]) -> str:
    return said(FrontlinjeError(failure["code"], **failure["params"])) if failure else ""
