"""How are lengths of time, states and standing said? Every screen that shows people asks."""

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from frontlinje.presence.rules.standing import Standing

STANDINGS: dict[Standing, Promise] = {
    Standing.NO_PLAN: gettext_lazy("No shift today"),
    Standing.NO_PLAN_HERE: gettext_lazy("At work without a shift"),
    Standing.NOT_YET: gettext_lazy("The shift has not begun"),
    Standing.EARLY: gettext_lazy("Here before the shift begins"),
    Standing.LATE: gettext_lazy("The shift has begun, not logged on yet"),
    Standing.LEFT: gettext_lazy("Logged off before the shift ends"),
    Standing.AS_PLANNED: gettext_lazy("As planned"),
    Standing.SHIFT_OVER: gettext_lazy("The shift is over, still logged on: gets no offers"),
    Standing.STAYS_ON: gettext_lazy("Stays on after the shift"),
    Standing.OVER: gettext_lazy("The shift is over"),
}
"""Planned against actual, of somebody."""

WHY: dict[str, Promise] = {
    "": pgettext_lazy("person", "Ready"),
    "logged_off": pgettext_lazy("person", "Logged off"),
    "lost_connection": pgettext_lazy("person", "Connection lost"),
    "missed_offers": pgettext_lazy("person", "Not responding"),
    "has_offer": pgettext_lazy("person", "Being offered a contact"),
    "wrapping_up": pgettext_lazy("person", "Wrap-up"),
    "no_room": pgettext_lazy("person", "Busy"),
    "pause": pgettext_lazy("person", "Pause"),
    "outside_shift": pgettext_lazy("person", "Shift over"),
}
"""Why routing offers somebody nothing just now, in a word; empty when it does."""


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


def length_words(span: timedelta) -> str:
    """Return a length of time to the minute: «12 min», «3 h», «3 h 05 min»."""
    hours, minutes = divmod(max(0, round(span.total_seconds() / 60)), 60)
    if not hours:
        return _("%(n)d min") % {"n": minutes}
    if not minutes:
        return _("%(n)d h") % {"n": hours}
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": minutes}


HOURS_ARE_CLEAR = 48
"""From so many on, days say more."""


def clock_words(span: timedelta) -> str:
    """Return a length of time as a running clock shows it: «4:07», «3 h 05», «6 d 4 h»."""
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours >= HOURS_ARE_CLEAR:
        return _("%(days)d d %(hours)d h") % {"days": hours // 24, "hours": hours % 24}
    if hours:
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
    return f"{minutes}:{seconds % 60:02d}"
