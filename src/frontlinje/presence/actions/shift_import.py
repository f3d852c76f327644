"""How does a file of shifts come into the plan? Uploaded, looked at, written or thrown away.

Looking and writing read the same file anew, so that what is written is right at that moment.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.base.table_file import read_table
from frontlinje.ledger.actions import record, record_each
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require
from frontlinje.presence.actions.shifts import (
    entered,
    facts,
    locked_people,
    topics_of,
    write_change,
    zone_at,
)
from frontlinje.presence.events import ShiftsImported
from frontlinje.presence.models import Shift, ShiftImport
from frontlinje.presence.rules.shift_file import ShiftRow, WrongRow, columns_of, read_shift
from frontlinje.presence.rules.shift_plan import Planned, ShiftPlan, Wanted, plan_shifts
from frontlinje.presence.rules.shifts import LONGEST, Span, check_span, span_on

MOST_ROWS = 20_000
MOST_BYTES = 5 * 1024 * 1024


def upload_shifts(*, file_name: str, content: bytes, by: User, at: datetime) -> ShiftImport:
    """Keep a file of shifts that can be read; an earlier one that was left unwritten goes.

    Raises
    ------
    Invalid
        What ``base.table_file`` and ``rules.shift_file.columns_of`` find.
    """
    require(by, Permission.SHIFT_EDIT)
    if len(content) > MOST_BYTES:
        raise Invalid("table.too_large", field="file", most_mb=MOST_BYTES // 1024**2)
    _rows_of(content)
    ShiftImport.objects.filter(by=by, imported_at__isnull=True).delete()
    return ShiftImport.objects.create(
        file_name=file_name[-200:], file=content, by=by, uploaded_at=at
    )


def plan_of(upload: ShiftImport, *, at: datetime) -> ShiftPlan:
    """Return what an uploaded file would do to the plan as it is."""
    zone = zone_at(at)
    rows = _rows_of(bytes(upload.file or b""))
    known = _people_by_word(row.who for row in rows if isinstance(row, ShiftRow))
    wanted: list[Wanted] = []
    wrong: list[WrongRow] = []
    for row in rows:
        found = _wanted(row, known, zone) if isinstance(row, ShiftRow) else row
        (wanted if isinstance(found, Wanted) else wrong).append(found)  # type: ignore[arg-type]
    plan = plan_shifts(wanted, _planned_around(wanted), zone=zone)
    plan.wrong = sorted([*plan.wrong, *wrong], key=lambda row: row.line)
    return plan


def _rows_of(content: bytes) -> list[ShiftRow | WrongRow]:
    headings, rows = read_table(content)
    columns = columns_of(headings)
    read = [read_shift(row, columns) for _, row in zip(range(MOST_ROWS + 1), rows, strict=False)]
    if len(read) > MOST_ROWS:
        raise Invalid("table.too_many_rows", field="file", most=MOST_ROWS)
    return read


def _people_by_word(words: Iterable[str]) -> dict[str, list[UUID]]:
    """Return whom each word means: a username first, else everybody of that name."""
    asked = {" ".join(word.casefold().split()) for word in words}
    by_name: dict[str, list[UUID]] = {}
    by_username: dict[str, list[UUID]] = {}
    everybody = User.objects.filter(is_active=True).values_list("id", "username", "name")
    for user_id, username, name in everybody:
        by_username[username.casefold()] = [user_id]
        by_name.setdefault(" ".join(name.casefold().split()), []).append(user_id)
    return {word: by_username.get(word) or by_name.get(word, []) for word in asked}


def _wanted(row: ShiftRow, known: dict[str, list[UUID]], zone: ZoneInfo) -> Wanted | WrongRow:
    people = known[" ".join(row.who.casefold().split())]
    try:
        if len(people) != 1:
            code = "presence.name_ambiguous" if people else "presence.no_such_person"
            raise Invalid(code, field="who", given=row.who[:60])
        span = span_on(row.day, row.from_min, row.to_min, zone)
        check_span(span)
    except Invalid as error:
        return WrongRow(row.line, row.cells, error.code, error.params)
    return Wanted(row.line, row.cells, people[0], span, row.place, row.note)


def _planned_around(wanted: Sequence[Wanted]) -> list[Planned]:
    if not wanted:
        return []
    rows = Shift.objects.filter(
        user_id__in={one.user_id for one in wanted},
        starts_at__gt=min(one.span.starts_at for one in wanted) - LONGEST,
        starts_at__lt=max(one.span.ends_at for one in wanted),
    )
    return [
        Planned(row.id, row.user_id, Span(row.starts_at, row.ends_at), row.place, row.note)
        for row in rows
    ]


def locked_upload(upload_id: UUID, by: User) -> ShiftImport:
    """Return somebody's own upload that is not written yet, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``presence.no_such_import``, also for a colleague's.
    """
    rows = ShiftImport.objects.select_for_update().filter(by=by, imported_at__isnull=True)
    upload = rows.filter(id=upload_id).first()
    if upload is None:
        raise NotFound("presence.no_such_import", upload_id=upload_id)
    return upload


@transaction.atomic
def import_shifts(*, upload_id: UUID, by: User, at: datetime) -> ShiftPlan:
    """Write an uploaded file into the plan: what is right in it; wrong rows are left out.

    Raises
    ------
    NotFound
        ``presence.no_such_import``.
    Conflict
        ``presence.import_does_nothing``.
    """
    require(by, Permission.SHIFT_EDIT)
    upload = locked_upload(upload_id, by)
    locked_people(_everybody_in(plan_of(upload, at=at)))
    plan = plan_of(upload, at=at)
    if not plan.new and not plan.changed:
        raise Conflict("presence.import_does_nothing")
    _write_changed(plan, by=by, at=at)
    shifts = [
        Shift(
            user_id=one.user_id,
            starts_at=one.span.starts_at,
            ends_at=one.span.ends_at,
            place=one.place,
            note=one.note,
        )
        for one in plan.new
    ]
    Shift.objects.bulk_create(shifts)
    told = [(entered(shift, "file"), topics_of(shift.user_id)) for shift in shifts]
    record_each(told, at=at, by=by.id)
    _finish(upload, plan, by=by, at=at)
    return plan


def _everybody_in(plan: ShiftPlan) -> set[UUID]:
    return {one.user_id for one in plan.new} | {wanted.user_id for _, wanted in plan.changed}


def _write_changed(plan: ShiftPlan, *, by: User, at: datetime) -> None:
    rows = Shift.objects.in_bulk([planned.id for planned, _ in plan.changed])
    for planned, wanted in plan.changed:
        shift = rows[planned.id]
        before = facts(shift)
        shift.ends_at, shift.place, shift.note = wanted.span.ends_at, wanted.place, wanted.note
        write_change(shift, before, by=by, at=at, source="file")


def _finish(upload: ShiftImport, plan: ShiftPlan, *, by: User, at: datetime) -> None:
    upload.file, upload.imported_at = None, at
    upload.save(update_fields=["file", "imported_at"])
    imported = ShiftsImported(
        file_name=upload.file_name,
        n_new=len(plan.new),
        n_changed=len(plan.changed),
        n_unchanged=plan.n_unchanged,
        n_wrong=len(plan.wrong),
    )
    record(imported, at=at, by=by.id)


@transaction.atomic
def discard_shifts(*, upload_id: UUID, by: User) -> None:
    """Throw an uploaded file away.

    Raises
    ------
    NotFound
        ``presence.no_such_import``.
    """
    require(by, Permission.SHIFT_EDIT)
    locked_upload(upload_id, by).delete()
