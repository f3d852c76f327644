"""Which exercise is meant, locked, and may this person do something with it?"""

from uuid import UUID

from frontlinje.base.errors import Conflict, NotAllowed, NotFound
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.rules.course import MAY_FOLLOW, Stage
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


def locked_exercise(exercise_id: UUID) -> Exercise:
    """Return an exercise, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``exercises.no_such_exercise``.
    """
    rows = Exercise.objects.select_for_update(of=("self",)).select_related("conductor")
    found = rows.filter(id=exercise_id).first()
    if found is None:
        raise NotFound("exercises.no_such_exercise")
    return found


def locked_for_conductor(exercise_id: UUID, by: User) -> Exercise:
    """Return an exercise, locked, to who conducts it.

    Raises
    ------
    NotAllowed
        Without ``EXERCISE_CONDUCT``; ``exercises.not_conductor``.
    NotFound
        ``exercises.no_such_exercise``.
    """
    require(by, Permission.EXERCISE_CONDUCT)
    exercise = locked_exercise(exercise_id)
    if exercise.conductor_id != by.id:
        raise NotAllowed("exercises.not_conductor")
    return exercise


def check_may_become(exercise: Exercise, stage: Stage) -> None:
    """Refuse a stage that may not follow.

    Raises
    ------
    Conflict
        ``exercises.wrong_stage``.
    """
    if stage not in MAY_FOLLOW[Stage(exercise.stage)]:
        raise Conflict("exercises.wrong_stage")
