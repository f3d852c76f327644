"""What waits that I may take? The hot list: plain rows in a Jinja2 template, a page at a time."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.labels import CHANNELS, LANGUAGES, STATES
from frontlinje.contacts.queries import viewer_of
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.national_id import masked
from frontlinje.desk.queries.backlog import FOR_WAITING, Sort, Wanted, backlog, wanted_from
from frontlinje.desk.templatetags.desk_words import day_and_time
from frontlinje.desk.views.answers import is_htmx
from frontlinje.desk.wording import SORTS, span_words
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
    rows = {
        "rows": page.rows,
        "next": _address(request, page.next) if page.next else "",
        "is_first": not wanted.after,
        "wanted": wanted,
        "queue_names": {c: q.name.in_language(language) for c, q in state.queues.items()},
        "channel_names": CHANNELS,
        "state_names": STATES,
        "language": language,
        "now": now,
        "may_pull": Permission.BACKLOG_PULL in viewer.permissions,
        "may_reassign": Permission.CONTACT_REASSIGN in viewer.permissions,
        "user_id": user.id,
        "masked": partial(masked, on=now.date()),
        "span_words": span_words,
        "day_and_time": day_and_time,
    }
    template = loader.get_template("desk/backlog_rows.html", using="jinja2")
    shown = mark_safe(template.render(rows, request))  # the template has escaped it
    if is_htmx(request):
        return HttpResponse(shown)
    context = {"rows": shown, "wanted": wanted, **_choices(state, wanted, viewer.queues, language)}
    return render(request, "desk/backlog.html", context)


def _address(request: HttpRequest, after: str) -> str:
    asked = {name: value for name, value in request.GET.items() if value and name != "after"}
    return f"{request.path}?{urlencode({**asked, 'after': after})}"


def _choices(
    state: CentreState, wanted: Wanted, own_queues: frozenset[str], language: str
) -> dict[str, Any]:
    """Return what the filters offer; the queues that one serves come first."""
    queues = sorted(state.queues.values(), key=lambda queue: queue.code not in own_queues)
    sorts = [s for s in Sort if wanted.state is State.QUEUED or s not in FOR_WAITING]
    return {
        "queues": [(queue.code, queue.name.in_language(language)) for queue in queues],
        "channels": CHANNELS.items(),
        "states": [(code, STATES[code]) for code in CHOICES],
        "languages": LANGUAGES.items(),
        "sorts": [(sort, SORTS[sort]) for sort in sorts],
    }
