"""Which exercises are there, and which may this person open?"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.rules.course import Kind, Stage, clock_s
from frontlinje.exercises.rules.scenario import Scenario
from frontlinje.ledger.kept_statement import KeptStatement
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

UNDER_WAY = (Stage.RUNNING, Stage.PAUSED)


def exercises_for(user: User) -> QuerySet[Exercise]:
    """Return the exercises that somebody may see, the latest first.

    Who conducts exercises sees all; others those that they take part in, once these have begun.
    """
    rows = Exercise.objects.select_related("conductor").order_by("-prepared_at", "-id")
    if may(user, Permission.EXERCISE_CONDUCT):
        return rows
    begun = ~Q(stage=Stage.PREPARED)
    return rows.filter(begun, id__in=user.exercises.values("exercise"))


def found_exercise(user: User, exercise_id: UUID) -> Exercise:
    """Return an exercise that this person may see.

    Raises
    ------
    NotFound
        ``exercises.no_such_exercise``.
    """
    found = exercises_for(user).filter(id=exercise_id).first()
    if found is None:
        raise NotFound("exercises.no_such_exercise")
    return found


def exercise_now(user: User) -> Exercise | None:
    """Return the exercise under way that this person takes part in; a live one goes before."""
    mine = [row[0] for row in _TAKING_PART.rows() if row[1] == user.id]
    return Exercise.objects.get(id=mine[0]) if mine else None


_TAKING_PART = KeptStatement(
    lambda _now: (
        Exercise.objects.filter(stage__in=UNDER_WAY)
        .order_by("-kind", "-started_at")
        .values_list("id", "participants__user")
    )
)
"""Every page of everybody asks, and hardly ever is there anything."""


def scenario_of(exercise: Exercise) -> Scenario:
    """Return what happens in an exercise."""
    return Scenario.model_validate(exercise.scenario)


def on_the_clock(exercise: Exercise, now: datetime) -> float:
    """Return the seconds on the clock of an exercise, its length at most."""
    return min(exercise.lasts_s, clock_s(exercise.ran_s, exercise.running_since, now))


def is_live(exercise: Exercise) -> bool:
    """Say whether made-up contacts come in it."""
    return exercise.kind == Kind.LIVE


def topics_of(exercise: Exercise) -> set[str]:
    """Return whose screens a change of an exercise concerns."""
    people = exercise.participants.values_list("user_id", flat=True)
    return {f"agent:{person}" for person in (*people, exercise.conductor_id)}
