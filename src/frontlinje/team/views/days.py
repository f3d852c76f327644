"""How did a day go? Of a team side by side, and of one person in words; one's own for everybody."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontlinje.base.errors import NotFound
from frontlinje.people.access import needs, signed_in
from frontlinje.people.models import Site, User
from frontlinje.people.permissions import Permission, may
from frontlinje.presence.queries import at_the_desk
from frontlinje.presence.rules.shifts import Span
from frontlinje.team.queries.day import PersonDay, bounds_of, days_of
from frontlinje.team.rules.day import LOGGED_OFF
from frontlinje.team.rules.scale import bar_of, hour_marks, position_of, shown_span
from frontlinje.team.views.chosen import Chosen, chosen, day_asked, reason_names


@needs(Permission.TEAM_READ)
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show a day of a team: plan and stretches of status, drawn and as a table."""
    asked = chosen(request)
    on = day_asked(request, asked.today)
    bounds = bounds_of(on, asked.zone)
    users = at_the_desk(min(asked.now, bounds.ends_at - timedelta(seconds=1)))
    if asked.team:
        users = users.filter(team__code=asked.team)
    everybody = days_of(list(users), day=bounds, now=asked.now)
    found = [one for one in everybody if not one.is_empty]
    shown = shown_span((span for one in found for span in one.spans), bounds)
    is_under_way = shown.starts_at <= asked.now < shown.ends_at
    context = {
        **_context(asked, on),
        "rows": [(one, _drawn(one, shown)) for one in found],
        "marks": hour_marks(shown, asked.zone),
        "now_at": position_of(asked.now, shown) if is_under_way else None,
    }
    return render(request, "team/day.html", context)


@signed_in
@require_safe
def person_day(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show one person's day in words: to leaders, and to the person."""
    asked = chosen(request)
    may_read_team = may(asked.user, Permission.TEAM_READ)
    person = User.objects.select_related("team").filter(id=user_id).first()
    if person is None or not (may_read_team or user_id == asked.user.id):
        raise NotFound("team.no_such_colleague")
    on = day_asked(request, asked.today)
    (found,) = days_of([person], day=bounds_of(on, asked.zone), now=asked.now)
    others = {one.declared.by for one in found.stretches if one.declared.by is not None}
    context = {
        **_context(asked, on),
        "person": person,
        "found": found,
        "facts": _in_order(found),
        "by": dict(User.objects.filter(id__in=others).values_list("id", "name")),
        "is_mine": user_id == asked.user.id,
        "may_read_team": may_read_team,
    }
    return render(request, "team/person_day.html", context)


def _context(asked: Chosen, on: date) -> dict[str, Any]:
    return {
        "asked": asked,
        "tab": "day",
        "day": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "now": asked.now,
        "reasons": reason_names(asked.state),
        "sites": dict(Site.objects.values_list("code", "name")),
    }


def _drawn(one: PersonDay, shown: Span) -> dict[str, list[Any]]:
    """Return where a person's plan and stretches are drawn."""
    worked = [
        (bar_of(stretch.span, shown), stretch.declared.status)
        for stretch in one.stretches
        if stretch.declared.status != LOGGED_OFF
    ]
    return {
        "shifts": [bar for span in one.planned if (bar := bar_of(span, shown))],
        "stretches": [(bar, status) for bar, status in worked if bar],
        "lost": [bar for span in one.lost if (bar := bar_of(span, shown))],
    }


def _in_order(found: PersonDay) -> list[dict[str, Any]]:
    """Return everything that happened on the day, in order of time."""
    told = found.stretches
    if told and told[0].declared.status == LOGGED_OFF:
        told = told[1:]  # the night before is no fact of the day
    facts: list[dict[str, Any]] = [
        {"kind": "stretch", "at": one.span.starts_at, "stretch": one} for one in told
    ]
    facts += [{"kind": "lost", "at": span.starts_at, "span": span} for span in found.lost]
    facts += [{"kind": one.kind, "at": one.at, "moment": one} for one in found.moments]
    return sorted(facts, key=lambda fact: fact["at"])
