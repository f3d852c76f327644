"""What waits that I may take? The hot list: plain rows in a Jinja2 template, a page at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.queries import viewer_of
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.queries.backlog import FOR_WAITING, Sort, Wanted, backlog, wanted_from
from frontlinje.desk.views.answers import is_htmx
from frontlinje.desk.wording import backlog_words, minute_in_words, minutes_in_words
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission

CHOICES = (
    State.QUEUED,
    State.OFFERED,
    State.ACTIVE,
    State.WRAP_UP,
    State.PARKED,
    State.SCHEDULED,
    State.CLOSED,
    State.ABANDONED,
)

_SAMPLE = UUID(int=0)


@needs(Permission.DESK_USE)
@require_GET
def backlog_list(request: HttpRequest) -> HttpResponse:
    """Show one page of the contacts asked for; to htmx the list alone."""
    now = clock.now()
    user = current_user(request)
    state = effective_state(now)
    viewer = viewer_of(user, state)
    wanted = wanted_from(request.GET, state)
    page = backlog(viewer, wanted, state=state, now=now)
    language = get_language() or "nb"
    context = {
        "rows": page.rows,
        "next": _address(request, page.next) if page.next else "",
        "is_first": not wanted.after,
        "wanted": wanted,
        "user_id": user.id,
        "may_pull": Permission.BACKLOG_PULL in viewer.permissions,
        "may_reassign": Permission.CONTACT_REASSIGN in viewer.permissions,
        "may_bulk": Permission.CONTACT_BULK in viewer.permissions,
        "filter": urlencode(_asked(request)),
        **_words(state, language, now),
    }
    if is_htmx(request):
        return HttpResponse(_drawn("desk/backlog_rows.html", context, request))
    context |= _choices(state, wanted, viewer.queues, language)
    content = _drawn("desk/backlog_content.html", context, request)
    return render(request, "desk/backlog.html", {"content": content})


def _drawn(template: str, context: dict[str, Any], request: HttpRequest) -> SafeString:
    drawn = loader.get_template(template, using="jinja2").render(context, request)
    return mark_safe(drawn)  # the template has escaped what it was given


def _words(state: CentreState, language: str, now: datetime) -> dict[str, Any]:
    """Return what rows are said with."""

    def span_to(then: datetime) -> str:
        return minutes_in_words(int(abs((now - then).total_seconds())) // 60, language)

    def said(then: datetime) -> str:
        return minute_in_words(int(then.timestamp()) // 60, today, language)

    today = timezone.localtime(now).date()
    return {
        "now": now,
        "words": backlog_words(language),
        "own_language": language,
        "queue_names": {code: q.name.in_language(language) for code, q in state.queues.items()},
        "tag_names": {code: tag.name.in_language(language) for code, tag in state.tags.items()},
        "span_to": span_to,
        "said": said,
        "address_of": _addresses("desk:contact"),
        "take_address_of": _addresses("desk:contact-take"),
    }


def _addresses(url_name: str) -> Callable[[UUID], str]:
    """Return what makes the address of any contact: the pattern is looked up once."""
    before, after = reverse(url_name, args=[_SAMPLE]).split(str(_SAMPLE))
    return lambda contact_id: f"{before}{contact_id}{after}"


def _address(request: HttpRequest, after: str) -> str:
    return f"{request.path}?{urlencode({**_asked(request), 'after': after})}"


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.dict()
    return {name: str(value) for name, value in asked.items() if value and name != "after"}


def _choices(
    state: CentreState, wanted: Wanted, own_queues: frozenset[str], language: str
) -> dict[str, Any]:
    """Return what the filters offer; the queues that one serves come first."""
    queues = sorted(state.queues.values(), key=lambda queue: queue.code not in own_queues)
    words = backlog_words(language)
    sorts = [s for s in Sort if wanted.state is State.QUEUED or s not in FOR_WAITING]
    return {
        "here": reverse("desk:backlog"),
        "queues": [(queue.code, queue.name.in_language(language)) for queue in queues],
        "states": [(code, words["states"][code]) for code in CHOICES],
        "sorts": [(sort, words["sorts"][sort]) for sort in sorts],
    }
