"""Is what was learnt good enough to be shown? By how it did on mail that it had not seen."""

from enum import StrEnum
from typing import Final

LEAST_LEARNT: Final = 200
LEAST_HELD_BACK: Final = 50
MARGIN: Final = 0.10
"""By how much it must beat whoever always says the most frequent answer."""


class Verdict(StrEnum):
    """What is to become of a model."""

    USED = "used"
    TOO_FEW = "too_few"
    """Too little history to learn from, or to be measured by."""
    NO_BETTER = "no_better"
    NOT_POSSIBLE = "not_possible"
    """What learns is not installed, or fell."""


def verdict(*, n_learnt: int, n_held_back: int, hit_rate: float, majority_rate: float) -> Verdict:
    """Return whether a model is used.

    Parameters
    ----------
    n_learnt : int
        Contacts that it learnt from while it was measured.
    n_held_back : int
        Contacts, all later ones, that it was measured by.
    hit_rate : float
        The share of those that it had right.
    majority_rate : float
        The share of those that had the most frequent label of the others.

    Returns
    -------
    Verdict
        Never ``NOT_POSSIBLE``.

    Examples
    --------
    >>> verdict(n_learnt=400, n_held_back=100, hit_rate=0.71, majority_rate=0.6).value
    'used'
    """
    if n_learnt < LEAST_LEARNT or n_held_back < LEAST_HELD_BACK:
        return Verdict.TOO_FEW
    return Verdict.USED if hit_rate >= majority_rate + MARGIN else Verdict.NO_BETTER
