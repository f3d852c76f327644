"""What is laid on top of the base for a while, and taken off again?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid, NotFound
from frontlinje.centre.actions.writing import TOPICS, id_of, locked_latest, require_configure
from frontlinje.centre.events import OverrideEnded, OverridePlaced
from frontlinje.centre.models import OverrideRow
from frontlinje.centre.queries import base_document, known_people, override_of, overrides_at
from frontlinje.centre.rules.checks import problems_of
from frontlinje.centre.rules.overrides import EDIT, Edit, has_target
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.centre.rules.state import effective_document
from frontlinje.ledger.actions import record
from frontlinje.people.models import User


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
    require_configure(by)
    locked_latest()
    if until_at is not None and until_at <= starts_at:
        raise Invalid("centre.ends_before_it_starts", field="until_at")
    if until_at is not None and until_at <= at:
        raise Invalid("centre.ends_in_the_past", field="until_at")
    _check_fits(edit, at=at, starts_at=starts_at)
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
    record(event, at=at, by=id_of(by), topics=TOPICS)
    return row


def _check_fits(edit: Edit, *, at: datetime, starts_at: datetime) -> None:
    """Refuse an edit of something that is not there, or that brings new problems."""
    base = base_document()
    if not has_target(edit, base):
        raise Invalid("centre.no_such_target", field="edit", kind=edit.kind)
    before = effective_document(base, overrides_at(at), max(at, starts_at))
    known = known_people()
    earlier = problems_of(before, known)
    problems = [p for p in problems_of(edit.apply(before), known) if p not in earlier]
    if problems:
        raise InvalidDocument(problems)


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
    locked_latest()
    row = OverrideRow.objects.filter(id=override_id).first()
    if row is None:
        raise NotFound("centre.no_such_override")
    if override_of(row).is_over(at):
        return row
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    event = OverrideEnded(override_id=row.id, edit=row.edit, reason=reason[:400])
    record(event, at=at, by=id_of(by), topics=TOPICS)
    return row
