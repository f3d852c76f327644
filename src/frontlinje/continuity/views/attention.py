"""How does a leader learn what waits, on any page? By a number in the menu, and a notice."""

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from frontlinje.continuity.queries.attention import Attention, waiting_for_leaders
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.people.access import current_user, signed_in
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

_ROOM_FOR_TEXT = 120


def leads(user: User) -> bool:
    """Say whether somebody is told what waits for leaders."""
    return may(user, Permission.PLAN_ACTIVATE) and may(user, Permission.INCIDENT_LEAD)


@signed_in
@require_GET
def attention(request: HttpRequest) -> HttpResponse:
    """Show a leader how much waits, and tell what has come since the page was made."""
    if not leads(current_user(request)):
        return HttpResponse(status=204)
    found = waiting_for_leaders()
    answer = render(request, "continuity/attention.html", {"attention": found, "is_news": True})
    text = _news(found.since(_instant(request.GET.get("since", ""))))
    if text:
        told = {"fl:toast": {"text": text, "color": "warning"}}
        answer["HX-Trigger"] = json.dumps(told)
    return answer


def _instant(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _news(news: Attention) -> str:
    """Return what is new in a line, empty when nothing is."""
    lines = [
        _("Report: %(text)s") % {"text": report.text[:_ROOM_FOR_TEXT]} for report in news.reports
    ]
    for suggestion in news.suggestions:
        plan = document_of(latest_version(suggestion.plan_id)).name
        name = {"plan": plan.in_language(get_language() or "nb")}
        if suggestion.n_escalated:
            lines.append(_("Nobody has answered yet: the plan «%(plan)s» is suggested.") % name)
        elif suggestion.activation_id is not None:
            lines.append(_("The plan «%(plan)s» has put itself into effect.") % name)
        else:
            lines.append(_("The plan «%(plan)s» is suggested.") % name)
    if len(lines) > 1:
        n = len(lines) - 1
        more = ngettext("And %(n)s more.", "And %(n)s more.", n) % {"n": n}
        return f"{lines[0]} {more}"
    return lines[0] if lines else ""
