"""When is a mail sent, and when again? Held a moment, then for five days ever more seldom."""

from datetime import datetime, timedelta

GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321 section 4.5.4.1: the give-up time is generally at least four to five days."""

UNDO_FOR = timedelta(seconds=10)
"""How long an answer is held after «Send», so that whoever wrote it can take it back."""

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120))


def next_attempt_at(*, attempts: int, created_at: datetime, now: datetime) -> datetime | None:
    """Return when to try again, or nothing when it is time to give up.

    Parameters
    ----------
    attempts : int
        How often it was tried, at least 1.
    created_at : datetime
        When the mail was written.
    now : datetime
        The present.

    Returns
    -------
    datetime or None
        The pause grows from one minute to two hours. The last attempt is at the end of the fifth
        day, not before; after it there is none.
    """
    end = created_at + GIVE_UP_AFTER
    if now >= end:
        return None
    return min(now + _PAUSES[min(attempts, len(_PAUSES)) - 1], end)
