"""How does a drill get played? Taken up by a job, told look by look, ended; asked by the job."""

from datetime import datetime
from importlib.metadata import version
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.drills.actions.building import locked_drill
from frontlinje.drills.events import DrillEnded
from frontlinje.drills.models import Drill, DrillState
from frontlinje.drills.rules.asked import Asked
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_ATTEMPTS: Final = 3
"""After so many workers were killed while they played it, it is the drill's own fault."""

WAITING = frozenset({DrillState.QUEUED, DrillState.PLAYING})


@transaction.atomic
def take_up(*, drill_id: UUID, at: datetime) -> Asked | None:
    """Return what is to be played; None when it was stopped, or played meanwhile.

    A drill whose worker was killed is taken up again from its beginning: it comes to the same.
    """
    try:
        drill = locked_drill(drill_id, *WAITING)
    except (Conflict, NotFound):
        return None
    if drill.attempts >= MOST_ATTEMPTS:
        _end(drill, DrillState.FAILED, at=at, failure={"code": "drills.given_up", "params": {}})
        return None
    drill.state, drill.started_at, drill.progress = DrillState.PLAYING, at, {}
    drill.attempts += 1
    drill.save(update_fields=["state", "started_at", "progress", "attempts"])
    return Asked.model_validate(drill.asked)


def goes_on(drill_id: UUID) -> bool:
    """Say whether a drill is still to be played."""
    return Drill.objects.filter(id=drill_id, state=DrillState.PLAYING).exists()


def tell_progress(
    *, drill_id: UUID, progress: dict[str, Any], results: dict[str, Any] | None = None
) -> bool:
    """Keep how far a drill is, and the figures so far; say whether it is to go on."""
    changes: dict[str, Any] = {"progress": progress}
    if results is not None:
        changes["results"] = results
    told = Drill.objects.filter(id=drill_id, state=DrillState.PLAYING).update(**changes)
    return bool(told)


@transaction.atomic
def finish(
    *, drill_id: UUID, results: dict[str, Any], fingerprint: str, kernel: str, at: datetime
) -> None:
    """Keep what came out, unless somebody stopped it meanwhile. Records ``DrillEnded``."""
    drill = _still_played(drill_id)
    if drill is None:
        return
    drill.results, drill.fingerprint, drill.kernel = results, fingerprint, kernel
    drill.program = version("frontlinje")
    _end(drill, DrillState.DONE, at=at)


@transaction.atomic
def fail(*, drill_id: UUID, failure: dict[str, Any], at: datetime) -> None:
    """Keep why it cannot be played. Records ``DrillEnded``."""
    drill = _still_played(drill_id)
    if drill is not None:
        _end(drill, DrillState.FAILED, at=at, failure=failure)


def _still_played(drill_id: UUID) -> Drill | None:
    try:
        return locked_drill(drill_id, DrillState.PLAYING)
    except (Conflict, NotFound):
        return None


@transaction.atomic
def stop_drill(*, drill_id: UUID, by: User, at: datetime) -> Drill:
    """Stop a drill; the figures so far stay. Records ``DrillEnded``.

    Raises
    ------
    Conflict
        ``drills.wrong_state`` when it has ended by itself.
    """
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id, *WAITING)
    _end(drill, DrillState.STOPPED, at=at, by=by)
    return drill


def _end(
    drill: Drill,
    state: DrillState,
    *,
    at: datetime,
    by: User | None = None,
    failure: dict[str, Any] | None = None,
) -> None:
    drill.state, drill.ended_at, drill.failure = state, at, failure or {}
    drill.save()
    ended = DrillEnded(drill_id=drill.id, name=drill.name, to_state=state)
    record(ended, at=at, by=by.id if by else None)
