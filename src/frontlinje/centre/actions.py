"""How does the operating state change? By a new revision, by an override, by ending one.

``by`` is who does it; nobody (``None``) means the command line or the system itself.
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.centre.events import CentreChanged, OverrideEnded, OverridePlaced
from frontlinje.centre.models import OverrideRow, Revision
from frontlinje.centre.queries import (
    base_document,
    known_people,
    override_of,
    overrides_at,
    revision,
    revision_before,
)
from frontlinje.centre.rules.changes import changes_between, merge
from frontlinje.centre.rules.checks import problems_of
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.overrides import EDIT, Edit, has_target
from frontlinje.centre.rules.problems import InvalidDocument, read_document
from frontlinje.centre.rules.starter import starter_document
from frontlinje.centre.rules.state import effective_document
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

TOPICS = ("centre",)
_LOCK = 0x63656E747265
"""One writer at a time: an advisory lock of the transaction; the letters of «centre»."""


@transaction.atomic
def begin_centre(*, at: datetime, by: User | None) -> Revision:
    """Save the first document, unless there is one already. Records ``CentreChanged``."""
    latest = _locked_latest()
    if latest is not None:
        return latest
    return save_revision(document=starter_document(), by=by, reason="", based_on=None, at=at)


@transaction.atomic
def save_revision(
    *,
    document: CentreDocument,
    by: User | None,
    reason: str,
    based_on: int | None,
    at: datetime,
    undo_of: Revision | None = None,
) -> Revision:
    """Make a document the base, unless it changes nothing. Records ``CentreChanged``.

    ``based_on`` is the revision that the author saw, None when there was none.

    Raises
    ------
    NotAllowed
        Without ``CENTRE_CONFIGURE``.
    Conflict
        ``centre.changed_meanwhile``, with who changed which paths since ``based_on``.
    InvalidDocument
        When parts of the document do not fit together.
    """
    if by is not None:
        require(by, Permission.CENTRE_CONFIGURE)
    latest = _locked_latest()
    if latest is not None and latest.id != based_on:
        raise _changed_meanwhile(latest, based_on)
    problems = problems_of(document, known_people())
    if problems:
        raise InvalidDocument(problems)
    plain = document.model_dump(mode="json", exclude_none=True)
    changes = changes_between(latest.document if latest is not None else {}, plain)
    if latest is not None and not changes:
        return latest
    saved = Revision.objects.create(
        document=plain, made_at=at, made_by=by, reason=reason[:400], undo_of=undo_of
    )
    event = CentreChanged(
        revision=saved.id,
        reason=saved.reason,
        changes=[asdict(change) for change in changes],
        undo_of=undo_of.id if undo_of is not None else None,
    )
    record(event, at=at, by=_id_of(by), topics=TOPICS)
    return saved


@transaction.atomic
def undo_revision(revision_id: int, *, by: User | None, reason: str, at: datetime) -> Revision:
    """Take back what one revision changed, and nothing that was changed later.

    Records ``CentreChanged``.

    Raises
    ------
    NotFound
        ``centre.no_such_revision``.
    Invalid
        ``centre.first_revision``: there is nothing before it.
    Conflict
        ``centre.changed_since``, with the paths that a later revision changed again.
    InvalidDocument
        When later revisions rely on what would be taken back.
    """
    latest = _locked_latest()
    undone = revision(revision_id)
    before = revision_before(undone)
    if before is None or latest is None:
        raise Invalid("centre.first_revision", revision=revision_id)
    merged, conflicts = merge(undone.document, latest.document, before.document)
    if conflicts:
        raise Conflict("centre.changed_since", revision=revision_id, paths=", ".join(conflicts))
    return save_revision(
        document=read_document(merged, CentreDocument),
        by=by,
        reason=reason,
        based_on=latest.id,
        at=at,
        undo_of=undone,
    )


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
    Invalid
        ``centre.no_such_target``, ``centre.ends_before_it_starts`` or ``centre.ends_in_the_past``.
    InvalidDocument
        When the effective state would have parts that do not fit together.
    """
    if by is not None:
        require(by, Permission.CENTRE_CONFIGURE)
    _locked_latest()
    if until_at is not None and until_at <= starts_at:
        raise Invalid("centre.ends_before_it_starts", field="until_at")
    if until_at is not None and until_at <= at:
        raise Invalid("centre.ends_in_the_past", field="until_at")
    base = base_document()
    if not has_target(edit, base):
        raise Invalid("centre.no_such_target", field="edit", kind=edit.kind)
    before = effective_document(base, overrides_at(at), max(at, starts_at))
    known = known_people()
    earlier = problems_of(before, known)
    problems = [p for p in problems_of(edit.apply(before), known) if p not in earlier]
    if problems:
        raise InvalidDocument(problems)
    last = OverrideRow.objects.order_by("-order").first()
    row = OverrideRow.objects.create(
        order=last.order + 1 if last is not None else 1,
        edit=EDIT.dump_python(edit, mode="json"),
        starts_at=starts_at,
        until_at=until_at,
        placed_at=at,
        placed_by=by,
        reason=reason[:400],
    )
    event = OverridePlaced(
        override_id=row.id,
        edit=row.edit,
        starts_at=starts_at.isoformat(),
        until_at=until_at.isoformat() if until_at is not None else None,
        reason=row.reason,
    )
    record(event, at=at, by=_id_of(by), topics=TOPICS)
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
    if by is not None:
        require(by, Permission.CENTRE_CONFIGURE)
    _locked_latest()
    row = OverrideRow.objects.filter(id=override_id).first()
    if row is None:
        raise NotFound("centre.no_such_override")
    if override_of(row).is_over(at):
        return row
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    event = OverrideEnded(override_id=row.id, edit=row.edit, reason=reason[:400])
    record(event, at=at, by=_id_of(by), topics=TOPICS)
    return row


def _locked_latest() -> Revision | None:
    """Keep other writers out until the transaction ends, and return the latest revision."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Revision.objects.order_by("-id").first()


def _changed_meanwhile(latest: Revision, based_on: int | None) -> Conflict:
    since = Revision.objects.filter(id__gt=based_on or 0).select_related("made_by").order_by("id")
    seen = Revision.objects.filter(id=based_on).first()
    changes = changes_between(seen.document if seen is not None else {}, latest.document)
    names = dict.fromkeys(saved.made_by.name for saved in since if saved.made_by is not None)
    return Conflict(
        "centre.changed_meanwhile",
        by=", ".join(names),
        at=latest.made_at,
        latest=latest.id,
        paths=", ".join(change.path for change in changes),
    )


def _id_of(by: User | None) -> UUID | None:
    return by.id if by is not None else None
