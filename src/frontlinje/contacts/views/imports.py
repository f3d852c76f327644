"""How does a register come in from a file? Upload, match, check, import, undo: one page per run."""

from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontlinje.base.csv_cells import csv_text
from frontlinje.base.errors import FrontlinjeError, Invalid, NotFound
from frontlinje.base.table_file import MOST_BYTES, read_table
from frontlinje.contacts import tasks
from frontlinje.contacts.actions.import_writing import start_undo
from frontlinje.contacts.actions.importing import (
    confirm_import,
    discard_import,
    match_columns,
    start_import,
)
from frontlinje.contacts.labels import COLUMNS, IMPORT_STATES
from frontlinje.contacts.models import ImportRun, ImportState
from frontlinje.contacts.rules.import_columns import Column
from frontlinje.contacts.views.asking import asking
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission
from frontlinje.people.uploads import uploaded_table
from frontlinje.people.wording import said

MOST_RUNS = 50
MOST_ERRORS = 100
MOST_EXAMPLES = 3
_COLUMNS = {column.value: column for column in Column}
BUSY = {ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING}


@needs(Permission.CUSTOMER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Show earlier imports, and take a new file."""
    context: dict[str, Any] = {}
    if request.method == "POST":
        who = asking(request)
        try:
            name, content = uploaded_table(request, most_bytes=MOST_BYTES)
            run = start_import(
                file_name=name, content=content, country=who.country, by=who.user, at=who.now
            )
        except FrontlinjeError as error:
            context["refusal"] = said(error)
        else:
            return redirect("contacts:import", run.id)
    runs = ImportRun.objects.defer("file", "errors").select_related("by").order_by("-uploaded_at")
    context["runs"] = [(run, IMPORT_STATES[ImportState(run.state)]) for run in runs[:MOST_RUNS]]
    context["most_mb"] = MOST_BYTES // 1024**2
    status = 422 if "refusal" in context else 200
    return render(request, "contacts/imports.html", context, status=status)


@needs(Permission.CUSTOMER_IMPORT)
@require_safe
def import_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show how far a run has come and what is next; htmx asks again while it is busy."""
    run = _run(run_id)
    whole = "HX-Request" not in request.headers
    template = "contacts/import.html" if whole else "contacts/import_stage.html"
    return render(request, template, _stage(run))


@needs(Permission.CUSTOMER_IMPORT)
@require_POST
def import_match(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Settle what the columns hold, and have the file checked."""
    who = asking(request)
    run = _run(run_id)
    chosen = [request.POST.get(f"column-{index}", "") for index in range(len(run.headings))]
    try:
        columns = [_COLUMNS.get(column) for column in chosen]
        with transaction.atomic():
            match_columns(run_id=run_id, columns=columns, by=who.user)
            tasks.check_import.defer(run_id=str(run_id))
    except Invalid as error:
        run.columns = chosen
        context = _stage(run) | {"refusal": said(error), "is_matching": True}
        return render(request, "contacts/import.html", context, status=error.status)
    return redirect("contacts:import", run_id)


@needs(Permission.CUSTOMER_IMPORT)
@require_POST
def import_confirm(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Have a checked file written."""
    who = asking(request)
    with transaction.atomic():
        confirm_import(run_id=run_id, by=who.user)
        tasks.write_import.defer(run_id=str(run_id))
    return redirect("contacts:import", run_id)


@needs(Permission.CUSTOMER_IMPORT)
@require_POST
def import_discard(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Throw an uploaded file away."""
    discard_import(run_id=run_id, by=asking(request).user)
    messages.success(request, _("The file was thrown away. Nothing was imported."))
    return redirect("contacts:imports")


@needs(Permission.CUSTOMER_IMPORT)
@require_POST
def import_undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Have an import taken back."""
    who = asking(request)
    with transaction.atomic():
        start_undo(run_id=run_id, by=who.user)
        tasks.undo_import.defer(run_id=str(run_id), by=str(who.user.id))
    return redirect("contacts:import", run_id)


@needs(Permission.CUSTOMER_IMPORT)
@require_safe
def import_errors(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Return the rows that were wrong, with the reasons, as a file to mend and import again."""
    run = _run(run_id)
    rows = [[*_padded(error["cells"], len(run.headings)), _reason(error)] for error in run.errors]
    response = HttpResponse(
        csv_text([*run.headings, _("What is wrong")], rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{_("rows-to-mend")}.csv"'
    return response


def _run(run_id: UUID) -> ImportRun:
    run = ImportRun.objects.filter(id=run_id).select_related("by").first()
    if run is None:
        raise NotFound("contacts.no_such_import")
    return run


def _stage(run: ImportRun) -> dict[str, Any]:
    has_file = run.file is not None
    failed = run.state == ImportState.FAILED
    context: dict[str, Any] = {
        "run": run,
        "state": IMPORT_STATES[ImportState(run.state)],
        "is_busy": run.state in BUSY,
        "is_matching": has_file and (run.state == ImportState.UPLOADED or failed),
        "errors": [(error, _reason(error)) for error in run.errors[:MOST_ERRORS]],
        "n_errors": len(run.errors),
        "failure": _reason(run.failure) if run.failure else "",
    }
    if has_file and run.state not in BUSY:
        context["columns"] = _columns(run)
        context["choices"] = COLUMNS.items()
    return context


def _columns(run: ImportRun) -> list[tuple[str, str, list[str]]]:
    """Return each column's heading, what it is said to hold, and a few of its values."""
    _headings, rows = read_table(bytes(run.file or b""))
    cells = [_padded(row.cells, len(run.headings)) for row in islice(rows, MOST_EXAMPLES)]
    return [
        (heading, run.columns[index], [row[index] for row in cells if row[index]])
        for index, heading in enumerate(run.headings)
    ]


def _padded(cells: Any, width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][:width]


def _reason(error: dict[str, Any]) -> str:
    return said(Invalid(error["code"], **error["params"]))
