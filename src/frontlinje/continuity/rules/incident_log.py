"""Which lines may stand in the log of an incident, whose are they? And when are notices due."""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

AGAIN: Final = "again"
"""The source of an activation that puts back what somebody had ended."""


class Kind(StrEnum):
    """What a line of the log is."""

    REPORT = "report"
    """Somebody told that something is wrong."""
    NOTE = "note"
    DECISION = "decision"
    MESSAGE = "message"
    """Something that was said to or by somebody outside: supplier, authority, press."""
    FIGURES = "figures"
    """How the queues stood."""
    FILE = "file"


FOR_LEADERS: Final = frozenset({Kind.DECISION, Kind.FIGURES})
"""Lines that only those who lead incidents write."""


class Notice(StrEnum):
    """A notice to the authorities, by how soon it is due."""

    DAY = "24h"
    THREE_DAYS = "72h"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Due:
    """When a notice has to be with the authorities at the latest."""

    notice: Notice
    at: datetime


def notices_due(known_at: datetime, zone: ZoneInfo) -> tuple[Due, ...]:
    """Return when the notices of an incident are due.

    Parameters
    ----------
    known_at : datetime
        When we became aware of it, aware.
    zone : ZoneInfo
        Where the calendar's months are counted.

    Returns
    -------
    tuple of Due
        In order of time.

    Notes
    -----
    Early warning 24 hours and notification 72 hours after we knew; final report one calendar month
    after the notification was due, on the last day of a month that is too short.

    References
    ----------
    Directive (EU) 2022/2555 (NIS 2), article 23(4) a, b and d; the 72 hours are also those of
    Regulation (EU) 2016/679 (GDPR), article 33(1).

    Examples
    --------
    >>> from datetime import UTC
    >>> for due in notices_due(datetime(2026, 1, 28, 9, tzinfo=UTC), ZoneInfo("UTC")):
    ...     print(due.notice, due.at.date())
    24h 2026-01-29
    72h 2026-01-31
    month 2026-02-28
    """
    notified = known_at + timedelta(hours=72)
    return (
        Due(Notice.DAY, known_at + timedelta(hours=24)),
        Due(Notice.THREE_DAYS, notified),
        Due(Notice.MONTH, _a_month_later(notified, zone)),
    )


def _a_month_later(then: datetime, zone: ZoneInfo) -> datetime:
    here = then.astimezone(zone)
    year, month = (here.year + 1, 1) if here.month == 12 else (here.year, here.month + 1)
    last = calendar.monthrange(year, month)[1]
    return here.replace(year=year, month=month, day=min(here.day, last)).astimezone(then.tzinfo)
