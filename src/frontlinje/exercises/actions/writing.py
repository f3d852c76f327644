"""What is written into the log of an exercise? Cards, notes, decisions, plans."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.continuity.actions.may import require_activate
from frontlinje.continuity.queries.plans import document_of, found_plan, latest_version
from frontlinje.exercises.actions.locking import locked_exercise, locked_for_conductor
from frontlinje.exercises.events import ExerciseTold
from frontlinje.exercises.models import Entry, Exercise
from frontlinje.exercises.queries.exercises import on_the_clock, scenario_of, topics_of
from frontlinje.exercises.rules.course import Stage
from frontlinje.exercises.rules.score import EntryKind
from frontlinje.ledger.actions import record
from frontlinje.people.models import User

LONGEST_TEXT = 2000


@transaction.atomic
def give_inject(*, exercise_id: UUID, inject: str, by: User, at: datetime) -> Entry:
    """Give a card to the participants. Records ``ExerciseTold``.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``, ``exercises.no_such_card``.
    Conflict
        ``exercises.not_running``, ``exercises.card_is_given``.
    """
    exercise = locked_for_conductor(exercise_id, by)
    check_runs(exercise)
    if scenario_of(exercise).inject(inject) is None:
        raise NotFound("exercises.no_such_card")
    if exercise.entries.filter(kind=EntryKind.INJECT, inject=inject).exists():
        raise Conflict("exercises.card_is_given")
    return write(exercise, EntryKind.INJECT, by=by, at=at, inject=inject)


@transaction.atomic
def add_note(*, exercise_id: UUID, text: str, by: User, at: datetime) -> Entry:
    """Write down what was seen: the conductor's, while it is under way or afterwards.

    Raises
    ------
    NotAllowed
        By anybody but the conductor.
    NotFound
        ``exercises.no_such_exercise``.
    Conflict
        ``exercises.not_running`` before the start.
    Invalid
        ``exercises.text_missing``.
    """
    exercise = locked_for_conductor(exercise_id, by)
    if exercise.stage == Stage.PREPARED:
        raise Conflict("exercises.not_running")
    return write(exercise, EntryKind.NOTE, by=by, at=at, text=checked(text))


@transaction.atomic
def add_decision(*, exercise_id: UUID, text: str, by: User, at: datetime) -> Entry:
    """Write down what was decided, by a participant or the conductor for them.

    Raises
    ------
    NotFound
        ``exercises.no_such_exercise`` for whoever does not take part.
    Conflict
        ``exercises.not_running``.
    Invalid
        ``exercises.text_missing``.
    """
    exercise = _locked_for_participant(exercise_id, by)
    return write(exercise, EntryKind.DECISION, by=by, at=at, text=checked(text))


@transaction.atomic
def activate_in_exercise(
    *, exercise_id: UUID, plan: str, reason: str, by: User, at: datetime
) -> Entry:
    """Put a plan into effect in the exercise alone: written down, and nothing else happens.

    No override is laid and nothing is announced, so that no customer meets it.

    Raises
    ------
    NotAllowed
        To whoever may not put this plan into effect for real either.
    NotFound
        ``exercises.no_such_exercise``, ``continuity.no_such_plan``.
    Conflict
        ``exercises.not_running``, ``continuity.plan_retired``, ``continuity.already_in_effect``.
    Invalid
        ``exercises.text_missing`` without a reason.
    """
    exercise = _locked_for_participant(exercise_id, by)
    if found_plan(plan).retired_at is not None:
        raise Conflict("continuity.plan_retired", plan=plan)
    version = latest_version(plan)
    require_activate(by, document_of(version))
    if exercise.entries.filter(kind=EntryKind.ACTIVATION, plan__plan=plan).exists():
        raise Conflict("continuity.already_in_effect")
    text = checked(reason)
    return write(exercise, EntryKind.ACTIVATION, by=by, at=at, text=text, plan=version)


def check_runs(exercise: Exercise) -> None:
    """Refuse what needs a running exercise.

    Raises
    ------
    Conflict
        ``exercises.not_running``.
    """
    if exercise.stage != Stage.RUNNING:
        raise Conflict("exercises.not_running")


def checked(text: str) -> str:
    """Return a text as it is kept.

    Raises
    ------
    Invalid
        ``exercises.text_missing``.
    """
    kept = text.strip()[:LONGEST_TEXT]
    if not kept:
        raise Invalid("exercises.text_missing", field="text")
    return kept


def _locked_for_participant(exercise_id: UUID, by: User) -> Exercise:
    exercise = locked_exercise(exercise_id)
    takes_part = exercise.participants.filter(user=by).exists()
    if not takes_part and exercise.conductor_id != by.id:
        raise NotFound("exercises.no_such_exercise")
    check_runs(exercise)
    return exercise


def write(
    exercise: Exercise, kind: EntryKind, *, by: User | None, at: datetime, **facts: Any
) -> Entry:
    """Write a line into the log of a locked exercise, and tell who is in it."""
    entry = Entry.objects.create(
        exercise=exercise, kind=kind, at=at, clock_s=on_the_clock(exercise, at), by=by, **facts
    )
    told = ExerciseTold(
        exercise_id=exercise.id,
        entry_id=entry.id,
        entry_kind=kind,
        inject=entry.inject,
        plan=entry.plan.plan_id if entry.plan else "",
    )
    record(told, at=at, by=by.id if by else None, topics=topics_of(exercise))
    return entry
