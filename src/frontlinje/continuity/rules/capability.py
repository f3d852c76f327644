"""Is what a channel can stand still known? Exercises, test calls and reviews grow old."""

from datetime import date
from typing import Final

EXERCISE_MONTHS: Final = 4
"""An exercise is good for so long: three to four a year are what emergency planners advise."""
TEST_CALL_MONTHS: Final = 1
REVIEW_MONTHS: Final = 12


def is_overdue(last: date | None, months: int, today: date) -> bool:
    """Say whether something was done too long ago.

    Parameters
    ----------
    last : date or None
        When it was done last; None for never.
    months : int
        How long it is good for, 1..12.
    today : date
        The day.

    Returns
    -------
    bool
        True from the day after that many calendar months, and for what was never done.

    Examples
    --------
    >>> is_overdue(date(2026, 1, 15), 4, date(2026, 5, 15))
    False
    >>> is_overdue(date(2026, 1, 15), 4, date(2026, 5, 16))
    True
    """
    if last is None:
        return True
    passed = (today.year - last.year) * 12 + today.month - last.month
    return passed > months or (passed == months and today.day > last.day)
