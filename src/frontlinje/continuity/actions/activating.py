"""How is a plan put into effect, kept in effect longer, and ended? Each in one transaction.

Ending is the undo: the edits are taken off, and what the base and other plans say holds again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.centre.actions.overrides import keep_on_until, lay_on, take_off
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import plain_form
from frontlinje.continuity.actions.announcing import (
    approve_announcement,
    change_announcement,
    withdraw_announcement,
    wording_of,
    write_announcement,
)
from frontlinje.continuity.actions.checklists import write_checklists
from frontlinje.continuity.actions.may import require_activate
from frontlinje.continuity.actions.plans import TOPICS
from frontlinje.continuity.events import ActivationEnded, ActivationExtended, PlanActivated
from frontlinje.continuity.models import Activation, Announcement, Incident, PlanVersion
from frontlinje.continuity.queries.plans import (
    activation,
    document_of,
    found_plan,
    latest_version,
    live_activations,
)
from frontlinje.continuity.rules.laying import announced_by, edits_of, measures_chosen
from frontlinje.continuity.rules.measures import Measure
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.ledger.actions import record
from frontlinje.people.actions.rights import actor_id
from frontlinje.people.models import User

_ROOM_FOR_REASON = 400


@transaction.atomic
def activate_plan(
    *,
    plan: str,
    by: User | None,
    at: datetime,
    reason: str,
    until_at: datetime | None = None,
    chosen: Sequence[int] | None = None,
    source: str = "screen",
    incident: Incident | None = None,
    is_announced: bool = True,
) -> Activation:
    """Put a plan, or the measures chosen from it, into effect. Records ``PlanActivated``.

    It lies on top of what is in effect already. Without ``until_at`` it ends when the plan says.
    What it announces is told to customers as long as it is in effect, unless not ``is_announced``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_ACTIVATE``, or ``continuity.not_for_your_role``.
    NotFound
        ``continuity.no_such_plan``.
    Conflict
        ``continuity.plan_retired``, or ``continuity.already_in_effect`` when a measure chosen is
        in effect by this plan.
    Invalid
        ``continuity.no_reason``, ``continuity.ends_in_the_past``, ``continuity.nothing_chosen``,
        ``continuity.no_such_measure``.
    InvalidDocument
        When the operating state would have parts that do not fit together.
    """
    version = _usable(plan)
    document = document_of(version)
    require_activate(by, document)
    measures = measures_chosen(document, chosen)
    until_at = until_at or at + timedelta(seconds=document.expires_after_s)
    reason = _checked(reason, until_at=until_at, at=at)
    _check_not_in_effect(version, measures, at)
    edits = edits_of(measures, base_document())
    laid = lay_on(edits, starts_at=at, until_at=until_at, by=by, reason=reason, at=at)
    made = Activation(
        version=version,
        measures=_plain(measures),
        is_partial=len(measures) < len(document.measures),
        override_ids=[override.id for override in laid],
        reason=reason,
        source=source,
        activated_at=at,
        activated_by=by,
        until_at=until_at,
        incident=incident,
    )
    # The ledger tells the cause before what follows from it, here and when the plan ends.
    _record_activated(made, by=by, at=at)
    if is_announced:
        made.announcement = _announce(document, by=by, at=at, until_at=until_at)
    made.save(force_insert=True)
    write_checklists(made, measures, at=at)
    return made


def _usable(plan: str) -> PlanVersion:
    """Return what a plan says, locked: nobody else activates or rewrites it meanwhile."""
    row = found_plan(plan, is_locked=True)
    if row.retired_at is not None:
        raise Conflict("continuity.plan_retired", plan=plan)
    return latest_version(plan)


def _checked(reason: str, *, until_at: datetime, at: datetime) -> str:
    reason = reason.strip()[:_ROOM_FOR_REASON]
    if not reason:
        raise Invalid("continuity.no_reason", field="reason")
    if until_at <= at:
        raise Invalid("continuity.ends_in_the_past", field="until_at")
    return reason


def _announce(
    document: PlanDocument, *, by: User | None, at: datetime, until_at: datetime
) -> Announcement | None:
    """Tell customers what the plan announces; whoever may activate it has approved its words."""
    wording = announced_by(document, until_at)
    if wording is None:
        return None
    written = write_announcement(wording=wording, by=by, at=at)
    return approve_announcement(announcement_id=written.id, by=by, at=at)


def _plain(measures: Sequence[Measure]) -> list[dict[str, object]]:
    return [plain_form(measure) for measure in measures]


def _check_not_in_effect(version: PlanVersion, measures: Sequence[Measure], at: datetime) -> None:
    """Refuse what is in effect by the same plan: a button pressed twice is pressed once."""
    plain = _plain(measures)
    for live in live_activations(at):
        is_same = live.version.plan_id == version.plan_id
        if is_same and (not plain or any(measure in plain for measure in live.measures)):
            raise Conflict("continuity.already_in_effect", plan=version.plan_id)


def _record_activated(made: Activation, *, by: User | None, at: datetime) -> None:
    event = PlanActivated(
        activation_id=made.id,
        plan=made.version.plan_id,
        version=made.version.number,
        until_at=made.until_at,
        reason=made.reason,
        is_partial=made.is_partial,
        source=made.source,
        incident_id=made.incident_id,
    )
    record(event, at=at, by=actor_id(by), topics=TOPICS)


@transaction.atomic
def extend_activation(
    *, activation_id: UUID, until_at: datetime, by: User | None, at: datetime, reason: str
) -> Activation:
    """Give a plan in effect another end, later or earlier. Records ``ActivationExtended``.

    Raises
    ------
    NotAllowed
        As ``activate_plan``.
    NotFound
        ``continuity.no_such_activation``.
    Conflict
        ``continuity.no_longer_in_effect``.
    Invalid
        ``continuity.no_reason``, ``continuity.ends_in_the_past``.
    """
    live, document = _live(activation_id, by=by, at=at)
    reason = _checked(reason, until_at=until_at, at=at)
    event = ActivationExtended(
        activation_id=live.id,
        plan=document.code,
        before=live.until_at,
        until_at=until_at,
        reason=reason,
    )
    record(event, at=at, by=actor_id(by), topics=TOPICS)
    told = live.announcement
    # Announcements are locked before the operating state, here as by whoever changes one.
    if told is not None and told.withdrawn_at is None:
        wording = replace(wording_of(told), until_at=until_at)
        change_announcement(announcement_id=told.id, wording=wording, by=by, at=at)
    keep_on_until(live.override_ids, until_at, by=by, reason=reason, at=at)
    live.until_at, live.warned_at = until_at, None
    live.save(update_fields=["until_at", "warned_at"])
    return live


@transaction.atomic
def end_activation(
    *, activation_id: UUID, by: User | None, at: datetime, reason: str = ""
) -> Activation:
    """Take a plan out of effect, exactly; one that is over stays as it is.

    Records ``ActivationEnded``.

    Raises
    ------
    NotAllowed
        As ``activate_plan``.
    NotFound
        ``continuity.no_such_activation``.
    """
    row = activation(activation_id, is_locked=True)
    document = document_of(row.version)
    require_activate(by, document)
    if row.ended_at is not None or row.until_at <= at:
        return row
    row.end_reason = reason.strip()[:_ROOM_FOR_REASON]
    event = ActivationEnded(activation_id=row.id, plan=document.code, reason=row.end_reason)
    record(event, at=at, by=actor_id(by), topics=TOPICS)
    if row.announcement_id is not None:
        withdraw_announcement(announcement_id=row.announcement_id, by=by, at=at)
    take_off(row.override_ids, by=by, reason=row.end_reason, at=at)
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return row


def _live(activation_id: UUID, *, by: User | None, at: datetime) -> tuple[Activation, PlanDocument]:
    row = activation(activation_id, is_locked=True)
    document = document_of(row.version)
    require_activate(by, document)
    if row.ended_at is not None or row.until_at <= at:
        raise Conflict("continuity.no_longer_in_effect", plan=document.code)
    return row, document
