"""What do triggers, probes and load say, as people look at it?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.centre.models import OverrideRow
from frontlinje.continuity.events import CallFailed, SuggestionEscalated, TriggerCouldNotAct
from frontlinje.continuity.models import Activation, LoadShedding, Probe, ProbeResult, Suggestion
from frontlinje.ledger.models import Event

SHOWN_FOR: Final = timedelta(days=14)
"""For how long suggestions that are over are listed."""

_CALLS = (SuggestionEscalated.kind, CallFailed.kind, TriggerCouldNotAct.kind)


@dataclass(frozen=True, slots=True)
class ClosedByLoad:
    """A channel that load has closed."""

    channel: str
    until_at: datetime


def watched_suggestions() -> list[Suggestion]:
    """Return what somebody has to look at, the latest first; also what put itself into effect."""
    rows = _suggestions().filter(cleared_at__isnull=True, dismissed_reason="")
    return [one for one in rows if one.activation_id is None or one.acknowledged_at is None]


def unanswered_suggestions() -> list[Suggestion]:
    """Return what nobody has answered yet, the latest first.

    Whoever has put the plan into effect since has answered, also before the watch has seen it.
    """
    done = Activation.objects.filter(
        version__plan=OuterRef("plan"), activated_at__gte=OuterRef("raised_at")
    )
    rows = _suggestions().filter(cleared_at__isnull=True, acknowledged_at__isnull=True)
    return list(rows.filter(~Exists(done) | Q(activation__isnull=False)))


def past_suggestions(now: datetime, *, at_most: int = 30) -> list[Suggestion]:
    """Return what was suggested lately and is answered or over, the latest first."""
    lately = _suggestions().filter(raised_at__gt=now - SHOWN_FOR)
    open_ids = [one.id for one in watched_suggestions()]
    return list(lately.exclude(id__in=open_ids)[:at_most])


def _suggestions() -> QuerySet[Suggestion]:
    rows = Suggestion.objects.select_related("plan", "acknowledged_by", "activation")
    return rows.order_by("-raised_at", "-id")


def calls_for(suggestion_ids: Iterable[UUID]) -> dict[UUID, list[Event]]:
    """Return who was called about each suggestion, and what went wrong, the earliest first."""
    wanted = [str(one) for one in suggestion_ids]
    found: dict[UUID, list[Event]] = defaultdict(list)
    events = Event.objects.filter(kind__in=_CALLS, body__suggestion_id__in=wanted)
    for event in events.order_by("at", "id"):
        found[UUID(event.body["suggestion_id"])].append(event)
    return found


def closed_by_load(now: datetime) -> list[ClosedByLoad]:
    """Return which channels load keeps closed, and until when customers are told."""
    row = LoadShedding.objects.first()
    found = []
    for one in row.closed if row is not None else ():
        ids = one["override_ids"]
        holding = OverrideRow.objects.filter(id__in=ids, ended_at__isnull=True, until_at__gt=now)
        for override in holding.order_by("order")[:1]:
            if override.until_at is not None:
                found.append(ClosedByLoad(one["channel"], override.until_at))
    return found


def found_probe(code: str) -> Probe:
    """Return a probe.

    Raises
    ------
    NotFound
        ``continuity.no_such_probe``.
    """
    probe = Probe.objects.filter(code=code).first()
    if probe is None:
        raise NotFound("continuity.no_such_probe")
    return probe


def probes_with_last_result() -> list[tuple[Probe, ProbeResult | None]]:
    """Return every probe with what its last try came to: what is down first, then by name."""
    last = ProbeResult.objects.order_by("probe_id", "-at", "-id").distinct("probe_id")
    results = {result.probe_id: result for result in last}
    rows = sorted(Probe.objects.all(), key=lambda p: (p.is_ok is not False, p.name.casefold()))
    return [(probe, results.get(probe.code)) for probe in rows]
