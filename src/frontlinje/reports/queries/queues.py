"""What waits in each queue, and how has the day gone there? For the monitor and the exports."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Min, Q

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.reports.rules.measures import Figures
from frontlinje.routing.queries import PersonNow

_LIVE = (State.QUEUED, State.OFFERED, State.ACTIVE, State.WRAP_UP)

NOTHING_YET = Figures()


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue, on one channel or on all of them."""

    queue: str
    channel: str
    """Empty for the sum over the channels."""
    waiting: int = 0
    oldest_at: datetime | None = None
    """Since when the one has waited that has waited longest."""
    late: int = 0
    """Waiting past the promise."""
    with_agents: int = 0
    """On offer, in conversation or in wrap-up."""
    ready: int = 0
    """People of its answer groups who are ready for something now."""
    figures: Figures = NOTHING_YET

    @property
    def is_lively(self) -> bool:
        """Say whether anything waits, is being handled or has come today."""
        return bool(self.waiting or self.with_agents or self.figures.received)


def start_of_day(state: CentreState, now: datetime) -> datetime:
    """Return the midnight that began the centre's day."""
    zone = ZoneInfo(state.document.timezone)
    return datetime.combine(now.astimezone(zone).date(), time(), zone)


def queue_lines(
    state: CentreState, people: Iterable[PersonNow], *, now: datetime
) -> dict[str, list[QueueLine]]:
    """Return per queue its sum and then its channels, in the order of the centre's document."""
    found: dict[tuple[str, str], QueueLine] = {}
    for row in _live_counts(now):
        key = (row["queue"], row["channel"])
        found[key] = QueueLine(
            *key,
            waiting=row["waiting"],
            oldest_at=row["oldest_at"],
            late=row["late"],
            with_agents=row["with_agents"],
        )
    for (queue, channel), figures in figures_since(start_of_day(state, now), now=now).items():
        line = found.get((queue, channel), QueueLine(queue, channel))
        found[queue, channel] = replace(line, figures=figures)
    ready = _ready_per_queue(state, people)
    return {code: _with_sum(code, found, state, ready[code]) for code in state.queues}


def _live_counts(now: datetime) -> Iterable[Mapping[str, Any]]:
    waiting = Q(state=State.QUEUED)
    return (
        Contact.objects.filter(state__in=_LIVE, is_exercise=False)
        .values("queue", "channel")
        .order_by()
        .annotate(
            waiting=Count("id", filter=waiting),
            oldest_at=Min("received_at", filter=waiting),
            late=Count("id", filter=waiting & Q(due_at__lt=now)),
            with_agents=Count("id", filter=~waiting),
        )
    )


def figures_since(
    since: datetime, *, now: datetime, until: datetime | None = None
) -> dict[tuple[str, str], Figures]:
    """Return the figures per queue and channel of contacts that came into a queue since then.

    With ``until``, only of those that came before it. What an agent registered by hand never
    waited in a queue, and is left out.
    """
    is_open = ~Q(state__in=[State.CLOSED, State.ABANDONED])
    came = Contact.objects.filter(received_at__gte=since)
    if until is not None:
        came = came.filter(received_at__lt=until)
    rows = (
        came.filter(queued_at__isnull=False, is_exercise=False)
        .exclude(closed_reason="merged")
        .values("queue", "channel")
        .order_by()
        .annotate(
            received=Count("id"),
            answered=Count("id", filter=Q(answered_at__isnull=False)),
            in_time=Count("id", filter=Q(answered_at__lte=F("due_at"))),
            abandoned=Count("id", filter=Q(state=State.ABANDONED, answered_at__isnull=True)),
            late_waiting=Count("id", filter=Q(answered_at__isnull=True, due_at__lt=now) & is_open),
        )
    )
    return {
        (row["queue"], row["channel"]): Figures(
            received=row["received"],
            answered=row["answered"],
            in_time=row["in_time"],
            abandoned=row["abandoned"],
            late_waiting=row["late_waiting"],
        )
        for row in rows
    }


def _with_sum(
    queue: str, found: Mapping[tuple[str, str], QueueLine], state: CentreState, ready: int
) -> list[QueueLine]:
    channels = [
        replace(found.get((queue, channel), QueueLine(queue, channel)), ready=ready)
        for channel in state.channels
        if channel in state.queues[queue].channels or (queue, channel) in found
    ]
    oldest = [line.oldest_at for line in channels if line.oldest_at is not None]
    total = QueueLine(
        queue,
        "",
        waiting=sum(line.waiting for line in channels),
        oldest_at=min(oldest, default=None),
        late=sum(line.late for line in channels),
        with_agents=sum(line.with_agents for line in channels),
        ready=ready,
        figures=sum((line.figures for line in channels), NOTHING_YET),
    )
    return [total, *channels]


def _ready_per_queue(state: CentreState, people: Iterable[PersonNow]) -> Counter[str]:
    ready: Counter[str] = Counter()
    for person in people:
        if person.state == "ready" and person.takes_real:
            team = person.user.team.code if person.user.team else None
            site = person.user.site.code if person.user.site else None
            ready.update(state.queues_of(username=person.user.username, team=team, site=site))
    return ready
