"""What came out of a drill? On a page, side by side with others, on paper, and as a file."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError, NotFound
from frontlinje.continuity.printing import pdf_of
from frontlinje.drills.drill_sheet import sheet_of
from frontlinje.drills.drill_words import COLOURS, STATES, Names, days_played, promise_in_words
from frontlinje.drills.models import Drill, DrillState
from frontlinje.drills.queries.drills import asked_of, drills_with_figures, found_drill
from frontlinje.drills.result_pictures import chosen, interval_table, pictures, tables
from frontlinje.drills.result_words import FORMULAS, case_rows, sentences
from frontlinje.drills.rules.results import Results
from frontlinje.drills.search_words import EDGE_FORMULA, LEAST_FORMULA, edge_maps, least_of
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission
from frontlinje.people.wording import said

MOST_COMPARED = 8


def result_page(request: HttpRequest, drill: Drill) -> HttpResponse:
    """Show what came out, the verdict first; one scenario closely, with one plan beside it."""
    state, names = DrillState(drill.state), Names(asked_of(drill))
    file = names.asked.file
    context: dict[str, Any] = {
        "drill": drill,
        "state": STATES[state],
        "colour": COLOURS[state],
        "reason": _reason(drill.failure),
        "promise": promise_in_words(file.promise, names.queues),
        "day": file.day.date,
        "repeat": _repeat(drill),
    }
    if drill.results is not None and drill.results["cases"]:
        results = Results(drill.results)
        asked = (request.GET.get("scenario", ""), request.GET.get("plan", ""))
        looked_at = chosen(results, names, scenario=asked[0], plan=asked[1])
        context |= {
            "sentences": sentences(results, names),
            "rows": case_rows(results, names),
            "formulas": FORMULAS,
            "least": least_of(results, names),
            "least_formula": LEAST_FORMULA,
            "edge_maps": edge_maps(results, names),
            "edge_formula": EDGE_FORMULA,
            "days_played": _days(results, names),
            "scenarios": [(code, names.scenario(code)) for code in results.scenarios],
            "plans": [(code, names.plan(code)) for code in results.plans],
            "looked_at": looked_at,
            "scenario": looked_at.first["scenario"],
            "plan": looked_at.cases[-1][1]["plan"],
            "pictures": pictures(looked_at),
            "interval_table": interval_table(looked_at),
            "tables": tables(looked_at),
        }
    return render(request, "drills/drill.html", context)


def _reason(failure: dict[str, Any]) -> str:
    return said(FrontlinjeError(failure["code"], **failure["params"])) if failure else ""


def _days(results: Results, names: Names) -> list[tuple[str, str]]:
    played = {case["scenario"]: case["replications"] for case in results.cases}
    return [(names.scenario(code), days_played(n)) for code, n in played.items()]


def _repeat(drill: Drill) -> str:
    """Say whether a drill that was played again came to the same."""
    first = drill.again
    if first is None or not drill.fingerprint or not first.fingerprint:
        return ""
    if drill.fingerprint == first.fingerprint:
        return "same"
    return "other_simulator" if drill.kernel != first.kernel else "other"


@needs(Permission.REHEARSE)
@require_safe
def drills_compare(request: HttpRequest) -> HttpResponse:
    """Show two drills or more side by side."""
    found = drills_with_figures(_ids(request.GET.getlist("drill")))
    columns = []
    for drill in found[:MOST_COMPARED]:
        names, results = Names(asked_of(drill)), Results(drill.results or {})
        columns.append(
            {
                "drill": drill,
                "day": names.asked.file.day.date,
                "promise": promise_in_words(names.asked.file.promise, names.queues),
                "sentences": sentences(results, names),
                "rows": case_rows(results, names),
            }
        )
    return render(request, "drills/drills_compare.html", {"columns": columns})


def _ids(typed: list[str]) -> list[UUID]:
    found = []
    for one in typed:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _with_figures(drill_id: UUID) -> Drill:
    drill = found_drill(drill_id)
    if drill.results is None or not drill.results["cases"]:
        raise NotFound("drills.no_figures")
    return drill


@needs(Permission.REHEARSE)
@require_safe
def drill_print(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Return what came out as a PDF."""
    drill = _with_figures(drill_id)
    content = pdf_of(sheet_of(drill, now=clock.now()))
    return HttpResponse(content, content_type="application/pdf", headers=_named(drill, "pdf"))


@needs(Permission.REHEARSE)
@require_safe
def drill_export(request: HttpRequest, drill_id: UUID) -> HttpResponse:
    """Return what was asked and all figures as JSON."""
    drill = _with_figures(drill_id)
    told = {
        "name": drill.name,
        "state": drill.state,
        "simulator": drill.kernel,
        "program": drill.program,
        "fingerprint": drill.fingerprint,
        "asked": drill.asked,
        "results": drill.results,
    }
    content = json.dumps(told, ensure_ascii=False, indent=1)
    return HttpResponse(content, content_type="application/json", headers=_named(drill, "json"))


def _named(drill: Drill, ending: str) -> dict[str, str]:
    name = slugify(drill.name) or str(drill.id)
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
