"""How did an exercise go, on the screen and on paper, and what is to be done after it?"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.actions.follow_ups import add_follow_up
from frontlinje.continuity.incident_forms import FollowUpForm
from frontlinje.continuity.printing import pdf_of
from frontlinje.exercises.queries.exercises import found_exercise, is_live
from frontlinje.exercises.queries.happening import log_of
from frontlinje.exercises.queries.outcome import outcome_of
from frontlinje.exercises.sheet import score_sheet
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form


@needs(Permission.EXERCISE_CONDUCT)
@require_safe
def exercise_score(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Show how an exercise went."""
    form = FollowUpForm(clock.now(), initial={"owner": current_user(request)})
    return _score(request, exercise_id, form)


def _score(request: HttpRequest, exercise_id: UUID, form: FollowUpForm) -> HttpResponse:
    now = clock.now()
    found = found_exercise(current_user(request), exercise_id)
    context = {
        "exercise": found,
        "outcome": outcome_of(found, now=now),
        "is_live": is_live(found),
        "log": log_of(found)[::-1],
        "form": form,
        "now": now,
    }
    status = 422 if form.errors else 200
    return render(request, "exercises/score.html", context, status=status)


@needs(Permission.EXERCISE_CONDUCT)
@require_POST
def follow_up_add(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Write down what the exercise leaves to be done."""
    now, user = clock.now(), current_user(request)
    found = found_exercise(user, exercise_id)
    if found.incident_id is None:
        raise NotFound("exercises.no_such_exercise")
    form = FollowUpForm(now, request.POST)
    if form.is_valid():
        try:
            add_follow_up(incident_id=found.incident_id, **form.cleaned_data, by=user, at=now)
        except FrontlinjeError as error:
            tell_form(form, error)
        else:
            return redirect("exercises:exercise-score", exercise_id)
    return _score(request, exercise_id, form)


@needs(Permission.EXERCISE_CONDUCT)
@require_safe
def exercise_print(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """Return the score sheet as a PDF."""
    now = clock.now()
    found = found_exercise(current_user(request), exercise_id)
    state = effective_state(now)
    sheet = score_sheet(
        found, outcome_of(found, now=now), log_of(found)[::-1], state=state, now=now
    )
    response = HttpResponse(pdf_of(sheet), content_type="application/pdf")
    name = f"{_('exercise')}-{(found.started_at or found.prepared_at):%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
