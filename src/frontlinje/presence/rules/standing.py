"""How does what a person does compare with the plan? Asked by the desk and the team page."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GRACE: Final = timedelta(minutes=5)
"""Nobody is late, or early, within this much of the planned time."""


class Standing(StrEnum):
    """Planned against actual, in one word."""

    NO_PLAN = "no_plan"
    """No shift today."""
    NO_PLAN_HERE = "no_plan_here"
    """No shift today, and at work all the same."""
    NOT_YET = "not_yet"
    """The shift begins later."""
    EARLY = "early"
    """At work before the shift begins."""
    LATE = "late"
    """The shift has begun, and the person is not logged on."""
    LEFT = "left"
    """Was logged on during the shift and has logged off before its end."""
    AS_PLANNED = "as_planned"
    """At work during the shift."""
    SHIFT_OVER = "shift_over"
    """A shift ended while the person was logged on; nothing is offered until they go ready anew."""
    STAYS_ON = "stays_on"
    """The shift is over, and the person has gone ready since."""
    OVER = "over"
    """The shift is over."""


def standing(
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    is_logged_on: bool,
    status_at: datetime | None,
    now: datetime,
    has_outlasted: bool = False,
) -> Standing:
    """Return how a person stands to today's plan.

    Parameters
    ----------
    starts_at, ends_at : datetime or None
        The shift in question, aware; None when there is none.
    is_logged_on : bool
        Ready or on pause.
    status_at : datetime or None
        Since when; None for somebody who never declared anything.
    now : datetime
        Aware.
    has_outlasted : bool
        The status was declared before a shift, today's or an earlier one, ended, and no other
        shift is under way.

    Returns
    -------
    Standing
        Somebody who logged off within ``GRACE`` of the end kept to the plan.

    Examples
    --------
    >>> from datetime import UTC
    >>> eight, four = datetime(2026, 3, 12, 8, tzinfo=UTC), datetime(2026, 3, 12, 16, tzinfo=UTC)
    >>> standing(starts_at=eight, ends_at=four, is_logged_on=False, status_at=None,
    ...          now=eight + timedelta(minutes=6)).value
    'late'
    """
    if is_logged_on and has_outlasted:
        return Standing.SHIFT_OVER
    if starts_at is None or ends_at is None:
        return Standing.NO_PLAN_HERE if is_logged_on else Standing.NO_PLAN
    if now < starts_at:
        return Standing.EARLY if is_logged_on and now < starts_at - GRACE else _before(is_logged_on)
    if now >= ends_at:
        return Standing.STAYS_ON if is_logged_on else Standing.OVER
    if is_logged_on:
        return Standing.AS_PLANNED
    if status_at is not None and starts_at <= status_at:
        return Standing.OVER if status_at >= ends_at - GRACE else Standing.LEFT
    return Standing.LATE if now >= starts_at + GRACE else Standing.NOT_YET


def _before(is_logged_on: bool) -> Standing:
    return Standing.AS_PLANNED if is_logged_on else Standing.NOT_YET
