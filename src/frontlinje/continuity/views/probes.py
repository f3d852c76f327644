"""How is a probe looked at, written, tried now and removed?"""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.continuity.actions.probing import (
    ask_probe,
    facts_of,
    remove_probe,
    save_probe,
)
from frontlinje.continuity.forms.probing import ProbeForm
from frontlinje.continuity.models import Probe, ProbeResult
from frontlinje.continuity.queries.watched import found_probe
from frontlinje.continuity.rules.probes import ProbeKind
from frontlinje.continuity.views.watching import probe_row
from frontlinje.continuity.watching_words import PROBE_KINDS, found_in_words
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import tell_form

_RESULTS_SHOWN = 60
_LONGEST_TRY = timedelta(seconds=15)
"""Longer than any try takes."""


@needs(Permission.PLAN_READ)
@require_GET
def probe(request: HttpRequest, code: str) -> HttpResponse:
    """Show a probe and what its last tries came to; htmx gets the moving part."""
    row, now = found_probe(code), clock.now()
    results = list(row.results.order_by("-at", "-id")[:_RESULTS_SHOWN])
    last = results[0] if results else None
    context = {
        "one": probe_row(row, last),
        "results": [(result, found_in_words(result.code, result.detail)) for result in results],
        "is_asked": row.is_on and _is_under_way(row, last, now),
        "may_edit": may(current_user(request), Permission.PLAN_EDIT),
        "now": now,
    }
    is_part = "HX-Request" in request.headers
    template = "continuity/watching/probe_now.html" if is_part else "continuity/watching/probe.html"
    return render(request, template, context)


def _is_under_way(row: Probe, last: ProbeResult | None, now: datetime) -> bool:
    """Say whether a result is about to come: a try was asked for, or has begun a moment ago."""
    if row.tried_at is None:
        return True
    has_come = last is not None and last.at >= row.tried_at
    return not has_come and now - row.tried_at < _LONGEST_TRY


@needs(Permission.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def probe_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a probe of one kind."""
    if kind not in list(ProbeKind):
        raise NotFound("continuity.no_such_probe")
    form = ProbeForm(ProbeKind(kind), request.POST or None)
    return _saved(request, form, None) or _asked(
        request, form, _("New probe: %(kind)s") % {"kind": PROBE_KINDS[ProbeKind(kind)]}, None
    )


@needs(Permission.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def probe_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a probe."""
    row = found_probe(code)
    facts = facts_of(row)
    form = ProbeForm(facts.kind, request.POST or None, facts=facts)
    return _saved(request, form, row) or _asked(request, form, row.name, row)


def _saved(request: HttpRequest, form: ProbeForm, row: Probe | None) -> HttpResponse | None:
    """Save what was sent and go to the probe; None while something is still to be asked."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        saved = save_probe(
            code=row.code if row is not None else form.cleaned_data["code"],
            facts=form.facts(),
            by=current_user(request),
            at=clock.now(),
            is_new=row is None,
        )
    except FrontlinjeError as error:
        tell_form(form, error)
        return None
    return redirect("continuity:probe", saved.code)


def _asked(request: HttpRequest, form: ProbeForm, title: str, row: Probe | None) -> HttpResponse:
    back = reverse("continuity:probe", args=[row.code]) if row else reverse("continuity:watching")
    context = {"form": form, "title": title, "action": _("Save and try"), "back": back}
    return render(request, "continuity/form.html", context)


@needs(Permission.PLAN_EDIT)
@require_POST
def probe_try(request: HttpRequest, code: str) -> HttpResponse:
    """Let the worker try it now; the page shows what it came to."""
    ask_probe(code=code, by=current_user(request))
    return redirect("continuity:probe", code)


@needs(Permission.PLAN_EDIT)
@require_POST
def probe_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Probe it no more."""
    name = found_probe(code).name
    remove_probe(code=code, by=current_user(request), at=clock.now())
    messages.success(request, _("«%(probe)s» is no longer probed.") % {"probe": name})
    return redirect("continuity:watching")
