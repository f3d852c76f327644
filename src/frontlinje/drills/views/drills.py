"""Which drills are there, how far is one, and what becomes of it?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.drills import tasks
from frontlinje.drills.actions.building import copy_drill, play_again
from frontlinje.drills.actions.keeping import bring_back, delete_drill, put_away, rename_drill
from frontlinje.drills.actions.playing import WAITING, stop_drill
from frontlinje.drills.drill_words import COLOURS, STATES, Names
from frontlinje.drills.models import Drill, DrillState
from frontlinje.drills.queries.drills import asked_of, drills_listed, found_drill, terms_of
from frontlinje.drills.result_words import case_rows, sentences
from frontlinje.drills.rules.results import Results
from frontlinje.drills.views.drill_results import result_page
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said

MOST_SHOWN = 100


@needs(Permission.REHEARSE)
@require_safe
def drills(request: HttpRequest) -> HttpResponse:
    """List drills, the latest first, or those that were put away."""
    words, is_archived = request.GET.get("q", ""), request.GET.get("put-away") == "1"
    found = drills_listed(words=words, is_archived=is_archived)
    rows = [_listed(drill) for drill in found[:MOST_SHOWN]]
    context = {
        "rows": rows,
        "words": words,
        "is_archived": is_archived,
        "can_compare": sum(row["has_figures"] for row in rows) > 1,
    }
    return render(request, "drills/drills.html", context)


def _listed(drill: Drill) -> dict[str, Any]:
    state, terms = DrillState(drill.state), terms_of(drill)
    return {
        "drill": drill,
        "state": STATES[state],
        "colour": COLOURS[state],
        "day": terms.day,
        "n_scenarios": len(terms.scenarios),
        "n_plans": len(terms.plans),
        "has_figures": state == DrillState.DONE,
    }


@needs(Permission.REHEARSE)
@require_safe
def drill(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Show what came out of a drill, how far it is, or go on building it."""
    shown = found_drill(drill_id)
    if shown.state == DrillState.DRAFT:
        return _to_open_step(shown)
    if shown.state in WAITING:
        return _waiting(request, shown)
    if "HX-Request" in request.headers:
        # It has ended since the part of the page that asks was drawn: draw all of it.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return result_page(request, shown)


def _to_open_step(drill: Drill) -> HttpResponse:
    terms = terms_of(drill)
    if not terms.has_day or drill.version_id is None:
        return redirect("drills:drill-day", drill.id)
    step = "drills:drill-plans" if terms.scenarios else "drills:drill-scenarios"
    return redirect(step, drill.id)


def _waiting(request: HttpRequest, drill: Drill) -> HttpResponse:
    names, progress = Names(asked_of(drill)), drill.progress
    others = Drill.objects.filter(state=DrillState.PLAYING).exclude(id=drill.id)
    context: dict[str, Any] = {
        "drill": drill,
        "state": STATES[DrillState(drill.state)],
        "is_compiling": progress.get("is_compiling", False),
        "percent": round(100 * progress.get("share", 0.0)),
        "progress": progress,
        "is_behind_another": others.exists(),
        "scenario": names.scenario(progress["scenario"]) if "scenario" in progress else "",
    }
    if drill.results is not None and drill.results["cases"]:
        results = Results(drill.results)
        context |= {"sentences": sentences(results, names), "rows": case_rows(results, names)}
    is_part = "HX-Request" in request.headers
    return render(
        request, "drills/drill_stage.html" if is_part else "drills/drill_playing.html", context
    )


@needs(Permission.REHEARSE)
@require_POST
def drill_stop(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Stop a drill where it is."""
    stop_drill(drill_id=drill_id, by=current_user(request), at=clock.now())
    return redirect("drills:drill", drill_id)


@needs(Permission.REHEARSE)
@require_POST
def drill_repeat(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Play the very same again."""
    with transaction.atomic():
        again = play_again(drill_id=drill_id, by=current_user(request), at=clock.now())
        tasks.play.defer(drill_id=str(again.id))
    return redirect("drills:drill", again.id)


@needs(Permission.REHEARSE)
@require_POST
def drill_copy(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Begin a drill that says what this one says, to change it."""
    first = found_drill(drill_id)
    name = _("%(name)s, changed") % {"name": first.name}
    copy = copy_drill(drill_id=drill_id, name=name, by=current_user(request), at=clock.now())
    tasks.make_ready_soon()
    return redirect("drills:drill-day", copy.id)


@needs(Permission.REHEARSE)
@require_POST
def drill_rename(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Give a drill another name."""
    try:
        rename_drill(drill_id=drill_id, name=request.POST.get("name", ""), by=current_user(request))
    except FrontlinjeError as error:
        messages.error(request, said(error))
    return redirect("drills:drill", drill_id)


@needs(Permission.REHEARSE)
@require_POST
def drill_put_away(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Take a drill off the list; the message offers to bring it back."""
    kept = put_away(drill_id=drill_id, by=current_user(request), at=clock.now())
    undo = reverse("drills:drill-bring-back", args=[drill_id])
    text = _("«%(name)s» is put away.") % {"name": kept.name}
    messages.success(request, text, extra_tags=undo)
    return redirect("drills:drills")


@needs(Permission.REHEARSE)
@require_POST
def drill_bring_back(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Put a drill back on the list."""
    bring_back(drill_id=drill_id, by=current_user(request))
    return redirect("drills:drill", drill_id)


@needs(Permission.REHEARSE)
@require_POST
def drill_delete(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Delete a drill that was put away."""
    delete_drill(drill_id=drill_id, by=current_user(request), at=clock.now())
    messages.success(request, _("It is deleted."))
    return redirect("drills:drills")
