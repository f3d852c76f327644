"""Which contacts came in a span of days, as a list to take out? Without names for most who ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from frontlinje.base.errors import Invalid
from frontlinje.contacts.models import Contact
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Days:
    """From which day to which, both inside."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid("reports.days_reversed", field="last")
        if (self.last - self.first).days >= MOST_DAYS:
            raise Invalid("reports.too_many_days", field="last", most=MOST_DAYS)

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the instants at which the span begins and is over."""
        begins, over = (
            datetime.combine(day, time(), zone).astimezone(UTC)
            for day in (self.first, self.last + timedelta(days=1))
        )
        return begins, over


def may_take_customers(user: User) -> bool:
    """Say whether customers and subjects are in the list: only for who may read every contact."""
    return may(user, Permission.CONTACT_READ_ALL)


def contacts_of_days(days: Days, *, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    """Yield the contacts received on these days, oldest first; exercises are left out."""
    begins, over = days.bounds(zone)
    rows = (
        Contact.objects.filter(received_at__gte=begins, received_at__lt=over, is_exercise=False)
        .order_by("received_at", "id")
        .values(
            "reference",
            "channel",
            "queue",
            "state",
            "received_at",
            "due_at",
            "answered_at",
            "closed_at",
            "wrap_up_code",
            "closed_reason",
            "language",
            "source",
            "subject",
            "customer__number",
            "customer__name",
        )
    )
    return cast(Iterator[dict[str, Any]], rows.iterator(chunk_size=2000))
