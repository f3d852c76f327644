"""How did people's day go, by the ledger? Plan, stretches of status, what happened in between."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.centre.queries import effective_state
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.presence.events import (
    ConnectionChanged,
    NoteLeft,
    ShiftOver,
    StatusDeclared,
    StoppedResponding,
)
from frontlinje.presence.models import Shift
from frontlinje.presence.queries import arranged_today, as_arranged
from frontlinje.presence.rules.arranged import Arranged
from frontlinje.presence.rules.shifts import Span
from frontlinje.team.rules.day import (
    LOGGED_OFF,
    Declared,
    Stretch,
    Sums,
    lost_spans,
    stretches_of,
    sums_of,
)

_BEFORE = timedelta(days=14)
"""How far back what was declared before a day is looked for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened at an instant."""

    at: datetime
    kind: str
    """``missed``, ``shift_over`` or ``note``."""
    n: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One person's day."""

    user: User
    shifts: list[Shift]
    stretches: list[Stretch]
    lost: list[Span]
    moments: list[Moment]
    sums: Sums

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was planned and nothing done."""
        return not self.shifts and self.sums.first_on_at is None

    @property
    def planned(self) -> list[Span]:
        """Return the hours that were planned."""
        return [Span(shift.starts_at, shift.ends_at) for shift in self.shifts]

    @property
    def spans(self) -> list[Span]:
        """Return the hours that matter: what was planned, and when the person was at work."""
        worked = [one.span for one in self.stretches if one.declared.status != LOGGED_OFF]
        return self.planned + worked


def bounds_of(day: date, zone: ZoneInfo) -> Span:
    """Return a day from midnight to midnight."""
    midnights = (datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))
    return Span(*(midnight.astimezone(UTC) for midnight in midnights))


def days_of(users: Sequence[User], *, day: Span, now: datetime) -> list[PersonDay]:
    """Return the day of each of these people, in their order, in a few queries."""
    ids = [user.id for user in users]
    shifts: defaultdict[UUID, list[Shift]] = defaultdict(list)
    planned = Shift.objects.filter(
        user_id__in=ids, starts_at__lt=day.ends_at, ends_at__gt=day.starts_at
    )
    arranged = _arranged(users, day, now)
    for shift in planned.order_by("starts_at"):
        shifts[shift.user_id].append(arranged(shift))
    before = _last_before(ids, day)
    events: defaultdict[UUID, list[Event]] = defaultdict(list)
    rows = Event.objects.filter(
        agent_id__in=ids, kind__in=_KINDS, at__gte=day.starts_at, at__lt=day.ends_at
    )
    for event in rows.order_by("at", "id"):
        if event.agent_id is not None:
            events[event.agent_id].append(event)
    return [
        _day(user, shifts[user.id], before, events[user.id], day=day, now=now) for user in users
    ]


def _arranged(users: Sequence[User], day: Span, now: datetime) -> Callable[[Shift], Shift]:
    """Return what makes a shift what it is today; other days are shown as they were planned."""
    if not day.starts_at <= now < day.ends_at:
        return lambda shift: shift
    state = effective_state(now)
    arranged = arranged_today(users, state, now=now)
    return lambda shift: as_arranged(shift, arranged.get(shift.user_id, Arranged()), state)


_KINDS = [
    event.kind
    for event in (StatusDeclared, ConnectionChanged, StoppedResponding, ShiftOver, NoteLeft)
]


def _last_before(ids: Iterable[UUID], day: Span) -> dict[tuple[UUID | None, str], Event]:
    rows = (
        Event.objects.filter(
            agent_id__in=list(ids),
            kind__in=[StatusDeclared.kind, ConnectionChanged.kind],
            at__lt=day.starts_at,
            at__gte=day.starts_at - _BEFORE,
        )
        .order_by("agent_id", "kind", "-at", "-id")
        .distinct("agent_id", "kind")
    )
    return {(row.agent_id, row.kind): row for row in rows}


def _day(
    user: User,
    shifts: list[Shift],
    before: dict[tuple[UUID | None, str], Event],
    events: list[Event],
    *,
    day: Span,
    now: datetime,
) -> PersonDay:
    of_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        of_kind[event.kind].append(event)
    last = before.get((user.id, StatusDeclared.kind))
    stretches = stretches_of(
        _declared(last) if last else None,
        map(_declared, of_kind[StatusDeclared.kind]),
        day=day,
        now=now,
    )
    connection = before.get((user.id, ConnectionChanged.kind))
    was_lost = connection is not None and connection.to_state == "lost"
    changes = [(event.at, event.to_state) for event in of_kind[ConnectionChanged.kind]]
    return PersonDay(
        user=user,
        shifts=shifts,
        stretches=stretches,
        lost=lost_spans(was_lost, changes, stretches),
        moments=[moment for event in events for moment in _moments(event)],
        sums=sums_of(stretches, [Span(shift.starts_at, shift.ends_at) for shift in shifts]),
    )


def _declared(event: Event) -> Declared:
    body: dict[str, Any] = event.body
    return Declared(
        at=event.at,
        status=event.to_state,
        reason=event.reason,
        place=body.get("place", ""),
        site=body.get("site", ""),
        by=event.by if event.by != event.agent_id else None,
        why=body.get("why", ""),
    )


def _moments(event: Event) -> list[Moment]:
    match event.kind:
        case StoppedResponding.kind:
            return [Moment(event.at, "missed", n=event.body.get("n_missed", 0))]
        case ShiftOver.kind:
            return [Moment(event.at, "shift_over")]
        case NoteLeft.kind if event.body.get("note"):
            return [Moment(event.at, "note", note=event.body["note"])]
    return []
