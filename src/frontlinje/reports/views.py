"""Which pages do reports have? The queue monitor, the same on a wall, and two files to take out."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontlinje.base import clock
from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission, may
from frontlinje.reports.actions import note_export
from frontlinje.reports.exports import contacts_csv, figures_csv
from frontlinje.reports.queries.board import board_now
from frontlinje.reports.queries.contact_list import Days, contacts_of_days, may_take_customers
from frontlinje.reports.wording import MEASURES


@needs(Permission.BOARD_READ)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the queue monitor; htmx fetches what moves in it."""
    return _shown(request, "reports/board.html", "reports/board_now.html")


@needs(Permission.BOARD_READ)
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Show the queue monitor as large as a wall."""
    return _shown(request, "reports/wall.html", "reports/wall_now.html")


def _shown(request: HttpRequest, page: str, part: str) -> HttpResponse:
    found = board_now(clock.now())
    user = current_user(request)
    context: dict[str, Any] = {
        "board": found,
        "now": found.at,
        "document": found.state.document,
        "pause_reasons": {code: one.name for code, one in found.state.pause_reasons.items()},
        "queue_names": {code: queue.name for code, queue in found.state.queues.items()},
        "measures": MEASURES,
        "may_export": may(user, Permission.REPORT_EXPORT),
        "may_pull": may(user, Permission.BACKLOG_PULL),
    }
    return render(request, part if "HX-Request" in request.headers else page, context)


@needs(Permission.REPORT_EXPORT)
@require_safe
def figures_export(request: HttpRequest) -> HttpResponse:
    """Return today's figures as a file."""
    now = clock.now()
    found = board_now(now)
    text = figures_csv(found, language=get_language() or "nb")
    day = now.astimezone(ZoneInfo(found.state.document.timezone)).date()
    return _file(text, f"{_('figures')}-{day}.csv")


@needs(Permission.REPORT_EXPORT)
@require_safe
def contacts_export(request: HttpRequest) -> HttpResponse:
    """Return the contacts of some days as a file: of today, if none are named."""
    now, user = clock.now(), current_user(request)
    state = effective_state(now)
    zone = ZoneInfo(state.document.timezone)
    today = now.astimezone(zone).date()
    days = Days(_day(request, "first") or today, _day(request, "last") or today)
    has_customers = may_take_customers(user)
    text, n_rows = contacts_csv(
        contacts_of_days(days, zone=zone),
        state=state,
        language=get_language() or "nb",
        has_customers=has_customers,
        today=today,
    )
    note_export(
        first_day=days.first,
        last_day=days.last,
        n_rows=n_rows,
        has_customers=has_customers,
        by=user,
        at=now,
    )
    return _file(text, f"{_('contacts')}-{days.first}-{days.last}.csv")


def _day(request: HttpRequest, name: str) -> date | None:
    given = request.GET.get(name, "").strip()
    if not given:
        return None
    try:
        return datetime.strptime(given, "%Y-%m-%d").date()
    except ValueError:
        raise Invalid("reports.unreadable_day", field=name, given=given[:40]) from None


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
