"""How does the desk say standing, to the person, orders, and a row of the backlog?"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontlinje.contacts.labels import CHANNELS, LANGUAGES, STATES
from frontlinje.desk.queries.backlog import Sort
from frontlinje.presence.rules.standing import Standing
from frontlinje.presence.templatetags.spoken import day_and_time
from frontlinje.presence.wording import span_words

NOON = time(12)

STANDINGS = {
    Standing.NO_PLAN: gettext_lazy("No shift today"),
    Standing.NO_PLAN_HERE: gettext_lazy("No shift today: thank you for helping out"),
    Standing.NOT_YET: gettext_lazy("Your shift has not begun"),
    Standing.EARLY: gettext_lazy("Here before the shift begins"),
    Standing.LATE: gettext_lazy("Your shift has begun: go ready when you are"),
    Standing.LEFT: gettext_lazy("Logged off before the shift ends"),
    Standing.AS_PLANNED: gettext_lazy("As planned"),
    Standing.SHIFT_OVER: gettext_lazy(
        "Your shift is over, so nothing more is offered to you. Go ready again if you stay on."
    ),
    Standing.STAYS_ON: gettext_lazy("Your shift is over: thank you for staying on"),
    Standing.OVER: gettext_lazy("Your shift is over: well done"),
}

BULK_DEEDS = {
    "answer": gettext_lazy("Answer"),
    "close": gettext_lazy("Close"),
    "move": gettext_lazy("Move"),
    "tag": gettext_lazy("Tag"),
    "gather": gettext_lazy("Gather in an incident"),
}
"""What can be done to many at once, in few words; the codes are those of ``bulk``."""

SORTS = {
    Sort.URGENT: gettext_lazy("Most urgent first"),
    Sort.DUE: gettext_lazy("Due first"),
    Sort.OLDEST: gettext_lazy("Oldest first"),
    Sort.NEWEST: gettext_lazy("Newest first"),
}


@lru_cache(maxsize=8)
def backlog_words(language: str) -> dict[str, Any]:
    """Return the words of the backlog: looked up once, not fifty times a page."""
    return {
        "channels": {str(code): str(name) for code, name in CHANNELS.items()},
        "states": {str(code): str(name) for code, name in STATES.items()},
        "languages": {code: str(name) for code, name in LANGUAGES.items()},
        "sorts": {str(code): str(name) for code, name in SORTS.items()},
        "unknown": _("Unknown customer"),
        "waited": _("waited"),
        "comes_back": _("comes back"),
        "overdue": _("%(span)s overdue"),
        "due_in": _("due in %(span)s"),
        "choose_name": _("Choose %(name)s"),
        "deeds": {code: str(name) for code, name in BULK_DEEDS.items()},
        "exercise": _("Exercise"),
        "take": _("Take"),
        "take_name": _("Take %(name)s"),
    }


@lru_cache(maxsize=20_000)
def minute_in_words(minute: int, today: date, language: str) -> str:
    """Return an instant, given in minutes since 1970, as people say it today."""
    then = datetime.fromtimestamp(minute * 60, UTC)
    return day_and_time(then, timezone.make_aware(datetime.combine(today, NOON)))


@lru_cache(maxsize=4096)
def minutes_in_words(minutes: int, language: str) -> str:
    """Return a span in words: a list says the same few hundred times over."""
    return span_words(timedelta(minutes=minutes))
