"""Which earlier days tell how much is usual today? The same weekdays, but no holidays."""

from datetime import date, timedelta
from typing import Final

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.holidays import holidays_of

WEEKS: Final = 4
"""So many days are compared with, or as many as there are."""
_FURTHEST_WEEKS: Final = 8
"""What was so long ago no longer tells what is usual."""


def is_ordinary(day: date, document: CentreDocument) -> bool:
    """Say whether a day is neither a public holiday nor a special day of the centre.

    Parameters
    ----------
    day : date
        A local date.
    document : CentreDocument
        Whose country's holidays count, and which calendars; an eve counts where one names it.

    Returns
    -------
    bool
        True when what came in that day tells what is usual.
    """
    if any(special.date == day for calendar in document.hours for special in calendar.special_days):
        return False
    kept = {own.holiday for calendar in document.hours for own in calendar.own_holidays}
    holidays = holidays_of(document.country, day.year).get(day, ())
    return not any(holiday.is_day_off or holiday.name in kept for holiday in holidays)


def days_to_compare(day: date, document: CentreDocument) -> list[date]:
    """Return the days with which a day is compared.

    Parameters
    ----------
    day : date
        A local date.
    document : CentreDocument
        The centre.

    Returns
    -------
    list of date
        The latest first: ``WEEKS`` ordinary days of the same weekday, fewer when holidays leave
        fewer in the last eight weeks.
    """
    weeks = (day - timedelta(weeks=week) for week in range(1, _FURTHEST_WEEKS + 1))
    return [before for before in weeks if is_ordinary(before, document)][:WEEKS]
