"""What happened, as people look it up: newest first, by day, kind and person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from frontlinje.ledger.models import Event


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which events to show; an empty value leaves the question open."""

    since: datetime | None = None
    until: datetime | None = None
    subject: str = ""
    """What the kind begins with: ``user`` for ``user.created`` and its like."""
    person: UUID | None = None
    """Who did it, or whom it is about."""
    before: int | None = None
    """Only events recorded before the one with this id."""


def events_sought(sought: Sought) -> QuerySet[Event]:
    """Return the events that fit, the latest recorded first."""
    events = Event.objects.order_by("-id")
    if sought.since is not None:
        events = events.filter(at__gte=sought.since)
    if sought.until is not None:
        events = events.filter(at__lt=sought.until)
    if sought.subject:
        events = events.filter(kind__startswith=f"{sought.subject}.")
    if sought.person is not None:
        events = events.filter(Q(by=sought.person) | Q(agent_id=sought.person))
    if sought.before is not None:
        events = events.filter(id__lt=sought.before)
    return events
