"""How does a drill come to be? Begun as a draft, said step by step, asked for, played again."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.centre.queries import centre_file, latest_revision
from frontlinje.drills.events import DrillAsked
from frontlinje.drills.models import DayModelVersion, Drill, DrillState
from frontlinje.drills.queries.drills import terms_of
from frontlinje.drills.queries.plans_to_try import plans_to_try
from frontlinje.drills.rules.asked import Asked, asked_from
from frontlinje.drills.rules.terms import DrillTerms
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_NAME = 120


def locked_drill(drill_id: UUID, *states: DrillState) -> Drill:
    """Return the drill in one of these states, in any if none is named, locked.

    Raises
    ------
    NotFound
        ``drills.no_such_drill``.
    Conflict
        ``drills.wrong_state``.
    """
    drill = Drill.objects.select_for_update(no_key=True, of=("self",)).filter(id=drill_id).first()
    if drill is None:
        raise NotFound("drills.no_such_drill")
    if states and drill.state not in states:
        raise Conflict("drills.wrong_state")
    return drill


def begin_drill(*, name: str, by: User, at: datetime) -> Drill:
    """Begin a draft, of which nothing is said yet."""
    require(by, Permission.REHEARSE)
    return Drill.objects.create(name=name[:MOST_NAME], by=by, made_at=at)


@transaction.atomic
def change_draft(
    *,
    drill_id: UUID,
    change: Callable[[DrillTerms], DrillTerms],
    by: User,
    name: str = "",
    version: DayModelVersion | None = None,
) -> Drill:
    """Change what is said in a draft, and its name and day where they are given.

    Raises
    ------
    Conflict
        ``drills.wrong_state`` once it was played: copy it then.
    """
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id, DrillState.DRAFT)
    drill.terms = change(terms_of(drill)).model_dump(mode="json")
    drill.name = name[:MOST_NAME] or drill.name
    drill.version = version or drill.version
    drill.save(update_fields=["terms", "name", "version"])
    return drill


def asked_by(drill: Drill, *, at: datetime) -> Asked:
    """Return what a draft comes to now: its day, the centre as it is, its plans as they are.

    Raises
    ------
    Invalid
        ``drills.no_day``, ``drills.no_scenario`` or ``drills.no_such_plan``.
    """
    return asked_from(
        terms_of(drill),
        day=drill.version.day if drill.version is not None else None,
        centre=centre_file(),
        plans={plan.code: plan.document for plan in plans_to_try(at)},
    )


@transaction.atomic
def ask_drill(*, drill_id: UUID, by: User, at: datetime) -> Drill:
    """Have a draft played; the caller has a job do it. Records ``DrillAsked``.

    What is played is kept whole: no later change of day, centre or plans changes it.

    Raises
    ------
    Invalid
        As `asked_by`.
    InvalidDocument
        With everything that makes the day impossible.
    """
    require(by, Permission.REHEARSE)
    drill = locked_drill(drill_id, DrillState.DRAFT)
    asked = asked_by(drill, at=at)
    asked.cases()
    drill.asked = asked.model_dump(mode="json")
    drill.revision = latest_revision()
    return _queued(drill, by=by, at=at)


def _queued(drill: Drill, *, by: User, at: datetime) -> Drill:
    drill.state, drill.asked_at = DrillState.QUEUED, at
    drill.save()
    record(DrillAsked(drill_id=drill.id, name=drill.name), at=at, by=by.id)
    return drill


@transaction.atomic
def play_again(*, drill_id: UUID, by: User, at: datetime) -> Drill:
    """Have the very same played once more, as a drill of its own. Records ``DrillAsked``.

    Raises
    ------
    Conflict
        ``drills.wrong_state`` for a draft, or while it is being played.
    """
    require(by, Permission.REHEARSE)
    first = locked_drill(drill_id, DrillState.DONE, DrillState.STOPPED, DrillState.FAILED)
    again = Drill(
        name=first.name,
        terms=first.terms,
        version=first.version,
        asked=first.asked,
        revision=first.revision,
        again=first,
        by=by,
        made_at=at,
    )
    return _queued(again, by=by, at=at)


@transaction.atomic
def copy_drill(*, drill_id: UUID, name: str, by: User, at: datetime) -> Drill:
    """Begin a draft that says what another drill says, to be changed."""
    require(by, Permission.REHEARSE)
    first = locked_drill(drill_id)
    return Drill.objects.create(
        name=name[:MOST_NAME], terms=first.terms, version=first.version, by=by, made_at=at
    )
