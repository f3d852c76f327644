"""Which exercises were there, and how is the next one prepared?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.queries.capability import last_exercise
from frontlinje.continuity.rules.capability import EXERCISE_MONTHS
from frontlinje.exercises.actions.preparing import discard_exercise, prepare_exercise
from frontlinje.exercises.forms import PrepareForm
from frontlinje.exercises.queries.exercises import exercises_for
from frontlinje.exercises.rules.scenario import library
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form

MOST_SHOWN = 50


@needs(Permission.EXERCISE_CONDUCT)
@require_safe
def exercises(request: HttpRequest) -> HttpResponse:
    """List the exercises, the scenarios to choose from, and whether one is due."""
    now = clock.now()
    context = {
        "exercises": exercises_for(current_user(request))[:MOST_SHOWN],
        "scenarios": library().values(),
        "last": last_exercise(now),
        "months": EXERCISE_MONTHS,
        "now": now,
    }
    return render(request, "exercises/exercises.html", context)


@needs(Permission.EXERCISE_CONDUCT)
@require_http_methods(["GET", "HEAD", "POST"])
def exercise_prepare(request: HttpRequest) -> HttpResponse:
    """Prepare an exercise of one of the scenarios (``?scenario=``)."""
    now, user = clock.now(), current_user(request)
    scenario = library().get(request.GET.get("scenario", ""))
    if scenario is None:
        raise NotFound("exercises.no_such_scenario")
    state = effective_state(now)
    form = PrepareForm(scenario, state, user, now, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            prepared = prepare_exercise(form.asked(), by=user, at=now)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return redirect("exercises:exercise", prepared.id)
    context = {"form": form, "scenario": scenario}
    status = 422 if form.errors else 200
    return render(request, "exercises/prepare.html", context, status=status)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def exercise_discard(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Throw a prepared exercise away."""
    discard_exercise(exercise_id=exercise_id, by=current_user(request), at=clock.now())
    messages.success(request, _("The exercise is thrown away."))
    return redirect("exercises:exercises")
