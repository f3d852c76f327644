"""What waits for a leader: suggestions nobody has answered, reports nobody has taken up?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from frontlinje.continuity.models import Activation, IncidentEntry, Suggestion
from frontlinje.continuity.queries.watched import unanswered_suggestions
from frontlinje.continuity.rules.incident_log import Kind


@dataclass(frozen=True, slots=True)
class Attention:
    """What somebody who leads should look at."""

    suggestions: list[Suggestion]
    reports: list[IncidentEntry]

    @property
    def n(self) -> int:
        """Return how many things there are."""
        return len(self.suggestions) + len(self.reports)

    @property
    def latest_at(self) -> datetime | None:
        """Return when the latest came, or was passed on to somebody else."""
        times = [report.recorded_at for report in self.reports]
        times += [one.escalated_at or one.raised_at for one in self.suggestions]
        return max(times, default=None)

    def since(self, then: datetime | None) -> "Attention":
        """Return what came after an instant, or was passed on after it."""
        if then is None:
            return self
        return Attention(
            [one for one in self.suggestions if (one.escalated_at or one.raised_at) > then],
            [one for one in self.reports if one.recorded_at > then],
        )


def waiting_for_leaders() -> Attention:
    """Return what waits, the latest first."""
    return Attention(unanswered_suggestions(), unanswered_reports())


def unanswered_reports() -> list[IncidentEntry]:
    """Return reports about open incidents after which nobody wrote anything else or acted."""
    written = IncidentEntry.objects.filter(incident=OuterRef("incident")).exclude(kind=Kind.REPORT)
    acted = Activation.objects.filter(incident=OuterRef("incident"))
    latest = Greatest(
        Subquery(written.order_by("-recorded_at").values("recorded_at")[:1]),
        Subquery(acted.order_by("-activated_at").values("activated_at")[:1]),
    )
    rows = IncidentEntry.objects.filter(kind=Kind.REPORT, incident__over_at__isnull=True)
    rows = rows.annotate(answered_at=latest).filter(
        Q(answered_at__isnull=True) | Q(recorded_at__gt=F("answered_at"))
    )
    return list(rows.select_related("incident", "by").order_by("-recorded_at", "-id"))
