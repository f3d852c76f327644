"""On which days do the tests of presence play? A Thursday in Oslo, and times on the wall."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from frontlinje.people.models import User
from frontlinje.presence.actions import enter_shift
from frontlinje.presence.models import Shift
from frontlinje.presence.rules.shifts import Span, span_on

OSLO = ZoneInfo("Europe/Oslo")
THURSDAY = date(2026, 3, 12)
MORNING = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)


def clock(hours: int, minutes: int = 0, *, day: date = THURSDAY) -> datetime:
    """Return the instant at which the clock on the wall says so."""
    return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=OSLO).astimezone(UTC)


def hours(begins: int, ends: int, *, day: date = THURSDAY) -> Span:
    """Return the span between two full hours."""
    return span_on(day, begins * 60, ends * 60, OSLO)


def plan(user: User, begins: int, ends: int, *, by: User, day: date = THURSDAY) -> Shift:
    """Plan somebody from one full hour to another."""
    return enter_shift(user=user, span=hours(begins, ends, day=day), by=by, at=MORNING)
