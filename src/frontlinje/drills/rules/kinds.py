"""Which dates are alike? Weekdays, working days, and the special ones that stand for themselves."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.holidays import holidays_of
from frontlinje.centre.rules.hours import hours_on


class Kind(StrEnum):
    """A kind of day that a model can be about."""

    WORKING = "working"
    """Monday to Friday, together."""
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
    SPECIAL = "special"
    """Public holidays, their eves, and dates with hours of their own."""


WEEKDAYS: Final = (Kind.MON, Kind.TUE, Kind.WED, Kind.THU, Kind.FRI, Kind.SAT, Kind.SUN)
MOST_AHEAD: Final = 400
"""Days; within them every kind comes, save special ones in a country without any."""


def is_special(day: date, document: CentreDocument) -> bool:
    """Say whether a date is unlike others of its weekday.

    Parameters
    ----------
    day : date
        A local date.
    document : CentreDocument
        With the country, whose public holidays and eves count, and the calendars.

    Returns
    -------
    bool
        True on a holiday or an eve, and where any calendar has other hours than in its week.
    """
    if day in holidays_of(document.country, day.year):
        return True
    return any(
        hours_on(calendar, document.country, day) != calendar.week.on_weekday(day.weekday())
        for calendar in document.hours
    )


def is_of(kind: Kind, day: date, document: CentreDocument) -> bool:
    """Say whether a date is of a kind.

    Parameters
    ----------
    kind : Kind
        The kind.
    day : date
        A local date.
    document : CentreDocument
        As for `is_special`.

    Returns
    -------
    bool
        A special date is of no other kind, whatever its weekday.
    """
    if kind == Kind.SPECIAL or is_special(day, document):
        return kind == Kind.SPECIAL and is_special(day, document)
    if kind == Kind.WORKING:
        return day.weekday() < 5
    return WEEKDAYS[day.weekday()] == kind


def days_of(kind: Kind, first: date, last: date, document: CentreDocument) -> list[date]:
    """Return the dates of a kind in a period.

    Parameters
    ----------
    kind : Kind
        The kind.
    first, last : date
        Both belong to the period.
    document : CentreDocument
        As for `is_special`.

    Returns
    -------
    list of date
        In order.
    """
    return [day for day in _days(first, last) if is_of(kind, day, document)]


def next_of(kind: Kind, after: date, document: CentreDocument) -> date | None:
    """Return the first date of a kind from a date on.

    Parameters
    ----------
    kind : Kind
        The kind.
    after : date
        The first that may be returned.
    document : CentreDocument
        As for `is_special`.

    Returns
    -------
    date or None
        None when there is none within 400 days.
    """
    ahead = _days(after, after + timedelta(days=MOST_AHEAD))
    return next((day for day in ahead if is_of(kind, day, document)), None)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
