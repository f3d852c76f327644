"""How did an exercise go? Its score, what became of its contacts, and who did not answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, F

from frontlinje.contacts.models import Contact
from frontlinje.continuity.models import FollowUp
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.exercises import is_live, scenario_of
from frontlinje.exercises.queries.happening import (
    MadeUpNow,
    PersonInExercise,
    made_up_now,
    people_in,
)
from frontlinje.exercises.rules.scenario import Inject
from frontlinje.exercises.rules.score import Answered, Line, Score, score_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything on the score sheet."""

    score: Score
    cards: list[tuple[Inject, Answered]]
    contacts: MadeUpNow | None
    """None of a discussion."""
    mean_wait_s: float | None
    people: list[PersonInExercise]
    silent: list[PersonInExercise]
    """Who let at least one offer run out, or took no contact at all."""
    follow_ups: list[FollowUp]


def outcome_of(exercise: Exercise, *, now: datetime) -> Outcome:
    """Return how an exercise went, or has gone until now."""
    scenario, live = scenario_of(exercise), is_live(exercise)
    lines = exercise.entries.order_by("id").values_list("kind", "clock_s", "inject")
    score = score_of(scenario, [Line(*line) for line in lines])
    by_code = {inject.code: inject for inject in scenario.injects}
    people = people_in(exercise, now=now)
    return Outcome(
        score=score,
        cards=[(by_code[one.inject], one) for one in score.answered],
        contacts=made_up_now(exercise) if live else None,
        mean_wait_s=_mean_wait_s(exercise) if live else None,
        people=people,
        silent=[one for one in people if live and (one.missed or not one.accepted)],
        follow_ups=list(
            FollowUp.objects.filter(incident=exercise.incident_id)
            .select_related("owner")
            .order_by("created_at")
        )
        if exercise.incident_id
        else [],
    )


def _mean_wait_s(exercise: Exercise) -> float | None:
    answered = Contact.objects.filter(made_up__exercise=exercise, answered_at__isnull=False)
    mean = answered.aggregate(mean=Avg(F("answered_at") - F("received_at")))["mean"]
    return mean.total_seconds() if mean is not None else None
