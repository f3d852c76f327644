"""What is planned in a week? The grid of people and days that planners work in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.people.models import User
from frontlinje.presence.models import Shift

DAYS = 7


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One person's week."""

    user: User
    days: list[tuple[date, list[Shift]]]

    @property
    def length(self) -> timedelta:
        """Return how long the person is planned for."""
        return sum(
            (shift.ends_at - shift.starts_at for _, shifts in self.days for shift in shifts),
            timedelta(),
        )


@dataclass(frozen=True, slots=True)
class Week:
    """The grid."""

    monday: date
    rows: list[PlannedWeek]

    @property
    def days(self) -> list[date]:
        """Return the days of the week."""
        return [self.monday + timedelta(days=n) for n in range(DAYS)]

    @property
    def is_empty(self) -> bool:
        """Say whether nobody is planned."""
        return not any(shifts for row in self.rows for _, shifts in row.days)


def week_of(users: Iterable[User], *, monday: date, zone: ZoneInfo) -> Week:
    """Return what is planned for these people; a shift stands on the day on which it begins."""
    people = list(users)
    begins, over = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (monday, monday + timedelta(days=DAYS))
    )
    rows = Shift.objects.filter(
        user_id__in=[user.id for user in people], starts_at__gte=begins, starts_at__lt=over
    )
    found: defaultdict[tuple[UUID, date], list[Shift]] = defaultdict(list)
    for shift in rows.order_by("starts_at"):
        found[shift.user_id, shift.starts_at.astimezone(zone).date()].append(shift)
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    return Week(
        monday,
        [PlannedWeek(user, [(day, found[user.id, day]) for day in days]) for user in people],
    )
