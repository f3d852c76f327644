"""Who learns? A process of its own, started for one aim and gone afterwards."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontlinje.base.child import answer_of

MOST_TIME_S = 1_800.0

# One thread is enough for a night, and leaves the machine to whoever answers.
_ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

Lesson = tuple[str, str, str]
"""Subject, text, and how it was sorted; the oldest lesson first."""


def learn_from(lessons: Sequence[Lesson], *, into: Path) -> dict[str, Any]:
    """Write the model of these lessons into a file, if there is one, and return the figures.

    Raises
    ------
    ChildLost
        With the last line of what the process said.
    """
    figures: dict[str, Any] = answer_of(
        "frontlinje.suggestions.learning_child",
        [str(into)],
        asked=lessons,
        most_time_s=MOST_TIME_S,
        **_ALONE,
    )
    return figures
