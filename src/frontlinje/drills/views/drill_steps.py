"""How is a drill built? Which day, what goes wrong, what we could do; then it is played."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.labels import CHANNEL_NAMES
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.problems import InvalidDocument, Problem
from frontlinje.centre.texts import problem_in_words
from frontlinje.drills import tasks
from frontlinje.drills.actions.building import ask_drill, begin_drill, change_draft
from frontlinje.drills.drill_words import queue_names, scenario_in_words
from frontlinje.drills.forms.drill_steps import DayForm, PlansForm, day_shown, plans_shown
from frontlinje.drills.forms.scenario import ScenarioForm
from frontlinje.drills.models import Drill, DrillState
from frontlinje.drills.presets import PRESETS
from frontlinje.drills.queries.drills import found_drill, latest_versions, terms_of
from frontlinje.drills.queries.plans_to_try import plans_to_try
from frontlinje.drills.rules.terms import (
    DrillTerms,
    NamedScenario,
    next_like,
    with_scenario,
    without_scenario,
)
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.REHEARSE)
@require_POST
def drill_new(request: HttpRequest) -> HttpResponse:
    """Begin a drill, with the ordinary day as its first scenario."""
    user, now = current_user(request), clock.now()
    drill = begin_drill(name=_("New drill"), by=user, at=now)
    ordinary = NamedScenario(scenario=PRESETS["ordinary"].scenario)
    change_draft(drill_id=drill.id, change=lambda t: with_scenario(t, ordinary), by=user)
    tasks.make_ready_soon()
    return redirect("drills:drill-day", drill.id)


def _draft(drill_id: UUID) -> Drill | None:
    """Return the drill while it can be changed, None when it has been played."""
    drill = found_drill(drill_id)
    return drill if drill.state == DrillState.DRAFT else None


def _steps(drill: Drill, current: str, terms: DrillTerms) -> list[dict[str, Any]]:
    titles = {
        "drill-day": _("1. Which day?"),
        "drill-scenarios": _("2. What goes wrong?"),
        "drill-plans": _("3. What could we do?"),
    }
    is_open = {
        "drill-day": True,
        "drill-scenarios": terms.has_day,
        "drill-plans": terms.has_day and bool(terms.scenarios),
    }
    return [
        {
            "title": title,
            "url": reverse(f"drills:{name}", args=[drill.id]) if is_open[name] else "",
            "is_current": name == current,
        }
        for name, title in titles.items()
    ]


@needs(Permission.REHEARSE)
@GET_OR_POST
def drill_day(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Ask which day is played, and what ought to hold."""
    drill = _draft(drill_id)
    if drill is None:
        return redirect("drills:drill", drill_id)
    terms, versions = terms_of(drill), latest_versions(and_one=drill.version_id)
    today = timezone.localtime(clock.now()).date()
    initial = day_shown(terms, name=drill.name, version=drill.version, today=today)
    if versions and terms.day is None:
        initial["day"] = next_like(versions[0].day.date, today)
    form = DayForm(base_document(), versions, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_draft(
            drill_id=drill_id,
            change=form.change,
            name=form.cleaned_data["name"],
            version=form.version_chosen,
            by=current_user(request),
        )
        return redirect("drills:drill-scenarios", drill_id)
    context = {
        "drill": drill,
        "form": form,
        "has_days": bool(versions),
        "steps": _steps(drill, "drill-day", terms),
    }
    return render(request, "drills/drill_day.html", context, status=_status(form.is_bound))


def _status(is_refused: bool) -> int:
    return 422 if is_refused else 200


@needs(Permission.REHEARSE)
@GET_OR_POST
def drill_scenarios(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Ask what goes wrong: one scenario after the other."""
    drill = _draft(drill_id)
    if drill is None:
        return redirect("drills:drill", drill_id)
    document, user = base_document(), current_user(request)
    form = ScenarioForm(document, None)
    if request.method == "POST":
        preset = PRESETS.get(request.POST.get("preset", ""))
        form = ScenarioForm(document, None if preset else request.POST)
        added = NamedScenario(scenario=preset.scenario) if preset else None
        if added is None and form.is_valid():
            added = form.named()
        if added is not None:
            scenario = added
            change_draft(drill_id=drill_id, change=lambda t: with_scenario(t, scenario), by=user)
            return redirect("drills:drill-scenarios", drill_id)
    terms, language = terms_of(drill), get_language() or "nb"
    names = queue_names(document, language)
    chosen = [(one, scenario_in_words(one.scenario, names)) for one in terms.scenarios]
    there = {scenario.model_copy(update={"code": ""}) for scenario in _scenarios(terms)}
    context = {
        "drill": drill,
        "form": form,
        "chosen": chosen,
        "presets": [
            (code, preset.name)
            for code, preset in PRESETS.items()
            if preset.scenario.model_copy(update={"code": ""}) not in there
        ],
        "steps": _steps(drill, "drill-scenarios", terms),
    }
    return render(request, "drills/drill_scenarios.html", context, status=_status(form.is_bound))


def _scenarios(terms: DrillTerms) -> list[Any]:
    return [one.scenario for one in terms.scenarios]


@needs(Permission.REHEARSE)
@require_POST
def scenario_remove(request: HttpRequest, drill_id: UUID, code: str) -> HttpResponse:
    """Take a scenario out of a draft."""
    user = current_user(request)
    change_draft(drill_id=drill_id, change=lambda terms: without_scenario(terms, code), by=user)
    return redirect("drills:drill-scenarios", drill_id)


@needs(Permission.REHEARSE)
@GET_OR_POST
def drill_plans(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Ask what we could do and how sure the figures are to be; then play it."""
    drill = _draft(drill_id)
    if drill is None:
        return redirect("drills:drill", drill_id)
    user, now, terms = current_user(request), clock.now(), terms_of(drill)
    form = PlansForm(plans_to_try(now), request.POST or None, initial=plans_shown(terms))
    problems: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                change_draft(drill_id=drill_id, change=form.change, by=user)
                ask_drill(drill_id=drill_id, by=user, at=now)
                tasks.play.defer(drill_id=str(drill_id))
        except InvalidDocument as error:
            problems = [_told(drill, problem) for problem in error.problems]
        except FrontlinjeError as error:
            problems = [(said(error), reverse("drills:drill-day", args=[drill_id]))]
        else:
            return redirect("drills:drill", drill_id)
    context = {
        "drill": drill,
        "form": form,
        "problems": problems,
        "steps": _steps(drill, "drill-plans", terms),
    }
    return render(request, "drills/drill_plans.html", context, status=_status(form.is_bound))


_PLACES = {
    "scenarios": "drills:drill-scenarios",
    "plans": "drills:drill-plans",
    "promise": "drills:drill-day",
}


def _told(drill: Drill, problem: Problem) -> tuple[str, str]:
    """Return a problem in words, and where it is mended."""
    words = problem_in_words(replace(problem, params=_named(problem.params)))
    part = str(problem.path[0]) if problem.path else ""
    if part == "centre":
        return words, reverse("centre:settings")
    if part in _PLACES:
        return words, reverse(_PLACES[part], args=[drill.id])
    if problem.code == "simulation.never_open" or drill.version is None:
        return words, reverse("drills:drill-day", args=[drill.id])
    return words, reverse("drills:day-model", args=[drill.version.day_model_id])


def _named(params: Mapping[str, object]) -> dict[str, object]:
    """Return what a problem's text needs, with names in place of codes."""
    queues = queue_names(base_document(), get_language() or "nb")
    named = dict(params)
    for key, names in (("queue", queues), ("to_queue", queues), ("channel", CHANNEL_NAMES)):
        if key in named:
            named[key] = names.get(str(named[key]), named[key])
    return named
