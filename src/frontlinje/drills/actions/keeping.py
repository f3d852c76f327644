"""What becomes of drills afterwards? They are named, put away, brought back, or deleted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.drills.actions.building import MOST_NAME, locked_drill
from frontlinje.drills.actions.playing import WAITING
from frontlinje.drills.events import DrillDeleted
from frontlinje.drills.models import Drill
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def rename_drill(*, drill_id: UUID, name: str, by: User) -> Drill:
    """Call a drill something else.

    Raises
    ------
    Invalid
        ``drills.no_name``.
    """
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id)
    if not name.strip():
        raise Invalid("drills.no_name", field="name")
    drill.name = name.strip()[:MOST_NAME]
    drill.save(update_fields=["name"])
    return drill


@transaction.atomic
def put_away(*, drill_id: UUID, by: User, at: datetime) -> Drill:
    """Take a drill off the list, to be found among those put away.

    Raises
    ------
    Conflict
        ``drills.wrong_state`` while it waits or is played: stop it first.
    """
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id)
    if drill.state in WAITING:
        raise Conflict("drills.wrong_state")
    drill.archived_at = at
    drill.save(update_fields=["archived_at"])
    return drill


@transaction.atomic
def bring_back(*, drill_id: UUID, by: User) -> Drill:
    """Put a drill back on the list."""
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id)
    drill.archived_at = None
    drill.save(update_fields=["archived_at"])
    return drill


@transaction.atomic
def delete_drill(*, drill_id: UUID, by: User, at: datetime) -> None:
    """Delete a drill that was put away, for good. Records ``DrillDeleted``.

    Raises
    ------
    Conflict
        ``drills.not_put_away``.
    """
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id)
    if drill.archived_at is None:
        raise Conflict("drills.not_put_away")
    record(DrillDeleted(drill_id=drill.id, name=drill.name), at=at, by=by.id)
    drill.delete()
