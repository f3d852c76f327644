"""What can we keep open today? A page for the leaders, and a sheet for the morning board."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.printing import pdf_of
from frontlinje.continuity.queries.fitting_plans import fitting_plans
from frontlinje.continuity.queries.keep_open import QueueToday, today_of
from frontlinje.continuity.today_words import (
    PLACES,
    expected,
    formula,
    people_words,
    reason_words,
    today_sheet,
    verdict,
)
from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission


@needs(Permission.TEAM_READ)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show which queues hold their promise today, who is there, and which plan fits."""
    now = clock.now()
    state = effective_state(now)
    found = today_of(state, now=now)
    language = get_language() or "nb"
    names = {code: queue.name.in_language(language) for code, queue in state.queues.items()}
    context = {
        "today": found,
        "now": now,
        "queues": [(names[row.queue.code], row, verdict(row), _cells(row)) for row in found.queues],
        "places": [
            (name, [there.get(place, 0) for there in found.places])
            for place, name in PLACES.items()
            if any(place in there for there in found.places)
        ],
        "away": [person for person in found.planned if person.is_absent],
        "fitting": [
            (one.plan.document, [reason_words(reason, names) for reason in one.reasons])
            for one in fitting_plans(found, now=now)
        ],
        "formula": formula(),
    }
    return render(request, "continuity/today/today.html", context)


def _cells(row: QueueToday) -> list[dict[str, Any] | None]:
    return [
        None
        if hour is None
        else {"expected": expected(hour), "people": people_words(hour), "holds": hour.holds}
        for hour in row.hours
    ]


@needs(Permission.TEAM_READ)
@require_safe
def today_export(request: HttpRequest) -> HttpResponse:
    """Return the sheet for the morning board as a PDF."""
    now = clock.now()
    state = effective_state(now)
    found = today_of(state, now=now)
    sheet = today_sheet(state, found, fitting_plans(found, now=now), now=now)
    response = HttpResponse(pdf_of(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_("today")}-{found.day}.pdf"'
    return response
