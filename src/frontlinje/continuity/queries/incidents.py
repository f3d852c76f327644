"""Which incidents are there, and what stands in the log of one?

The log is what people wrote, and what the ledger knows of plans, announcements and faults:
the ledger is read, never copied, so that nothing can be missing or stand there twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language

from frontlinje.base.errors import NotFound
from frontlinje.continuity.events import (
    ActivationEnded,
    ActivationExtended,
    AnnouncementChanged,
    IncidentEntryAdded,
    PlanActivated,
)
from frontlinje.continuity.incident_words import SYSTEM, TOLD_OF, event_in_words
from frontlinje.continuity.models import (
    Activation,
    FollowUp,
    Incident,
    IncidentEntry,
    PlanVersion,
    Probe,
    Suggestion,
)
from frontlinje.continuity.watched_in_log import Names, why_watched
from frontlinje.ledger.models import Event
from frontlinje.people.models import User, name_in

_OF_PLANS = (PlanActivated.kind, ActivationExtended.kind, ActivationEnded.kind)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a log as it is read."""

    number: int
    """The ledger's: it tells the order of what happened within a second."""
    at: datetime
    recorded_at: datetime
    """Later than ``at`` for what was written down afterwards."""
    kind: str
    by: str
    """Empty for what the system did by itself."""
    text: str
    why: str = ""
    entry_id: int | None = None
    file_name: str = ""
    file_size: int | None = None
    file_sha256: str = ""

    @property
    def is_later(self) -> bool:
        """Say whether it was written down more than a minute after it happened."""
        return (self.recorded_at - self.at).total_seconds() > 60


def incidents_listed() -> QuerySet[Incident]:
    """Return the incidents, those that are open first, then the latest."""
    return (
        Incident.objects.select_related("opened_by")
        .annotate(n_open=Count("follow_ups", filter=Q(follow_ups__closed_at__isnull=True)))
        .order_by(F("over_at").desc(nulls_first=True), "-began_at")
    )


def open_incidents() -> QuerySet[Incident]:
    """Return the incidents that go on, the latest first."""
    return Incident.objects.filter(over_at__isnull=True).order_by("-began_at")


def found_incident(incident_id: UUID) -> Incident:
    """Return an incident.

    Raises
    ------
    NotFound
        ``continuity.no_such_incident``.
    """
    incident = (
        Incident.objects.select_related("opened_by", "closed_by").filter(id=incident_id).first()
    )
    if incident is None:
        raise NotFound("continuity.no_such_incident")
    return incident


def open_follow_ups() -> QuerySet[FollowUp]:
    """Return what all incidents left to be done, the soonest due first."""
    return (
        FollowUp.objects.filter(closed_at__isnull=True)
        .select_related("owner", "incident")
        .order_by(F("due_on").asc(nulls_last=True), "created_at")
    )


def log_of(incident: Incident) -> list[LogLine]:
    """Return the log of an incident in order of what happened, in the language of the moment.

    Times are told to the second; what happened in the same second stands in the ledger's order.
    """
    entries = incident.entries.select_related("by")
    numbers = _numbers_of_entries(incident)
    lines = [
        LogLine(
            number=numbers[entry.id],
            at=entry.at,
            recorded_at=entry.recorded_at,
            kind=entry.kind,
            by=entry.by.name if entry.by else "",
            text=entry.text,
            why=entry.why,
            entry_id=entry.id,
            file_name=entry.file_name,
            file_size=entry.file_size,
            file_sha256=entry.file_sha256,
        )
        for entry in entries
    ]
    lines += _told_by_ledger(incident)
    return sorted(lines, key=lambda line: (line.at.replace(microsecond=0), line.number))


def _numbers_of_entries(incident: Incident) -> dict[int, int]:
    """Return which number in the ledger each line has that somebody wrote."""
    written = Event.objects.filter(
        kind=IncidentEntryAdded.kind, body__incident_id=str(incident.id)
    ).values_list("body__entry_id", "id")
    return dict(written)


def plans_of(incident: Incident) -> QuerySet[Activation]:
    """Return the plans that were in effect while it went on, or because of it."""
    meanwhile = Q(incident__isnull=True) & (
        Q(ended_at__isnull=True) | Q(ended_at__gt=incident.began_at)
    )
    if incident.over_at is not None:
        meanwhile &= Q(activated_at__lt=incident.over_at)
    own = Activation.objects.filter(Q(incident=incident) | meanwhile)
    return own.select_related("version", "activated_by", "ended_by").order_by("activated_at")


def _told_by_ledger(incident: Incident) -> Iterator[LogLine]:
    events = list(_events(incident))
    names = dict(
        User.objects.filter(id__in={event.by for event in events}).values_list("id", "name")
    )
    plans = _plan_names(event.body["plan"] for event in events if "plan" in event.body)
    things = Names(plans, dict(Probe.objects.values_list("code", "name")))
    for event in events:
        yield LogLine(
            number=event.id,
            at=event.at,
            recorded_at=event.at,
            kind=SYSTEM,
            by=names.get(event.by, "") if event.by else "",
            text=event_in_words(event, things),
            why=why_watched(event),
        )


def _events(incident: Incident) -> QuerySet[Event]:
    """Return what the ledger tells of it: its own story, its plans, and what was watched."""
    own = Q(kind__startswith="incident.", body__incident_id=str(incident.id))
    ids = [str(activation) for activation in plans_of(incident).values_list("id", flat=True)]
    of_plans = Q(kind__in=_OF_PLANS, body__activation_id__in=ids)
    others = [
        kind for kind in TOLD_OF if not kind.startswith("incident.") and kind not in _OF_PLANS
    ]
    meanwhile = Q(kind__in=others, at__gte=incident.began_at)
    if incident.over_at is not None:
        meanwhile &= Q(at__lte=incident.over_at)
    unpublished = Q(kind=AnnouncementChanged.kind, body__is_published=False)
    kinds = Q(kind__in=TOLD_OF)
    told = Event.objects.filter(kinds & (own | of_plans | meanwhile)).exclude(unpublished)
    return told.exclude(
        kind__startswith="suggestion.", body__suggestion_id__in=_of_others(incident)
    )


def _of_others(incident: Incident) -> list[str]:
    """Return the suggestions that led to a plan for another incident."""
    others = Suggestion.objects.filter(activation__incident__isnull=False)
    ids = others.exclude(activation__incident=incident).values_list("id", flat=True)
    return [str(one) for one in ids.filter(raised_at__gte=incident.began_at)]


def _plan_names(codes: Iterable[str]) -> dict[str, str]:
    """Return what plans are called in the language of the moment."""
    latest = PlanVersion.objects.filter(plan__in=set(codes)).order_by("plan_id", "-number")
    documents: Iterable[tuple[str, dict[str, Any]]] = latest.distinct("plan_id").values_list(
        "plan_id", "document"
    )
    return {code: name_in(document.get("name", {}), get_language()) for code, document in documents}


def entry_with_file(incident: Incident, entry_id: int) -> IncidentEntry:
    """Return a line of the log that has a file.

    Raises
    ------
    NotFound
        ``continuity.no_such_file``.
    """
    entry = incident.entries.filter(id=entry_id).exclude(file_sha256="").first()
    if entry is None:
        raise NotFound("continuity.no_such_file")
    return entry
