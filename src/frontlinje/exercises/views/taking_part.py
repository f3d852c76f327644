"""What does a participant see? The cards given, what was decided, and the plans to choose from."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.centre.queries import base_document
from frontlinje.continuity.queries.plans import plans
from frontlinje.continuity.views.shown import plan_shown
from frontlinje.exercises.actions.writing import activate_in_exercise, add_decision
from frontlinje.exercises.queries.exercises import (
    exercise_now,
    found_exercise,
    is_live,
    on_the_clock,
)
from frontlinje.exercises.queries.happening import cards, log_of
from frontlinje.exercises.rules.score import EntryKind
from frontlinje.exercises.views.told import told_on_the_page
from frontlinje.people.access import current_user, signed_in
from frontlinje.people.permissions import Permission, may

_SHOWN = (EntryKind.DECISION, EntryKind.ACTIVATION)


@signed_in
@require_safe
def banner(request: HttpRequest) -> HttpResponse:
    """Show on every page of a participant that an exercise goes on."""
    return render(
        request, "exercises/banner.html", {"exercise": exercise_now(current_user(request))}
    )


@signed_in
@require_safe
def exercise_part(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Show an exercise to who takes part in it, or conducts."""
    user, now = current_user(request), clock.now()
    found = found_exercise(user, exercise_id)
    log = log_of(found)
    in_effect = {line.entry.plan.plan_id for line in log if line.entry.plan}
    base = base_document()
    may_activate = may(user, Permission.PLAN_ACTIVATE)
    shown = (plan_shown(one, base, by=user, now=now) for one in plans(now)) if may_activate else ()
    context = {
        "exercise": found,
        "is_live": is_live(found),
        "clock_s": on_the_clock(found, now),
        "cards": [card for card in cards(found) if card.given],
        "log": [line for line in log if line.entry.kind in _SHOWN],
        "plans": [(one, one.now.plan.code in in_effect) for one in shown],
        "now": now,
    }
    is_part = "HX-Request" in request.headers
    template = "exercises/part_now.html" if is_part else "exercises/part.html"
    return render(request, template, context)


@signed_in
@require_POST
def decision_add(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Write down what was decided."""
    text = request.POST.get("text", "")
    with told_on_the_page(request):
        add_decision(exercise_id=exercise_id, text=text, by=current_user(request), at=clock.now())
    return redirect("exercises:exercise-part", exercise_id)


@signed_in
@require_POST
def plan_activate(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Put a plan into effect in the exercise alone."""
    with told_on_the_page(request):
        activate_in_exercise(
            exercise_id=exercise_id,
            plan=request.POST.get("plan", ""),
            reason=request.POST.get("text", ""),
            by=current_user(request),
            at=clock.now(),
        )
    return redirect("exercises:exercise-part", exercise_id)
