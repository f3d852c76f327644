"""How does the conductor lead an exercise? Clock, cards, notes, people, and the real queues."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.exercises.actions.conducting import (
    pause_exercise,
    resume_exercise,
    start_exercise,
    stop_exercise,
)
from frontlinje.exercises.actions.writing import add_note, give_inject
from frontlinje.exercises.models import Exercise
from frontlinje.exercises.queries.exercises import (
    UNDER_WAY,
    found_exercise,
    is_live,
    on_the_clock,
    scenario_of,
)
from frontlinje.exercises.queries.happening import (
    cards,
    log_of,
    made_up_now,
    people_in,
    real_queues,
)
from frontlinje.exercises.views.told import told_on_the_page
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission


@needs(Permission.EXERCISE_CONDUCT)
@require_safe
def exercise(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Show an exercise to who conducts it; htmx asks again for what changes."""
    user, now = current_user(request), clock.now()
    found = found_exercise(user, exercise_id)
    under_way = found.stage in UNDER_WAY
    context: dict[str, Any] = {
        "exercise": found,
        "scenario": scenario_of(found),
        "clock_s": on_the_clock(found, now),
        "is_live": is_live(found),
        "is_under_way": under_way,
        "is_mine": found.conductor_id == user.id,
        "cards": cards(found),
        "log": log_of(found),
        "people": people_in(found, now=now),
        "now": now,
    }
    if is_live(found) and under_way:
        context |= {"made_up": made_up_now(found), "queues": list(real_queues(now))}
    is_part = "HX-Request" in request.headers
    template = "exercises/conducted.html" if is_part else "exercises/exercise.html"
    return render(request, template, context)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def exercise_start(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Start the clock for the first time."""
    return _moved(request, exercise_id, start_exercise)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def exercise_pause(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Stop the clock for a while."""
    return _moved(request, exercise_id, pause_exercise)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def exercise_resume(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Let the clock go on."""
    return _moved(request, exercise_id, resume_exercise)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def exercise_stop(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """End the exercise, and show how it went."""
    _moved(request, exercise_id, stop_exercise)
    return redirect("exercises:exercise-score", exercise_id)


def _moved(request: HttpRequest, exercise_id: UUID, move: Callable[..., Exercise]) -> HttpResponse:
    """Do it, or say on the page why that is not possible."""
    with told_on_the_page(request):
        move(exercise_id=exercise_id, by=current_user(request), at=clock.now())
    return redirect("exercises:exercise", exercise_id)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def inject_give(request: HttpRequest, exercise_id: UUID, inject: str) -> HttpResponse:
    """Give a card by hand."""
    with told_on_the_page(request):
        give_inject(
            exercise_id=exercise_id, inject=inject, by=current_user(request), at=clock.now()
        )
    return redirect("exercises:exercise", exercise_id)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def note_add(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Write down what was seen."""
    text = request.POST.get("text", "")
    with told_on_the_page(request):
        add_note(exercise_id=exercise_id, text=text, by=current_user(request), at=clock.now())
    return redirect("exercises:exercise", exercise_id)
