"""What do triggers suggest, and what is down? The page of what is watched, and its answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.queries import base_document
from frontlinje.continuity.actions.escalating import acknowledge_suggestion, dismiss_suggestion
from frontlinje.continuity.models import Probe, ProbeResult, Suggestion
from frontlinje.continuity.queries.plans import PlanNow, plans
from frontlinje.continuity.queries.watched import (
    calls_for,
    closed_by_load,
    past_suggestions,
    probes_with_last_result,
    unanswered_suggestions,
    watched_suggestions,
)
from frontlinje.continuity.rules.probes import ProbeKind
from frontlinje.continuity.rules.triggers import TRIGGER
from frontlinje.continuity.watching_words import (
    PROBE_KINDS,
    call_in_words,
    found_in_words,
    measured,
)
from frontlinje.people.access import current_user, needs, signed_in
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import said


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion as the page shows it."""

    row: Suggestion
    plan: str
    why: str
    calls: list[str]


@dataclass(frozen=True, slots=True)
class ProbeRow:
    """A probe as lists show it."""

    row: Probe
    kind: Promise
    found: str
    """What is wrong, in words."""
    took_ms: float | None = None

    @property
    def state(self) -> str:
        """Return good, bad, unsure (failing, but not long enough), off or untried."""
        if not self.row.is_on:
            return "off"
        if self.row.is_ok is None:
            return "untried"
        if not self.row.is_ok:
            return "bad"
        return "unsure" if self.row.n_in_a_row else "good"


@needs(Permission.PLAN_READ)
@require_GET
def watching(request: HttpRequest) -> HttpResponse:
    """Show suggestions, what load has closed, and the probes; htmx gets the moving part."""
    now, user = clock.now(), current_user(request)
    known = plans(now, with_retired=True)
    context = {
        "suggestions": _rows(watched_suggestions(), known),
        "past": _rows(past_suggestions(now), known),
        "closed": closed_by_load(now),
        "probes": [probe_row(*pair) for pair in probes_with_last_result()],
        "kinds": PROBE_KINDS.items(),
        "may_answer": may(user, Permission.PLAN_ACTIVATE),
        "may_edit": may(user, Permission.PLAN_EDIT),
        "now": now,
    }
    is_part = "HX-Request" in request.headers
    template = "continuity/watching/now.html" if is_part else "continuity/watching/page.html"
    return render(request, template, context)


@signed_in
@require_GET
def suggested(request: HttpRequest) -> HttpResponse:
    """Show a leader, on every page, what nobody has answered yet."""
    context = {"suggested": suggestion_rows(unanswered_suggestions(), clock.now())}
    may_answer = may(current_user(request), Permission.PLAN_ACTIVATE)
    return render(request, "continuity/watching/suggested.html", context if may_answer else {})


def suggestion_rows(found: Sequence[Suggestion], now: datetime) -> list[SuggestionRow]:
    """Return suggestions as they are shown to whoever may answer them."""
    return _rows(found, plans(now, with_retired=True)) if found else []


@needs(Permission.PLAN_ACTIVATE)
@require_POST
def suggestion_acknowledge(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    """Note that somebody takes care."""
    acknowledge_suggestion(suggestion_id=suggestion_id, by=current_user(request), at=clock.now())
    messages.success(request, _("Noted: you take care of it. Nobody else is called."))
    return redirect("continuity:watching")


@needs(Permission.PLAN_ACTIVATE)
@require_POST
def suggestion_dismiss(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    """Decide against a suggested plan."""
    try:
        dismiss_suggestion(
            suggestion_id=suggestion_id,
            by=current_user(request),
            at=clock.now(),
            reason=request.POST.get("reason", ""),
        )
    except FrontlinjeError as error:
        if error.code == "continuity.no_such_suggestion":
            raise
        messages.error(request, said(error))
    else:
        text = _("Turned down. It is suggested again only when the cause has been gone meanwhile.")
        messages.success(request, text)
    return redirect("continuity:watching")


def _rows(found: Iterable[Suggestion], known: Iterable[PlanNow]) -> list[SuggestionRow]:
    found, language = list(found), get_language()
    names = {plan.plan.code: plan.document.name.in_language(language) for plan in known}
    calls = calls_for(one.id for one in found)
    base = base_document()
    return [
        SuggestionRow(
            row=one,
            plan=names.get(one.plan_id, one.plan_id),
            why=measured(TRIGGER.validate_python(one.trigger), one.figures, base),
            calls=[call_in_words(event) for event in calls.get(one.id, ())],
        )
        for one in found
    ]


def probe_row(probe: Probe, last: ProbeResult | None) -> ProbeRow:
    """Return a probe as lists show it."""
    return ProbeRow(
        row=probe,
        kind=PROBE_KINDS[ProbeKind(probe.kind)],
        found=found_in_words(last.code, last.detail) if last is not None else "",
        took_ms=last.took_ms if last is not None else None,
    )
