"""How long must the next try at a password wait? Delays that grow, and never a lock for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures are free, and how long the wait after further ones may become."""

    free: int
    longest_s: float


PAIR = Patience(free=3, longest_s=900.0)
"""One source at one account: somebody who mistypes has three tries before it becomes slow."""

ACCOUNT = Patience(free=10, longest_s=60.0)
"""All sources that never got into this account, together: a guess spread over many addresses."""

SOURCE = Patience(free=20, longest_s=30.0)
"""One source at all accounts that it never got into: one password tried on everybody."""

FORGOTTEN_AFTER = timedelta(days=1)
"""A failure older than this no longer counts."""


@dataclass(frozen=True, slots=True)
class Failures:
    """How often something failed lately, and when last."""

    count: int
    last_at: datetime | None


def wait_s(failures: int, patience: Patience) -> float:
    """Return how long after the last failure the next try must wait.

    Parameters
    ----------
    failures : int
        Failures in a row, at least 0.
    patience : Patience
        What is free, and the longest wait.

    Returns
    -------
    float
        Seconds: 0 while failures are free, then 2, 4, 8 … up to the longest wait.

    Examples
    --------
    >>> [wait_s(n, Patience(free=3, longest_s=10.0)) for n in range(7)]
    [0.0, 0.0, 0.0, 2.0, 4.0, 8.0, 10.0]
    """
    beyond = failures - patience.free
    if beyond < 0:
        return 0.0
    return min(2.0 ** min(beyond + 1, 30), patience.longest_s)


def next_try_at(failures: Failures, patience: Patience) -> datetime | None:
    """Return when the next try may be made, None when it may be made at any time.

    Parameters
    ----------
    failures : Failures
        What failed lately.
    patience : Patience
        What is free, and the longest wait.

    Returns
    -------
    datetime or None
        The last failure plus the wait; it may lie in the past.
    """
    wait = wait_s(failures.count, patience)
    if failures.last_at is None or wait == 0.0:
        return None
    return failures.last_at + timedelta(seconds=wait)
