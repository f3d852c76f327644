"""What does time do to exercises? Once a second: cards, made-up contacts, seats, and the end.

Everything is found in the rows, so that a worker that died leaves nothing undone but time: the
seats of participants run out by themselves, and real customers have everybody again.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.centre.queries import effective_state
from frontlinje.exercises.actions.conducting import end, take_seats
from frontlinje.exercises.actions.contacts import give_up_waiting, let_come
from frontlinje.exercises.actions.writing import write
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.exercises import is_live, on_the_clock, scenario_of
from frontlinje.exercises.queries.real_customers import late_since, waiting_for_participants
from frontlinje.exercises.rules.arriving import arrivals
from frontlinje.exercises.rules.course import Stage, Stop, breaks_service
from frontlinje.exercises.rules.score import EntryKind

AT_ONCE = 20
"""How many made-up contacts one tick lets come, at most: the next one is a second away."""


def tick(*, at: datetime) -> None:
    """Do all that has become due in the exercises that run."""
    running = Exercise.objects.filter(stage=Stage.RUNNING).order_by("started_at")
    for exercise_id in list(running.values_list("id", flat=True)):
        _tick_one(exercise_id, at)
    give_up_waiting(at=at)


@transaction.atomic
def _tick_one(exercise_id: UUID, at: datetime) -> None:
    rows = Exercise.objects.select_for_update(of=("self",)).select_related("conductor")
    exercise = rows.filter(id=exercise_id, stage=Stage.RUNNING).first()
    if exercise is None:
        return
    if is_live(exercise):
        late = late_since(exercise.started_at or at, at)
        alone = waiting_for_participants(effective_state(at), at)
        if alone or breaks_service(late, exercise.may_be_late):
            end(exercise, Stop.SERVICE, by=None, at=at, n_late=len(late))
            return
    if on_the_clock(exercise, at) >= exercise.lasts_s:
        end(exercise, Stop.TIME, by=None, at=at)
        return
    if exercise.is_by_clock:
        _give_due(exercise, at)
    if is_live(exercise):
        take_seats(exercise, at)
        _let_come(exercise, at)


def _give_due(exercise: Exercise, at: datetime) -> None:
    given = set(exercise.entries.filter(kind=EntryKind.INJECT).values_list("inject", flat=True))
    now_s = on_the_clock(exercise, at)
    for inject in sorted(scenario_of(exercise).injects, key=lambda one: one.at_min):
        if inject.at_min * 60 <= now_s and inject.code not in given:
            write(exercise, EntryKind.INJECT, by=None, at=at, inject=inject.code)


def _let_come(exercise: Exercise, at: datetime) -> None:
    drawn = arrivals(
        scenario_of(exercise), factor=exercise.factor, seed=exercise.seed, lasts_s=exercise.lasts_s
    )
    now_s = on_the_clock(exercise, at)
    due = [one for one in drawn[exercise.n_arrived :] if one.at_s <= now_s][:AT_ONCE]
    if due:
        let_come(exercise, due, at=at)
        exercise.n_arrived += len(due)
        exercise.save(update_fields=["n_arrived"])
