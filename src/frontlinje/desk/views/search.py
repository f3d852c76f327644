"""Where was that written? One box over all that was said, with filters, a page at a time."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.labels import CHANNELS, STATES
from frontlinje.contacts.models import Customer
from frontlinje.contacts.queries import (
    Search,
    SearchPage,
    found_contacts,
    found_notes,
    is_behind,
    search_contacts,
    search_customers,
    search_notes,
    viewer_of,
)
from frontlinje.desk.queries.colleagues import people_of_the_desk
from frontlinje.desk.rules.asked_search import Asked, period_of, read_asked
from frontlinje.desk.views.answers import is_htmx
from frontlinje.people.access import current_user, needs
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

MOST_CUSTOMERS = 5


@needs(Permission.DESK_USE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the search and one page of what it finds; to htmx the hits alone."""
    now = clock.now()
    user = current_user(request)
    state = effective_state(now)
    asked = read_asked(request.GET, state.queues)
    after = request.GET.get("after", "")
    page, context = _hits(user, asked, after, state=state, now=now)
    context["next"] = _address(request, page.next) if page.next else ""
    if is_htmx(request):
        template = "desk/search/contacts.html" if after else "desk/search/hits.html"
        return render(request, template, context)
    context |= _choices(asked, state)
    return render(request, "desk/search/search.html", context)


def _hits(
    user: User, asked: Asked, after: str, *, state: CentreState, now: datetime
) -> tuple[SearchPage, dict[str, Any]]:
    since, before = period_of(asked, timezone.get_current_timezone())
    wanted = Search(
        typed=asked.typed,
        channel=asked.channel,
        queue=asked.queue,
        state=asked.state,
        agent=asked.agent,
        customer=asked.customer,
        since=since,
        before=before,
        after=after,
    )
    page = search_contacts(viewer_of(user, state), wanted, now=now)
    language, today = state.document.language, now.date()
    shown = found_contacts(page.contacts, page.meaning, own_language=language, on=today)
    context: dict[str, Any] = {
        "asked": asked,
        "found": [(hit, state.queues.get(hit.contact.queue)) for hit in shown],
        "now": now,
        "is_behind": is_behind(now),
    }
    is_about_customers = not after and not asked.is_narrowed and may(user, Permission.CUSTOMER_READ)
    if is_about_customers:
        context |= _customers(asked, page, language, now)
    return page, context


def _customers(asked: Asked, page: SearchPage, language: str, now: datetime) -> dict[str, Any]:
    """Return the customers who are meant, and those about whom this was noted."""
    noted = search_notes(page.meaning)
    ids = [customer.id for customer in noted]
    said = found_notes(ids, page.meaning, own_language=language, on=now.date())
    return {
        "customers": search_customers(asked.typed, most=MOST_CUSTOMERS),
        "noted": [(customer, said[customer.id]) for customer in noted],
    }


def _choices(asked: Asked, state: CentreState) -> dict[str, Any]:
    """Return what the filters offer."""
    language = get_language() or "nb"
    chosen = Customer.objects.filter(id=asked.customer).first() if asked.customer else None
    return {
        "queue_choices": [(q.code, q.name.in_language(language)) for q in state.queues.values()],
        "channel_choices": [(code.value, name) for code, name in CHANNELS.items()],
        "state_choices": [(code.value, name) for code, name in STATES.items()],
        "agent_choices": people_of_the_desk(),
        "chosen_customer": chosen,
    }


def _address(request: HttpRequest, after: str) -> str:
    asked = {name: value for name, value in request.GET.items() if value and name != "after"}
    return f"{request.path}?{urlencode({**asked, 'after': after})}"
