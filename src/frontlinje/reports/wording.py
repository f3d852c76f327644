"""What do the monitor and the exports call things? Measures with their formulas, alarms, groups."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontlinje.reports.actions import RECEIVED
from frontlinje.reports.rules import groups
from frontlinje.reports.rules.measures import Figures, answer_rate, percent, service_level
from frontlinje.routing.actions.alarms import NO_SUCH_QUEUE, NOBODY_FITS, NOBODY_ON_DUTY

GROUPS: dict[str, Promise] = {
    groups.READY: pgettext_lazy("people", "Ready"),
    groups.BUSY: pgettext_lazy("people", "Busy"),
    groups.PAUSE: pgettext_lazy("people", "On pause"),
    groups.NOT_REACHED: pgettext_lazy("people", "Not reached"),
    groups.EXPECTED: pgettext_lazy("people", "Expected"),
    groups.AWAY: pgettext_lazy("people", "Not at work"),
}

STRANDED: dict[str, Promise] = {
    NOBODY_ON_DUTY: _("nobody is on duty"),
    NOBODY_FITS: _("nobody on duty has what it takes: group, skill or language"),
    NO_SUCH_QUEUE: _("the queue is not among the centre's queues any more"),
}

GAPS: dict[str, Promise] = {RECEIVED: _("received")}

NOTHING_YET = "–"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as a screen shows it: its value, and how it came about in this case."""

    code: str
    value: int | None
    """Whole percent; None when there is nothing to measure yet."""
    sum: str
    """The formula with its numbers."""

    @property
    def shown(self) -> str:
        """Return the value in words."""
        return NOTHING_YET if self.value is None else f"{self.value} %"


SERVICE_LEVEL = "service_level"
ANSWER_RATE = "answer_rate"

MEASURES: dict[str, tuple[Promise, Promise]] = {
    SERVICE_LEVEL: (
        _("Service level"),
        _("answered within the promise / (answered + left the queue + still waiting too late)"),
    ),
    ANSWER_RATE: (_("Answer rate"), _("answered / (answered + left the queue)")),
}
"""Name and formula."""


def service_level_of(figures: Figures) -> Measure:
    """Return the service level with its sum."""
    return Measure(
        SERVICE_LEVEL,
        percent(service_level(figures)),
        f"{figures.in_time} / ({figures.answered} + {figures.abandoned} + {figures.late_waiting})",
    )


def answer_rate_of(figures: Figures) -> Measure:
    """Return the answer rate with its sum."""
    return Measure(
        ANSWER_RATE,
        percent(answer_rate(figures)),
        f"{figures.answered} / ({figures.answered} + {figures.abandoned})",
    )
