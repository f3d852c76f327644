"""What is the state of an account at an instant, in one word? Lists and pages of people show it."""

from datetime import datetime
from enum import StrEnum


class AccountState(StrEnum):
    """Where an account is between its first and its last moment."""

    OPEN = "open"
    ENDING = "ending"
    """Open, with an end."""
    AHEAD = "ahead"
    """Not begun yet."""
    ENDED = "ended"
    CLOSED = "closed"
    """Shut by somebody."""


def account_state(
    *, is_active: bool, access_from: datetime | None, access_until: datetime | None, now: datetime
) -> AccountState:
    """Tell the state of an account; ``permissions.has_access`` is true in the first two.

    Parameters
    ----------
    is_active : bool
        Not shut by anybody.
    access_from, access_until : datetime or None
        Aware instants; the end itself is already outside.
    now : datetime
        Aware instant.

    Returns
    -------
    AccountState
        Shut comes before the dates.
    """
    if not is_active:
        return AccountState.CLOSED
    if access_from is not None and now < access_from:
        return AccountState.AHEAD
    if access_until is None:
        return AccountState.OPEN
    return AccountState.ENDED if now >= access_until else AccountState.ENDING
