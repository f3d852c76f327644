"""Which spans are compared after an incident? And what did it cost beyond the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from frontlinje.presence.rules.shifts import Span, on_wall_days_later

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Periods:
    """What is compared: the incident, the same hours before it, and what followed."""

    before: Span
    during: Span
    after: Span | None
    """None while the incident goes on."""


def periods_of(
    began_at: datetime, over_at: datetime | None, *, now: datetime, zone: ZoneInfo
) -> Periods:
    """Return the spans that an incident is compared over.

    Parameters
    ----------
    began_at : datetime
        When it began, aware.
    over_at : datetime or None
        When it was over; None while it goes on.
    now : datetime
        Aware; nothing later is looked at.
    zone : ZoneInfo
        The centre's time zone.

    Returns
    -------
    Periods
        ``before`` is the same weekdays and times of day, as many whole weeks earlier as the
        incident takes to fit in; ``after`` is as long as the incident, straight after it.

    Examples
    --------
    >>> from datetime import UTC
    >>> nine = datetime(2026, 3, 10, 9, tzinfo=UTC)
    >>> found = periods_of(nine, nine + timedelta(hours=2), now=nine + timedelta(hours=3),
    ...                    zone=ZoneInfo("UTC"))
    >>> found.before.starts_at.isoformat(), found.after.ends_at.isoformat()
    ('2026-03-03T09:00:00+00:00', '2026-03-10T12:00:00+00:00')
    """
    during = Span(began_at, max(over_at or now, began_at))
    length = during.ends_at - during.starts_at
    weeks = max(1, -(-length // WEEK))
    after = Span(over_at, max(over_at, min(over_at + length, now))) if over_at else None
    return Periods(on_wall_days_later(during, -7 * weeks, zone), during, after)


def outside_shifts(at_work: Iterable[Span], shifts: Sequence[Span]) -> timedelta:
    """Return how long somebody worked that nobody had planned.

    Parameters
    ----------
    at_work : iterable of Span
        When the person was logged on, ready or on pause; apart from each other.
    shifts : sequence of Span
        What was planned, apart from each other.

    Returns
    -------
    timedelta
        Time at work that lies in no shift: before one, after one, or on a day off.

    Examples
    --------
    >>> from datetime import UTC
    >>> hour = lambda h: datetime(2026, 3, 10, h, tzinfo=UTC)
    >>> outside_shifts([Span(hour(7), hour(18))], [Span(hour(8), hour(16))])
    datetime.timedelta(seconds=10800)
    """
    total = timedelta()
    for work in at_work:
        total += work.ends_at - work.starts_at
        for shift in shifts:
            if shift.overlaps(work):
                total -= min(shift.ends_at, work.ends_at) - max(shift.starts_at, work.starts_at)
    return total
