"""How are the codes that the desk shows said? States, standing, lengths of time."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.queries.backlog import Sort
from frontlinje.presence.rules.standing import Standing

STATES = {
    State.RECEIVED: pgettext_lazy("contact", "Received"),
    State.QUEUED: pgettext_lazy("contact", "Waiting"),
    State.OFFERED: pgettext_lazy("contact", "Offered"),
    State.ACTIVE: pgettext_lazy("contact", "In hand"),
    State.WRAP_UP: pgettext_lazy("contact", "Wrap-up"),
    State.CLOSED: pgettext_lazy("contact", "Closed"),
    State.ABANDONED: pgettext_lazy("contact", "Left the queue"),
    State.SCHEDULED: pgettext_lazy("contact", "Call-back agreed"),
    State.PARKED: pgettext_lazy("contact", "Parked"),
    State.CAPTURED_OFFLINE: pgettext_lazy("contact", "Noted offline"),
}

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
