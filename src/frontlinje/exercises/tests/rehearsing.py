"""How do tests get an exercise going? Prepared by Liv, for people of the small centre."""

from datetime import datetime
from typing import Any

from frontlinje.exercises.actions.conducting import start_exercise
from frontlinje.exercises.actions.preparing import Asked, prepare_exercise
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.rules.course import Kind
from frontlinje.people.models import User
from frontlinje.routing.tests.centre_of_two_queues import NOON

HOUR_S = 3600.0
SEED = 1


def prepared(by: User, *people: User, kind: Kind = Kind.LIVE, **changes: Any) -> Exercise:
    """Prepare an exercise of the library; what comes in it is the same in every test."""
    facts: dict[str, Any] = {
        "kind": kind,
        "scenario": "portal-down",
        "title": "Min side er nede",
        "participants": people,
        "lasts_s": HOUR_S,
        "queues": ("general",) if kind == Kind.LIVE else (),
        "takes_real": True,
    }
    exercise = prepare_exercise(Asked(**{**facts, **changes}), by=by, at=NOON)
    exercise.seed = SEED
    exercise.save(update_fields=["seed"])
    return exercise


def started(
    by: User, *people: User, kind: Kind = Kind.LIVE, at: datetime = NOON, **changes: Any
) -> Exercise:
    """Prepare it and start its clock."""
    exercise = prepared(by, *people, kind=kind, **changes)
    return start_exercise(exercise_id=exercise.id, by=by, at=at)
