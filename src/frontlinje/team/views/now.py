"""Who is on, planned against actual, with what in hand? The page of the team at this moment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontlinje.people.access import needs
from frontlinje.people.permissions import Permission, may
from frontlinje.team.queries.now import team_now
from frontlinje.team.views.chosen import chosen, reason_names


@needs(Permission.TEAM_READ)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Show the team as it is; htmx fetches what moves."""
    asked = chosen(request)
    found = team_now(asked.user, asked.state, team=asked.team, now=asked.now)
    context: dict[str, Any] = {
        "asked": asked,
        "tab": "now",
        "found": found,
        "now": asked.now,
        "reasons": reason_names(asked.state),
        "queue_names": {code: queue.name for code, queue in asked.state.queues.items()},
        "may_steer": may(asked.user, Permission.TEAM_STEER),
        "may_move": may(asked.user, Permission.CONTACT_REASSIGN),
    }
    part = "HX-Request" in request.headers
    return render(request, "team/team_now.html" if part else "team/team.html", context)
