"""What is laid on top of the base for a while, and taken off again?

One edit at a time by whoever may configure the centre; several at once by a room above, which
has asked for the right itself.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.centre.actions.writing import TOPICS, locked_latest, require_configure
from frontlinje.centre.events import OverrideEnded, OverrideMoved, OverridePlaced
from frontlinje.centre.models import OverrideRow
from frontlinje.centre.queries import base_document, known_people, override_of, overrides_at
from frontlinje.centre.rules.checks import problems_of
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.overrides import EDIT, Edit, Override, has_target
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.rules.state import effective_document
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User

_ROOM_FOR_REASON = 400


@transaction.atomic
def place_override(
    *,
    edit: Edit,
    starts_at: datetime,
    until_at: datetime | None,
    by: User | None,
    reason: str,
    at: datetime,
) -> OverrideRow:
    """Lay an edit on top of the base and of earlier overrides. Records ``OverridePlaced``.

    Raises
    ------
    NotAllowed
        Without ``CENTRE_CONFIGURE``.
    Invalid, InvalidDocument
        As ``lay_on``.
    """
    require_configure(by)
    (row,) = lay_on([edit], starts_at=starts_at, until_at=until_at, by=by, reason=reason, at=at)
    return row


@transaction.atomic
def end_override(override_id: UUID, *, by: User | None, reason: str, at: datetime) -> OverrideRow:
    """Take an edit off; one that is over already stays as it is. Records ``OverrideEnded``.

    Raises
    ------
    NotAllowed
        Without ``CENTRE_CONFIGURE``.
    NotFound
        ``centre.no_such_override``.
    """
    require_configure(by)
    (row,) = take_off([override_id], by=by, reason=reason, at=at)
    return row


@transaction.atomic
def lay_on(
    edits: Sequence[Edit],
    *,
    starts_at: datetime,
    until_at: datetime | None,
    by: User | None,
    reason: str,
    at: datetime,
) -> list[OverrideRow]:
    """Lay edits on, the first lowest, all or none. Records ``OverridePlaced`` for each.

    Whoever calls this has asked whether ``by`` may.

    Raises
    ------
    Invalid
        ``centre.no_such_target``, ``centre.ends_before_it_starts`` or ``centre.ends_in_the_past``.
    InvalidDocument
        When the effective state would have parts that do not fit together, now or later.
    """
    locked_latest()
    if until_at is not None and until_at <= starts_at:
        raise Invalid("centre.ends_before_it_starts", field="until_at")
    if until_at is not None and until_at <= at:
        raise Invalid("centre.ends_in_the_past", field="until_at")
    _check_fit(edits, starts_at=max(at, starts_at), until_at=until_at, at=at)
    last = OverrideRow.objects.order_by("-order").first()
    first_order = last.order + 1 if last is not None else 1
    version = _next_version()
    rows = [
        OverrideRow(
            order=first_order + position,
            version=version,
            edit=EDIT.dump_python(edit, mode="json"),
            starts_at=starts_at,
            until_at=until_at,
            placed_at=at,
            placed_by=by,
            reason=reason[:_ROOM_FOR_REASON],
        )
        for position, edit in enumerate(edits)
    ]
    OverrideRow.objects.bulk_create(rows)
    record(*map(_placed, rows), at=at, by=actor_id(by), topics=TOPICS)
    return rows


def _placed(row: OverrideRow) -> OverridePlaced:
    return OverridePlaced(
        override_id=row.id,
        edit=row.edit,
        starts_at=row.starts_at.isoformat(),
        until_at=_written(row.until_at),
        reason=row.reason,
    )


def _check_fit(
    edits: Sequence[Edit], *, starts_at: datetime, until_at: datetime | None, at: datetime
) -> None:
    """Refuse edits of something that is not there, or that bring new problems at any time."""
    base = base_document()
    document = base
    for edit in edits:
        if not has_target(edit, document):
            raise Invalid("centre.no_such_target", field="edit", kind=edit.kind)
        document = edit.apply(document)
    known = known_people()
    laid = overrides_at(at)
    for turn in _turns(laid, starts_at=starts_at, until_at=until_at):
        before = effective_document(base, laid, turn)
        earlier = problems_of(before, known)
        problems = [p for p in problems_of(_with(edits, before), known) if p not in earlier]
        if problems:
            raise InvalidDocument(problems)


def _with(edits: Sequence[Edit], document: CentreDocument) -> CentreDocument:
    for edit in edits:
        document = edit.apply(document)
    return document


def _turns(
    laid: Sequence[Override], *, starts_at: datetime, until_at: datetime | None
) -> list[datetime]:
    """Return the instants from ``starts_at`` on at which another set of overrides holds."""
    turns = {turn for one in laid for turn in (one.starts_at, one.ends_at) if turn is not None}
    later = {t for t in turns if t > starts_at and (until_at is None or t < until_at)}
    return [starts_at, *sorted(later)]


@transaction.atomic
def take_off(
    override_ids: Collection[UUID], *, by: User | None, reason: str, at: datetime
) -> list[OverrideRow]:
    """Take edits off at once; those that are over stay. Records ``OverrideEnded`` for each.

    Whoever calls this has asked whether ``by`` may.

    Raises
    ------
    NotFound
        ``centre.no_such_override``.
    """
    rows = _locked(override_ids)
    ended = [row for row in rows if not override_of(row).is_over(at)]
    version = _next_version()
    for row in ended:
        row.ended_at, row.ended_by, row.version = at, by, version
    OverrideRow.objects.bulk_update(ended, ["ended_at", "ended_by", "version"])
    events = [
        OverrideEnded(override_id=row.id, edit=row.edit, reason=reason[:_ROOM_FOR_REASON])
        for row in ended
    ]
    record(*events, at=at, by=actor_id(by), topics=TOPICS)
    return rows


@transaction.atomic
def keep_on_until(
    override_ids: Collection[UUID],
    until_at: datetime,
    *,
    by: User | None,
    reason: str,
    at: datetime,
) -> list[OverrideRow]:
    """Give edits that still hold another end; they stay where they lie. Records ``OverrideMoved``.

    Whoever calls this has asked whether ``by`` may.

    Raises
    ------
    NotFound
        ``centre.no_such_override``.
    Invalid
        ``centre.ends_in_the_past``.
    """
    rows = _locked(override_ids)
    if until_at <= at:
        raise Invalid("centre.ends_in_the_past", field="until_at")
    moved = [(row, row.until_at) for row in rows if not override_of(row).is_over(at)]
    version = _next_version()
    for row, _ in moved:
        row.until_at, row.version = until_at, version
    OverrideRow.objects.bulk_update([row for row, _ in moved], ["until_at", "version"])
    events = [
        OverrideMoved(
            override_id=row.id,
            before=_written(before),
            until_at=until_at.isoformat(),
            reason=reason[:_ROOM_FOR_REASON],
        )
        for row, before in moved
    ]
    record(*events, at=at, by=actor_id(by), topics=TOPICS)
    return rows


def _locked(override_ids: Collection[UUID]) -> list[OverrideRow]:
    locked_latest()
    rows = list(OverrideRow.objects.filter(id__in=override_ids).order_by("order"))
    if len(rows) < len(set(override_ids)):
        raise NotFound("centre.no_such_override")
    return rows


def _next_version() -> int:
    """Return the number of this change; a transaction that is rolled back uses its number up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('centre_override_version')")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
