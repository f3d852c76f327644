"""How much of the history is learnt from, and how much is kept for measuring? Split by time."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

SHARE_HELD_BACK: Final = 0.2
LEAST_OF_LABEL: Final = 5
"""A label with fewer examples is not learnt; having it is a miss."""


def place_of_split(n_lessons: int) -> int:
    """Return how many lessons, the oldest, are learnt from; the later ones are held back.

    Parameters
    ----------
    n_lessons : int
        All of them, in the order of time.

    Returns
    -------
    int
        The place of the first that is held back.
    """
    return n_lessons - round(n_lessons * SHARE_HELD_BACK)


def labels_to_learn(labels: Sequence[str]) -> list[str]:
    """Return the labels of which there are enough examples.

    Parameters
    ----------
    labels : sequence of str
        One for each lesson.

    Returns
    -------
    list of str
        Each once, in the order of the alphabet.
    """
    return sorted(label for label, n in Counter(labels).items() if n >= LEAST_OF_LABEL)


def majority_rate(learnt: Sequence[str], held_back: Sequence[str]) -> float:
    """Return how often somebody is right who always says the most frequent label.

    Parameters
    ----------
    learnt : sequence of str
        Labels from which the most frequent one is taken; of equals, the first in the alphabet.
    held_back : sequence of str
        Labels by which it is measured.

    Returns
    -------
    float
        From 0 to 1; 0 where there is nothing to measure by.
    """
    if not learnt or not held_back:
        return 0.0
    counts = Counter(learnt)
    most = min(counts, key=lambda label: (-counts[label], label))
    return sum(label == most for label in held_back) / len(held_back)
