"""How is a day model changed? Figure by figure, or whole as text; always a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from frontlinje.base import clock
from frontlinje.base.errors import Conflict, NotFound
from frontlinje.centre.queries import centre_file
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.drills.actions.day_models import latest_version, read_day, save_version
from frontlinje.drills.day_pictures import coming_picture
from frontlinje.drills.day_words import lane_name, problem_lines
from frontlinje.drills.forms.day_models import EditForm, WrittenForm
from frontlinje.drills.forms.rates import RatesForm
from frontlinje.drills.forms.typed import VersionForm
from frontlinje.drills.models import DayModelVersion
from frontlinje.drills.rules.checking import problems_with
from frontlinje.drills.views.day_model_page import problems_told, queue_names
from frontlinje.drills.views.day_models import yaml_of
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import tell_form
from frontlinje.simulation.rehearsal.form import DayForm


@needs(Permission.REHEARSE)
def day_model_edit(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Change figures one by one."""
    version = latest_version(model_id)
    initial = {"based_on": version.number}
    form = EditForm(version.day, queue_names(), request.POST or None, initial=initial)
    return _changed(request, version, form, "drills/day_model_edit.html", {})


@needs(Permission.REHEARSE)
def day_model_rates(request: HttpRequest, model_id: UUID, lane: int) -> HttpResponse:
    """Change how many come to one queue, interval by interval."""
    version = latest_version(model_id)
    if lane >= len(version.day.lanes):
        raise NotFound("drills.no_such_lane")
    initial = {"based_on": version.number}
    form = RatesForm(version.day, lane, request.POST or None, initial=initial)
    shown = {
        "name": lane_name(form.lane, queue_names()),
        "picture": coming_picture(version.day, form.lane.per_h),
    }
    return _changed(request, version, form, "drills/day_model_rates.html", shown)


def _changed(
    request: HttpRequest,
    version: DayModelVersion,
    form: EditForm | RatesForm,
    template: str,
    shown: dict[str, Any],
) -> HttpResponse:
    """Save what was typed, if the day can be played so; else show the form with what is wrong."""
    problems: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        changed = form.changed_day()
        problems = problem_lines(problems_with(changed, centre_file()))
        if not problems and _saves(request, version.day_model_id, changed, form):
            return redirect("drills:day-model", version.day_model_id)
    context = {"version": version, "form": form, "problems": problems, **shown}
    status = 422 if form.errors or problems else 200
    return render(request, template, context, status=status)


@needs(Permission.REHEARSE)
def day_model_write(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Change the whole day as text."""
    version = latest_version(model_id)
    initial = {"based_on": version.number, "content": yaml_of(version)}
    form = WrittenForm(request.POST or None, initial=initial)
    problems: list[tuple[Any, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            day = read_day(form.cleaned_data["content"].encode())
        except InvalidDocument as error:
            problems = problems_told(error.problems)
        else:
            if _saves(request, model_id, day, form):
                return redirect("drills:day-model", model_id)
    context = {"version": version, "form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render(request, "drills/day_model_write.html", context, status=status)


def _saves(request: HttpRequest, model_id: UUID, day: DayForm, form: VersionForm) -> bool:
    """Save a new version; put into the form why that is not possible."""
    try:
        saved = save_version(
            model_id=model_id,
            form=day,
            reason=form.cleaned_data["reason"],
            based_on=form.cleaned_data["based_on"],
            by=current_user(request),
            at=clock.now(),
        )
    except Conflict as error:
        tell_form(form, error)
        return False
    number = saved.number
    messages.success(request, gettext("Version %(number)s was saved.") % {"number": number})
    return True
