"""What does an incident leave to be done? It has an owner, and is open until somebody closes it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.continuity.actions.incidents import TOPICS
from frontlinje.continuity.events import FollowUpAdded, FollowUpClosed
from frontlinje.continuity.models import FollowUp, Incident
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def add_follow_up(
    *, incident_id: UUID, text: str, owner: User, due_on: date | None, by: User, at: datetime
) -> FollowUp:
    """Write down what is to be done, and by whom. Records ``FollowUpAdded``.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    NotFound
        ``continuity.no_such_incident``.
    Invalid
        ``continuity.text_missing``.
    """
    require(by, Permission.INCIDENT_LEAD)
    if not Incident.objects.filter(id=incident_id).exists():
        raise NotFound("continuity.no_such_incident")
    words = " ".join(text.split())
    if not words:
        raise Invalid("continuity.text_missing", field="text")
    follow_up = FollowUp.objects.create(
        incident_id=incident_id,
        text=words[:400],
        owner=owner,
        due_on=due_on,
        created_at=at,
        created_by=by,
    )
    event = FollowUpAdded(
        follow_up_id=follow_up.id,
        incident_id=incident_id,
        agent_id=owner.id,
        text=follow_up.text,
        due_on=due_on.isoformat() if due_on else None,
    )
    record(event, at=at, by=by.id, topics=[*TOPICS, f"agent:{owner.id}"])
    return follow_up


@transaction.atomic
def close_follow_up(*, follow_up_id: UUID, outcome: str, by: User, at: datetime) -> FollowUp:
    """Say what became of it: by its owner, or by somebody who leads incidents.

    Raises
    ------
    NotAllowed
        By anybody else.
    NotFound
        ``continuity.no_such_follow_up``.
    Invalid
        ``continuity.outcome_missing``.
    Conflict
        ``continuity.follow_up_is_closed``.
    """
    follow_up = FollowUp.objects.select_for_update().filter(id=follow_up_id).first()
    if follow_up is None:
        raise NotFound("continuity.no_such_follow_up")
    if follow_up.owner_id != by.id:
        require(by, Permission.INCIDENT_LEAD)
    if follow_up.closed_at is not None:
        raise Conflict("continuity.follow_up_is_closed")
    words = " ".join(outcome.split())
    if not words:
        raise Invalid("continuity.outcome_missing", field="outcome")
    follow_up.closed_at, follow_up.closed_by, follow_up.outcome = at, by, words[:400]
    follow_up.save(update_fields=["closed_at", "closed_by", "outcome"])
    event = FollowUpClosed(
        follow_up_id=follow_up.id, incident_id=follow_up.incident_id, outcome=follow_up.outcome
    )
    record(event, at=at, by=by.id, topics=TOPICS)
    return follow_up
