"""How does the desk say standing, orders and lengths of time? Asked by views and templates."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontlinje.desk.queries.backlog import Sort
from frontlinje.presence.rules.standing import Standing

STANDINGS = {
    Standing.NO_PLAN: gettext_lazy("No shift today"),
    Standing.NO_PLAN_HERE: gettext_lazy("No shift today: thank you for helping out"),
    Standing.NOT_YET: gettext_lazy("Your shift has not begun"),
    Standing.EARLY: gettext_lazy("Here before the shift begins"),
    Standing.LATE: gettext_lazy("Your shift has begun: go ready when you are"),
    Standing.LEFT: gettext_lazy("Logged off before the shift ends"),
    Standing.AS_PLANNED: gettext_lazy("As planned"),
    Standing.STAYS_ON: gettext_lazy("Your shift is over: thank you for staying on"),
    Standing.OVER: gettext_lazy("Your shift is over: well done"),
}

SORTS = {
    Sort.URGENT: gettext_lazy("Most urgent first"),
    Sort.DUE: gettext_lazy("Due first"),
    Sort.OLDEST: gettext_lazy("Oldest first"),
    Sort.NEWEST: gettext_lazy("Newest first"),
}


def span_words(span: timedelta) -> str:
    """Return a length of time in the one unit that matters: «12 min», «3 h», «2 days»."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 1:
        return _("under 1 min")
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def clock_words(span: timedelta) -> str:
    """Return a length of time as a running clock shows it: «4:07», «3 h 05»."""
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
    return f"{minutes}:{seconds % 60:02d}"
