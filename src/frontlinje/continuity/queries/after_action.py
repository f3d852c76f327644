"""What did an incident do to the centre? Figures before, during and after; work beyond the plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.events import CustomerTurnedAway
from frontlinje.continuity.models import Incident
from frontlinje.continuity.rules.after_action import Periods, outside_shifts, periods_of
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.presence.events import StatusDeclared
from frontlinje.presence.models import Status
from frontlinje.presence.queries import at_the_desk
from frontlinje.presence.rules.shifts import Span
from frontlinje.reports.queries.queues import NOTHING_YET, figures_since
from frontlinje.reports.rules.measures import Figures
from frontlinje.team.queries.day import PersonDay, bounds_of, days_of

MOST_DAYS = 92
"""Of which work beyond the plan is counted; longer incidents are counted from their beginning."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A queue, or all of them together, over the three spans."""

    queue: str
    """Empty for the sum."""
    before: Figures
    during: Figures
    after: Figures | None


@dataclass(frozen=True, slots=True)
class AfterAction:
    """What is known of an incident's course in numbers."""

    periods: Periods
    rows: list[Compared]
    extra: list[tuple[User, timedelta]]
    """Who worked how long outside shifts meanwhile, the longest first."""
    turned_away: dict[str, int]
    """Customers who found a channel closed, by channel."""

    @property
    def extra_in_all(self) -> timedelta:
        """Return what everybody worked outside shifts."""
        return sum((length for _, length in self.extra), timedelta())


def after_action(incident: Incident, state: CentreState, *, now: datetime) -> AfterAction:
    """Return an incident in numbers, as far as it has gone."""
    zone = ZoneInfo(state.document.timezone)
    periods = periods_of(incident.began_at, incident.over_at, now=now, zone=zone)
    return AfterAction(
        periods=periods,
        rows=_compared(periods, state, now),
        extra=_extra(periods.during, zone, now),
        turned_away=_turned_away(periods.during),
    )


def _compared(periods: Periods, state: CentreState, now: datetime) -> list[Compared]:
    before, during = _figures(periods.before, now), _figures(periods.during, now)
    after = _figures(periods.after, now) if periods.after else None
    codes = [
        queue
        for queue in state.queues
        if queue in before or queue in during or queue in (after or {})
    ]

    def row(queue: str, *found: dict[str, Figures] | None) -> list[Figures | None]:
        if queue:
            return [None if one is None else one.get(queue, NOTHING_YET) for one in found]
        return [None if one is None else sum(one.values(), NOTHING_YET) for one in found]

    rows = []
    for code in [*codes, ""]:
        then, meanwhile, since = row(code, before, during, after)
        rows.append(Compared(code, then or NOTHING_YET, meanwhile or NOTHING_YET, since))
    return rows


def _figures(span: Span, now: datetime) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    per_channel = figures_since(span.starts_at, until=span.ends_at, now=now)
    for (queue, _channel), figures in per_channel.items():
        found[queue] = found.get(queue, NOTHING_YET) + figures
    return found


def _turned_away(span: Span) -> dict[str, int]:
    channels = Event.objects.filter(
        kind=CustomerTurnedAway.kind, at__gte=span.starts_at, at__lt=span.ends_at
    ).values_list("channel", flat=True)
    return dict(Counter(channels))


def _extra(span: Span, zone: ZoneInfo, now: datetime) -> list[tuple[User, timedelta]]:
    declared = Event.objects.filter(
        kind=StatusDeclared.kind, at__gte=span.starts_at, at__lt=span.ends_at
    )
    ids = set(at_the_desk(now).values_list("id", flat=True))
    ids |= {agent for agent in declared.values_list("agent_id", flat=True) if agent}
    users = list(User.objects.filter(id__in=ids).order_by("name", "id"))
    total: Counter[int] = Counter()
    for day in _days(span, zone):
        for number, person in enumerate(days_of(users, day=day, now=now)):
            total[number] += round(_outside(person, span).total_seconds())
    # Whole minutes, as they are shown, so that whoever adds them up comes to the same sum.
    worked = [
        (users[number], timedelta(minutes=round(s / 60))) for number, s in total.items() if s >= 60
    ]
    return sorted(worked, key=lambda one: (-one[1], one[0].name))


def _days(span: Span, zone: ZoneInfo) -> Iterator[Span]:
    first = span.starts_at.astimezone(zone).date()
    last = span.ends_at.astimezone(zone).date()
    for ahead in range(min((last - first).days + 1, MOST_DAYS)):
        yield bounds_of(first + timedelta(days=ahead), zone)


def _outside(person: PersonDay, span: Span) -> timedelta:
    at_work = [
        Span(max(one.span.starts_at, span.starts_at), min(one.span.ends_at, span.ends_at))
        for one in person.stretches
        if one.declared.status != Status.LOGGED_OFF and one.span.overlaps(span)
    ]
    return outside_shifts(at_work, person.planned)
