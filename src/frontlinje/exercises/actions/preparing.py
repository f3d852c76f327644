"""How does an exercise come to be? Prepared with a scenario and its people, or thrown away."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.exercises.actions.locking import locked_for_conductor
from frontlinje.exercises.events import ExerciseDiscarded, ExercisePrepared
from frontlinje.exercises.models import Exercise, Participant
from frontlinje.exercises.rules.course import Kind, Stage
from frontlinje.exercises.rules.scenario import Scenario, library
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How an exercise is to be."""

    kind: Kind
    scenario: str
    title: str
    participants: Collection[User]
    lasts_s: float
    is_by_clock: bool = True
    queues: tuple[str, ...] = ()
    factor: float = 1.0
    takes_real: bool = False
    may_be_late: int = 0


@transaction.atomic
def prepare_exercise(asked: Asked, *, by: User, at: datetime) -> Exercise:
    """Prepare an exercise; whoever does, conducts it. Records ``ExercisePrepared``.

    Raises
    ------
    NotAllowed
        Without ``EXERCISE_CONDUCT``.
    NotFound
        ``exercises.no_such_scenario``.
    Invalid
        ``exercises.title_missing``, ``exercises.no_participants``,
        ``exercises.conductor_takes_part``, ``exercises.no_contacts_here``, ``exercises.no_queue``.
    """
    require(by, Permission.EXERCISE_CONDUCT)
    scenario = library().get(asked.scenario)
    if scenario is None:
        raise NotFound("exercises.no_such_scenario")
    title = " ".join(asked.title.split())[:LONGEST_TITLE]
    if not title:
        raise Invalid("exercises.title_missing", field="title")
    if not asked.participants:
        raise Invalid("exercises.no_participants", field="participants")
    if by in asked.participants:
        raise Invalid("exercises.conductor_takes_part", field="participants")
    if asked.kind == Kind.LIVE:
        _check_contacts(scenario, asked.queues, at)
    exercise = Exercise.objects.create(
        title=title,
        kind=asked.kind,
        scenario=scenario.model_dump(mode="json"),
        conductor=by,
        prepared_at=at,
        lasts_s=asked.lasts_s,
        is_by_clock=asked.is_by_clock,
        queues=list(asked.queues) if asked.kind == Kind.LIVE else [],
        factor=asked.factor,
        takes_real=asked.takes_real,
        may_be_late=asked.may_be_late,
        seed=secrets.randbits(62),
    )
    people = sorted(asked.participants, key=lambda user: user.name)
    Participant.objects.bulk_create(Participant(exercise=exercise, user=user) for user in people)
    prepared = ExercisePrepared(
        exercise_id=exercise.id,
        scenario=scenario.code,
        exercise_kind=asked.kind,
        participants=[user.id for user in people],
    )
    record(prepared, at=at, by=by.id)
    return exercise


def _check_contacts(scenario: Scenario, queues: Collection[str], at: datetime) -> None:
    if not scenario.arrivals:
        raise Invalid("exercises.no_contacts_here", field="scenario")
    known = effective_state(at).queues
    taken = {channel for code in queues if code in known for channel in known[code].channels}
    if not {one.channel for one in scenario.arrivals} & taken:
        raise Invalid("exercises.no_queue", field="queues")


@transaction.atomic
def discard_exercise(*, exercise_id: UUID, by: User, at: datetime) -> None:
    """Throw a prepared exercise away. Records ``ExerciseDiscarded``.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``.
    Conflict
        ``exercises.wrong_stage`` once it has begun.
    """
    exercise = locked_for_conductor(exercise_id, by)
    if exercise.stage != Stage.PREPARED:
        raise Conflict("exercises.wrong_stage")
    exercise.delete()
    record(ExerciseDiscarded(exercise_id=exercise_id), at=at, by=by.id)
