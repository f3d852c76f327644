"""How many forms may come from one place, and how fast? Asked for every form that is sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=10)
MOST_IN_WINDOW: Final = 20
"""A whole office or library behind one address may still write."""
LEAST_SECONDS: Final = 2.0
"""Nobody fills in the form faster than this; programs do."""


def may_write_again_at(received: Sequence[datetime], now: datetime) -> datetime | None:
    """Return when the next form from a place is taken.

    Parameters
    ----------
    received : sequence of datetime
        When forms from there were received, in any order.
    now : datetime
        Aware instant.

    Returns
    -------
    datetime or None
        None when one is taken now; else the instant at which enough of them are out of the window.
    """
    recent = sorted(at for at in received if at > now - WINDOW)
    if len(recent) < MOST_IN_WINDOW:
        return None
    return recent[-MOST_IN_WINDOW] + WINDOW


def is_too_fast(shown_at: datetime, now: datetime) -> bool:
    """Say whether a form came back sooner than a person can fill it in.

    Parameters
    ----------
    shown_at, now : datetime
        Aware instants: when the page was shown, and now.

    Returns
    -------
    bool
        True within ``LEAST_SECONDS``.
    """
    return (now - shown_at).total_seconds() < LEAST_SECONDS
