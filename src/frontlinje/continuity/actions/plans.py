"""How do plans come to be? Written, imported, copied, taken from the library; never forgotten."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import base_document, known_people
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.continuity.actions.may import require_edit
from frontlinje.continuity.events import PlanRestored, PlanRetired, PlanSaved
from frontlinje.continuity.models import Plan, PlanVersion
from frontlinje.continuity.queries.plans import document_of, found_plan, latest_version
from frontlinje.continuity.rules.plan import (
    PlanDocument,
    compare,
    problems_of,
    read_plan,
    read_plan_file,
)
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User

TOPICS = ("centre", "plans")
"""What is told under «centre» is gathered for a second; under «plans» everybody hears at once."""
LIBRARY = Path(__file__).parents[1] / "library"
"""The plans that come with the product, each in a file."""


@transaction.atomic
def save_plan(
    *,
    document: PlanDocument,
    by: User | None,
    at: datetime,
    reason: str = "",
    based_on: int | None = None,
) -> PlanVersion:
    """Save a plan as a new version, unless it changes nothing. Records ``PlanSaved``.

    ``based_on`` is the number of the version that its author saw, None for a new plan. A plan that
    was put away can be put into effect again once it is saved.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    Conflict
        ``continuity.plan_changed_meanwhile``; ``continuity.code_taken`` for a new plan.
    InvalidDocument
        When it names what the centre does not have.
    """
    require_edit(by)
    problems = problems_of(document, base_document(), known_people())
    if problems:
        raise InvalidDocument(problems)
    return _save(document, by=by, at=at, reason=reason, based_on=based_on)


def _save(
    document: PlanDocument,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    based_on: int | None = None,
) -> PlanVersion:
    plan, is_new = Plan.objects.get_or_create(code=document.code, defaults={"created_at": at})
    plan = Plan.objects.select_for_update().get(code=plan.code)
    latest = None if is_new else latest_version(plan.code)
    if latest is not None and latest.number != based_on:
        raise _came_first(latest, based_on)
    before = document_of(latest) if latest is not None else None
    if before == document and plan.retired_at is None and latest is not None:
        return latest
    saved = PlanVersion.objects.create(
        plan=plan,
        number=latest.number + 1 if latest is not None else 1,
        document=plain_form(document),
        made_at=at,
        made_by=by,
        reason=reason[:400],
    )
    Plan.objects.filter(code=plan.code).update(retired_at=None)
    _record_saved(saved, before, document, by=by, at=at)
    return saved


def _came_first(latest: PlanVersion, based_on: int | None) -> Conflict:
    if based_on is None:
        return Conflict("continuity.code_taken", field="code", plan=latest.plan_id)
    name = latest.made_by.name if latest.made_by is not None else ""
    return Conflict(
        "continuity.plan_changed_meanwhile", by=name, at=latest.made_at, latest=latest.number
    )


def _record_saved(
    saved: PlanVersion,
    before: PlanDocument | None,
    document: PlanDocument,
    *,
    by: User | None,
    at: datetime,
) -> None:
    changes = compare(before, document) if before is not None else []
    event = PlanSaved(
        plan=saved.plan_id,
        version=saved.number,
        reason=saved.reason,
        changes=[asdict(change) for change in changes],
    )
    record(event, at=at, by=actor_id(by), topics=TOPICS)


def import_plan(
    text: str | bytes, *, by: User | None, at: datetime, reason: str = ""
) -> PlanVersion:
    """Save what a file holds: a new plan, or a new version of the plan with its code.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    InvalidDocument
        With line and column of every problem.
    """
    require_edit(by)
    document, marks = read_plan_file(text)
    latest = PlanVersion.objects.filter(plan=document.code).order_by("-number").first()
    based_on = latest.number if latest is not None else None
    try:
        return save_plan(document=document, by=by, at=at, reason=reason, based_on=based_on)
    except InvalidDocument as error:
        raise InvalidDocument([marks.mark(problem) for problem in error.problems]) from error


def copy_plan(
    *, plan: str, code: str, by: User | None, at: datetime, **changes: Any
) -> PlanVersion:
    """Save a copy of a plan under another code, such as a plan B to be bent from plan A.

    ``changes`` are other fields of the copy, such as its ``name`` and ``label``.

    Raises
    ------
    NotFound
        ``continuity.no_such_plan``.
    Conflict
        ``continuity.code_taken``.
    """
    copied = document_of(latest_version(plan))
    plain = plain_form(copied) | {"code": code, **changes}
    return save_plan(document=PlanDocument.model_validate(plain), by=by, at=at)


@transaction.atomic
def retire_plan(*, plan: str, by: User | None, at: datetime, reason: str = "") -> Plan:
    """Put a plan away; one in effect stays so until it ends. Records ``PlanRetired``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    NotFound
        ``continuity.no_such_plan``.
    """
    require_edit(by)
    row = found_plan(plan, is_locked=True)
    if row.retired_at is None:
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        event = PlanRetired(plan=row.code, reason=reason[:400])
        record(event, at=at, by=actor_id(by), topics=TOPICS)
    return row


@transaction.atomic
def restore_plan(*, plan: str, by: User | None, at: datetime) -> Plan:
    """Take a plan that was put away back into use. Records ``PlanRestored``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_EDIT``.
    NotFound
        ``continuity.no_such_plan``.
    """
    require_edit(by)
    row = found_plan(plan, is_locked=True)
    if row.retired_at is not None:
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        record(PlanRestored(plan=row.code), at=at, by=actor_id(by), topics=TOPICS)
    return row


@transaction.atomic
def load_library(*, at: datetime) -> list[PlanVersion]:
    """Give the centre the plans that come with the product and that it does not have.

    A plan of the library that somebody changed or put away stays as it is. What one of them names
    and the centre lacks is told by its preview, and left out when it is put into effect.
    """
    there = set(Plan.objects.values_list("code", flat=True))
    documents = [read_plan(path.read_bytes()) for path in sorted(LIBRARY.glob("*.yaml"))]
    return [_save(document, by=None, at=at) for document in documents if document.code not in there]
