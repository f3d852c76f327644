"""What does the team page call things? Headings, statuses, moments of a day."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontlinje.presence.models import Status

HEADINGS: dict[str, Promise] = {
    "look": pgettext_lazy("people", "Needs a look"),
    "expected": pgettext_lazy("people", "Expected, not here"),
    "ready": pgettext_lazy("people", "Ready"),
    "busy": pgettext_lazy("people", "Busy"),
    "pause": pgettext_lazy("people", "On pause"),
    "later": pgettext_lazy("people", "Later today"),
    "away": pgettext_lazy("people", "Not at work"),
}

COUNTS: dict[str, Promise] = {
    "planned": _("planned now"),
    "on": _("logged on"),
    "late": _("not logged on yet"),
    "left": _("left early"),
    "unplanned": _("without a shift"),
    "stays": _("after their shift"),
}
"""Planned against actual; those that are none are left out."""

STATUSES: dict[str, Promise] = {
    Status.READY: pgettext_lazy("person", "Ready"),
    Status.PAUSE: pgettext_lazy("person", "Pause"),
    Status.LOGGED_OFF: pgettext_lazy("person", "Logged off"),
}
