"""What stands on a day model's page? Its figures with how they came, its pictures, its fit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from frontlinje.base.errors import FrontlinjeError, NotFound, Unavailable
from frontlinje.centre.queries import base_document, centre_file
from frontlinje.centre.rules.problems import Problem
from frontlinje.centre.texts import problem_in_words
from frontlinje.drills import drill_words
from frontlinje.drills.actions.day_models import latest_version
from frontlinje.drills.actions.fits import GIVEN_UP
from frontlinje.drills.day_pictures import (
    channels_of,
    clock_times,
    coming_pictures,
    fit_picture,
    patience_picture,
    people_picture,
)
from frontlinje.drills.day_words import (
    KINDS,
    ORIGINS,
    crews,
    day_facts,
    default_lines,
    lane_rows,
    problem_lines,
)
from frontlinje.drills.fit_words import fit_lines, fit_table
from frontlinje.drills.models import DayModelVersion, Fit, FitState, Origin
from frontlinje.drills.rules.basis import Basis
from frontlinje.drills.rules.checking import problems_with
from frontlinje.drills.rules.fit import PlayedDay, verdicts
from frontlinje.people.models import Team
from frontlinje.people.wording import said


def version_of(model_id: UUID, asked: str) -> DayModelVersion:
    """Return the version that is asked for, the latest if none is."""
    latest = latest_version(model_id)
    if not asked or asked == str(latest.number):
        return latest
    found = None
    if asked.isdecimal():
        versions = DayModelVersion.objects.select_related("day_model", "made_by")
        found = versions.filter(day_model_id=model_id, number=int(asked)).first()
    if found is None:
        raise NotFound("drills.no_such_model")
    return found


def page_of(version: DayModelVersion, now: datetime) -> dict[str, Any]:
    """Return everything that the page shows."""
    form, basis = version.day, Basis.model_validate(version.basis)
    queues = queue_names()
    latest = latest_version(version.day_model_id)
    return {
        "version": version,
        "is_latest": latest.number == version.number,
        "versions": _versions(version.day_model_id),
        "form": form,
        "basis": basis,
        "kind": KINDS[basis.kind] if basis.kind else "",
        "origin": ORIGINS[Origin(version.origin)],
        "problems": problem_lines(problems_with(form, centre_file())),
        "lanes": lane_rows(form, basis, queues),
        "facts": day_facts(form, basis),
        "coming": coming_pictures(form),
        "intervals": _intervals(form),
        "people": people_picture(form) if form.people else None,
        "crews": crews(form, basis, dict(Team.objects.values_list("code", "name"))),
        "patience": [patience_picture(one) for one in basis.patience],
        "defaults": default_lines(basis),
        **fit_of(version, now),
    }


def queue_names() -> Mapping[str, str]:
    """Return what queues are called in the language of the page."""
    return drill_words.queue_names(base_document(), get_language() or "nb")


def _versions(model_id: UUID) -> list[tuple[DayModelVersion, Any]]:
    rows = DayModelVersion.objects.filter(day_model_id=model_id).select_related("made_by")
    return [(row, ORIGINS[Origin(row.origin)]) for row in rows.order_by("-number")]


def _intervals(form: Any) -> dict[str, Any]:
    """Return the rates of each channel in each interval, as a table."""
    channels = channels_of(form)
    rows = [
        (start, [rates[k] for rates in channels.values()])
        for k, start in enumerate(clock_times(form))
    ]
    return {"channels": list(channels), "rows": rows}


def fit_of(version: DayModelVersion, now: datetime) -> dict[str, Any]:
    """Return how well a version fits, as far as that is known."""
    fit = version.fits.order_by("-asked_at").first()
    days = [PlayedDay.model_validate(day) for day in fit.days] if fit else []
    told = verdicts(days)
    is_busy = fit is not None and fit.state in (FitState.QUEUED, FitState.PLAYING)
    is_lost = is_busy and fit is not None and fit.asked_at < now - GIVEN_UP
    return {
        "version": version,
        "fit": fit,
        "is_fit_busy": is_busy and not is_lost,
        "fit_failure": said(Unavailable("drills.player_lost")) if is_lost else _failure(fit),
        "fit_lines": fit_lines(told),
        "fit_pictures": [fit_picture(one, days) for one in told],
        "fit_tables": [fit_table(one, days) for one in told],
    }


def _failure(fit: Fit | None) -> str:
    if fit is None or not fit.failure:
        return ""
    return said(FrontlinjeError(fit.failure["code"], **fit.failure["params"]))


def problems_told(problems: Sequence[Problem]) -> list[tuple[Problem, str]]:
    """Return problems with their words."""
    return [(problem, problem_in_words(problem)) for problem in problems]
