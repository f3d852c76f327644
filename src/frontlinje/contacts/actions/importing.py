"""How does a file become an import run, step by step? Uploaded, matched, checked, confirmed.

Checking reads the whole file and writes nothing of it into the register; the writing itself is in
``import_writing``. Both are called by jobs, and bear being called twice.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.base.table_file import MOST_COLUMNS, Row, read_table
from frontlinje.contacts.models import ImportRun, ImportState
from frontlinje.contacts.queries.register import register_for
from frontlinje.contacts.rules.import_columns import Column, check_columns, guess_columns
from frontlinje.contacts.rules.import_plan import Plan, plan_rows
from frontlinje.contacts.rules.import_rows import RowError, read_row
from frontlinje.ledger.events import plain
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

PIECE = 2_000
"""Rows that are read, looked up and written at a time."""
MOST_ERRORS = 20_000
"""Rows that may be wrong before the whole file is taken to be."""

log = logging.getLogger(__name__)


def start_import(
    *, file_name: str, content: bytes, country: str, by: User, at: datetime
) -> ImportRun:
    """Keep an uploaded file and guess what its columns hold.

    Raises
    ------
    Invalid
        When the file cannot be read as a table at all (``base.table_file``).
    """
    require(by, Permission.CUSTOMER_IMPORT)
    headings, _rows = read_table(content)
    if len(headings) > MOST_COLUMNS:
        raise Invalid("table.too_many_columns", field="file", most=MOST_COLUMNS)
    return ImportRun.objects.create(
        file_name=file_name[-200:],
        file=content,
        headings=[heading[:200].replace("\0", "") for heading in headings],
        columns=[column or "" for column in guess_columns(headings)],
        country=country,
        state=ImportState.UPLOADED,
        by=by,
        uploaded_at=at,
    )


@transaction.atomic
def match_columns(*, run_id: UUID, columns: Sequence[Column | None], by: User) -> ImportRun:
    """Settle what each column holds; the caller has the file checked next.

    Raises
    ------
    Invalid
        What ``rules.import_columns.check_columns`` finds.
    """
    require(by, Permission.CUSTOMER_IMPORT)
    run = locked_run(run_id, ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)
    if run.file is None or len(columns) != len(run.headings):
        raise Conflict("contacts.import_wrong_state", state=run.state)
    check_columns(columns)
    run.columns = [column or "" for column in columns]
    run.state = ImportState.CHECKING
    run.n_read = run.n_rows = run.n_new = run.n_changed = run.n_unchanged = 0
    run.errors, run.failure = [], {}
    run.save()
    return run


def check_import(*, run_id: UUID, at: datetime) -> None:
    """Read the whole file and count what it would do; nothing is written to the register."""
    run = ImportRun.objects.get(id=run_id)
    if run.state != ImportState.CHECKING:
        return
    counts = {"n_new": 0, "n_changed": 0, "n_unchanged": 0}
    errors: list[RowError] = []

    def check() -> None:
        for plan, n_read in plans(run, at=at):
            counts["n_new"] += len(plan.new)
            counts["n_changed"] += len(plan.changed)
            counts["n_unchanged"] += plan.n_unchanged
            errors.extend(plan.errors)
            ImportRun.objects.filter(id=run_id).update(n_read=n_read, **counts)
            if len(errors) > MOST_ERRORS:
                raise Invalid("contacts.import_too_many_errors", most=MOST_ERRORS)

    failure = failure_of(check)
    with transaction.atomic():
        run = locked_run(run_id, ImportState.CHECKING)
        run.state = ImportState.FAILED if failure else ImportState.CHECKED
        run.failure = failure
        run.n_rows = run.n_read
        run.errors = [plain(asdict(error)) for error in sorted(errors, key=lambda e: e.line)]
        run.save(update_fields=["state", "failure", "n_rows", "errors"])


@transaction.atomic
def confirm_import(*, run_id: UUID, by: User) -> ImportRun:
    """Say that a checked file is to be written; the caller has it written next.

    Raises
    ------
    Conflict
        ``contacts.import_wrong_state``, ``contacts.import_nothing_to_do``.
    """
    require(by, Permission.CUSTOMER_IMPORT)
    run = locked_run(run_id, ImportState.CHECKED)
    if not run.n_new + run.n_changed:
        raise Conflict("contacts.import_nothing_to_do")
    run.state = ImportState.WRITING
    run.n_read = 0
    run.save(update_fields=["state", "n_read"])
    return run


@transaction.atomic
def discard_import(*, run_id: UUID, by: User) -> ImportRun:
    """Throw an uploaded file away, unread or checked."""
    require(by, Permission.CUSTOMER_IMPORT)
    run = locked_run(run_id, ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)
    run.state = ImportState.DISCARDED
    run.file, run.errors = None, []
    run.save(update_fields=["state", "file", "errors"])
    return run


def locked_run(run_id: UUID, *states: ImportState) -> ImportRun:
    """Return the run in one of these states, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``contacts.no_such_import``.
    Conflict
        ``contacts.import_wrong_state``.
    """
    run = ImportRun.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        raise NotFound("contacts.no_such_import", run_id=run_id)
    if run.state not in states:
        raise Conflict("contacts.import_wrong_state", state=run.state)
    return run


def plans(run: ImportRun, *, at: datetime, is_locked: bool = False) -> Iterator[tuple[Plan, int]]:
    """Yield what each piece of the file does, and how many rows have been read by then."""
    columns = [Column(column) if column else None for column in run.columns]
    _headings, rows = read_table(bytes(run.file or b""))
    seen: dict[object, int] = {}
    n_read = 0
    for piece in _pieces(rows):
        read = [read_row(row, columns, run.country) for row in piece]
        good = [row for row in read if not isinstance(row, RowError)]
        plan = Plan(errors=[row for row in read if isinstance(row, RowError)], seen=seen)
        plan_rows(plan, good, register_for(good, at=at, is_locked=is_locked))
        n_read += len(piece)
        yield plan, n_read


def _pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while piece := list(islice(rows, PIECE)):
        yield piece


def failure_of(work: Callable[[], None]) -> dict[str, object]:
    """Do the work and return what stopped it, as the run keeps it; empty when nothing did."""
    try:
        work()
    except Invalid as error:
        return {"code": error.code, "params": plain(error.params)}
    except Exception:
        log.exception("import_crashed")
        return {"code": "contacts.import_crashed", "params": {}}
    return {}
