"""How is an exercise started, paused, resumed and stopped? By its conductor, or by itself.

While it runs its participants have seats, short leases that ``ticking`` renews: when nobody watches
over the exercise any more, everybody is back with the real customers within a minute.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.actions.capability import note_exercise
from frontlinje.continuity.actions.incidents import close_incident, open_incident
from frontlinje.exercises.actions.contacts import end_contacts
from frontlinje.exercises.actions.locking import check_may_become, locked_for_conductor
from frontlinje.exercises.actions.writing import write
from frontlinje.exercises.events import ExerciseMoved
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.exercises import (
    UNDER_WAY,
    is_live,
    on_the_clock,
    scenario_of,
    topics_of,
)
from frontlinje.exercises.queries.real_customers import ready_for
from frontlinje.exercises.rules.course import Kind, Stage, Stop, left_alone
from frontlinje.exercises.rules.score import EntryKind
from frontlinje.ledger.actions import record
from frontlinje.people.models import ExerciseSeat, User
from frontlinje.people.permissions import Permission, may

LEASE = timedelta(seconds=60)


@transaction.atomic
def start_exercise(*, exercise_id: UUID, by: User, at: datetime) -> Exercise:
    """Start an exercise: clock, seats, and an incident marked as exercise for what it leaves to do.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``.
    Conflict
        ``exercises.wrong_stage``, ``exercises.another_is_running``, ``exercises.nobody_left``.
    """
    exercise = locked_for_conductor(exercise_id, by)
    if exercise.stage != Stage.PREPARED:
        raise Conflict("exercises.wrong_stage")
    if is_live(exercise) and live_exercise() is not None:
        raise Conflict("exercises.another_is_running")
    check_somebody_is_left(exercise, at)
    exercise.started_at = at
    exercise.incident = open_incident(
        title=exercise.title, began_at=at, by=by, at=at, is_exercise=True
    )
    _set_going(exercise, EntryKind.STARTED, by=by, at=at)
    return exercise


@transaction.atomic
def pause_exercise(*, exercise_id: UUID, by: User, at: datetime) -> Exercise:
    """Stop the clock for a while: everybody takes real contacts again.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``.
    Conflict
        ``exercises.wrong_stage``.
    """
    exercise = locked_for_conductor(exercise_id, by)
    check_may_become(exercise, Stage.PAUSED)
    exercise.ran_s, exercise.running_since = on_the_clock(exercise, at), None
    leave_seats(exercise)
    _become(exercise, Stage.PAUSED, EntryKind.PAUSED, by=by, at=at)
    return exercise


@transaction.atomic
def resume_exercise(*, exercise_id: UUID, by: User, at: datetime) -> Exercise:
    """Let the clock go on.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``.
    Conflict
        ``exercises.wrong_stage``, ``exercises.nobody_left``.
    """
    exercise = locked_for_conductor(exercise_id, by)
    if exercise.stage != Stage.PAUSED:
        raise Conflict("exercises.wrong_stage")
    check_somebody_is_left(exercise, at)
    _set_going(exercise, EntryKind.RESUMED, by=by, at=at)
    return exercise


@transaction.atomic
def stop_exercise(*, exercise_id: UUID, by: User, at: datetime) -> Exercise:
    """End an exercise. Its open contacts are closed, and who has one in hand is free at once.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``.
    Conflict
        ``exercises.wrong_stage``.
    """
    exercise = locked_for_conductor(exercise_id, by)
    check_may_become(exercise, Stage.OVER)
    end(exercise, Stop.CONDUCTOR, by=by, at=at)
    return exercise


def end(exercise: Exercise, why: Stop, *, by: User | None, at: datetime, n_late: int = 0) -> None:
    """End a locked exercise that is under way. What it tried is noted, unless service broke."""
    exercise.ran_s, exercise.running_since = on_the_clock(exercise, at), None
    exercise.ended_at, exercise.stopped_by = at, why
    leave_seats(exercise)
    _become(exercise, Stage.OVER, EntryKind.STOPPED, by=by, at=at, why=why, n_late=n_late)
    if is_live(exercise):
        end_contacts(at=at)
    incident = exercise.incident
    # Whoever has lost the right since leaves the incident to a colleague; the end must come anyway.
    may_close = may(exercise.conductor, Permission.INCIDENT_LEAD)
    if incident is not None and incident.over_at is None and may_close:
        close_incident(incident_id=incident.id, over_at=at, by=exercise.conductor, at=at)
    if why != Stop.SERVICE:
        note_exercise(channels=scenario_of(exercise).channels, by=exercise.conductor, at=at)


def live_exercise() -> Exercise | None:
    """Return the exercise with made-up contacts that is under way, if any."""
    return Exercise.objects.filter(kind=Kind.LIVE, stage__in=UNDER_WAY).first()


def check_somebody_is_left(exercise: Exercise, at: datetime) -> None:
    """Refuse to take away everybody who is ready for a queue.

    Raises
    ------
    Conflict
        ``exercises.nobody_left``.
    """
    if not is_live(exercise) or exercise.takes_real:
        return
    state = effective_state(at)
    people = exercise.participants.values_list("user__username", flat=True)
    alone = left_alone(ready_for(state, at), set(people))
    if alone:
        names = [state.queues[code].name.in_language(state.document.language) for code in alone]
        raise Conflict("exercises.nobody_left", queues=", ".join(names))


def take_seats(exercise: Exercise, at: datetime) -> None:
    """Give every participant a seat, or keep it for another while."""
    ExerciseSeat.objects.bulk_create(
        [
            ExerciseSeat(user_id=user, takes_real=exercise.takes_real, until=at + LEASE)
            for user in exercise.participants.values_list("user_id", flat=True)
        ],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["takes_real", "until"],
    )


def leave_seats(exercise: Exercise) -> None:
    """Let every participant go back to the real customers."""
    if is_live(exercise):
        ExerciseSeat.objects.filter(user__exercises__exercise=exercise).delete()


def _set_going(exercise: Exercise, kind: EntryKind, *, by: User, at: datetime) -> None:
    exercise.running_since = at
    if is_live(exercise):
        take_seats(exercise, at)
    _become(exercise, Stage.RUNNING, kind, by=by, at=at)


def _become(
    exercise: Exercise,
    stage: Stage,
    kind: EntryKind,
    *,
    by: User | None,
    at: datetime,
    why: str = "",
    n_late: int = 0,
) -> None:
    before, exercise.stage = exercise.stage, stage
    exercise.save()
    write(exercise, kind, by=by, at=at, text=why)
    moved = ExerciseMoved(
        exercise_id=exercise.id, from_state=before, to_state=stage, reason=why, n_late=n_late
    )
    record(moved, at=at, by=by.id if by else None, topics=topics_of(exercise) | {"board"})
