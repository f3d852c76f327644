"""What runs in the process that learns? A linear model over buckets of words, fitted and measured.

No Django, no database: lessons come in as JSON, the model goes out as a file and the figures as
JSON. ``learner`` starts it; nothing else imports scikit-learn, and its memory is free afterwards.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from frontlinje.suggestions.rules.held_back import labels_to_learn, majority_rate, place_of_split
from frontlinje.suggestions.rules.model import SURE_ENOUGH, read, written
from frontlinje.suggestions.rules.reading_words import BUCKETS, buckets_of

Lesson = tuple[list[int], str]

_STRENGTH = 10.0
_MOST_STEPS = 200


def main() -> None:
    """Learn from the lessons on standard input; write the model where the argument says."""
    os.nice(10)
    lessons = [(buckets_of(subject, text), label) for subject, text, label in json.load(sys.stdin)]
    split = place_of_split(len(lessons))
    learnt, held_back = lessons[:split], lessons[split:]
    figures: dict[str, Any] = {"n_learnt": len(learnt), "n_held_back": len(held_back)}
    first = fitted(learnt)
    if first is not None and held_back:
        figures |= measured(first, learnt, held_back)
        final = fitted(lessons)
        if final is not None:
            Path(sys.argv[1]).write_bytes(final)
    json.dump(figures, sys.stdout)


def fitted(lessons: Sequence[Lesson]) -> bytes | None:
    """Return the model of these lessons; None when they have not two labels often enough."""
    labels = labels_to_learn([label for _buckets, label in lessons])
    if len(labels) < 2:
        return None
    known = [lesson for lesson in lessons if lesson[1] in labels and lesson[0]]
    machine = LogisticRegression(C=_STRENGTH, max_iter=_MOST_STEPS)
    machine.fit(_table(known), [label for _buckets, label in known])
    weights, starts = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        # Of two labels only the second has weights; the first is what it is measured against.
        weights = np.vstack([np.zeros_like(weights), weights])
        starts = np.concatenate([[0.0], starts])
    rows = np.ascontiguousarray(weights.T, dtype=np.float32)
    return written([str(label) for label in machine.classes_], starts.tolist(), rows.tobytes())


def _table(lessons: Sequence[Lesson]) -> Any:
    """Return a row for each lesson, of length one, as ``Model.guess`` scales them."""
    columns = [bucket for buckets, _label in lessons for bucket in buckets]
    values = [len(buckets) ** -0.5 for buckets, _label in lessons for _bucket in buckets]
    ends = np.cumsum([0, *(len(buckets) for buckets, _label in lessons)])
    return csr_matrix((values, columns, ends), shape=(len(lessons), BUCKETS))


def measured(
    content: bytes, learnt: Sequence[Lesson], held_back: Sequence[Lesson]
) -> dict[str, Any]:
    """Return how a model does on lessons that it has not seen, by the code that will use it."""
    model = read(content)
    guesses = [(*model.guess(buckets), label) for buckets, label in held_back]
    said = [guess == label for guess, sureness, label in guesses if sureness >= SURE_ENOUGH]
    return {
        "hit_rate": sum(guess == label for guess, _sureness, label in guesses) / len(guesses),
        "majority_rate": majority_rate(
            [label for _buckets, label in learnt], [label for _buckets, label in held_back]
        ),
        "n_said": len(said),
        "n_said_right": sum(said),
        "n_labels": len(model.labels),
    }


if __name__ == "__main__":
    main()
