"""What was learnt, and what does it make of a text? Plain numbers, read and used without a library.

A model is a table of one weight for each bucket and label, and is kept as a line of JSON with the
labels followed by the weights as 32-bit numbers: nothing in such a file can be carried out.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from frontlinje.suggestions.rules.reading_words import BUCKETS

SURE_ENOUGH: Final = 0.5
"""How probable a label must be before anything is said."""

_FORM: Final = "frontlinje-weights-1"
_FLOAT: Final = 4
_LONGEST_HEAD: Final = 1_000_000


class UnusableModel(ValueError):
    """What was read is no model, or of another form."""


@dataclass(frozen=True, slots=True)
class Model:
    """The labels, what speaks for each from the start, and the weights by bucket and label."""

    labels: tuple[str, ...]
    starts: tuple[float, ...]
    weights: "memoryview[float]"
    """Of floats: the labels of bucket 0, then those of bucket 1, and so on."""

    def guess(self, buckets: Sequence[int]) -> tuple[str, float]:
        """Return the most probable label of a text, and how probable it is.

        Parameters
        ----------
        buckets : sequence of int
            From ``reading_words.buckets_of``.

        Returns
        -------
        str
            One of ``labels``.
        float
            From 0 to 1: the softmax of the summed weights.
        """
        width = len(self.labels)
        sums = [0.0] * width
        for bucket in buckets:
            row = self.weights[bucket * width : (bucket + 1) * width]
            sums = [total + weight for total, weight in zip(sums, row, strict=True)]
        scale = math.sqrt(len(buckets)) or 1.0
        scores = [a / scale + b for a, b in zip(sums, self.starts, strict=True)]
        best = max(range(width), key=scores.__getitem__)
        whole = sum(math.exp(score - scores[best]) for score in scores)
        return self.labels[best], 1.0 / whole


def written(labels: Sequence[str], starts: Sequence[float], weights: bytes) -> bytes:
    """Return a model as its file holds it.

    Parameters
    ----------
    labels : sequence of str
        At least two.
    starts : sequence of float
        One for each label.
    weights : bytes
        32-bit floats in the byte order of this machine, bucket after bucket.

    Returns
    -------
    bytes
        The same bytes for the same model, so that they can be named by their hash.
    """
    head = {"form": _FORM, "labels": list(labels), "starts": list(starts)}
    return json.dumps(head, sort_keys=True).encode() + b"\n" + weights


def read(content: Any) -> Model:
    """Return the model that a file holds.

    Parameters
    ----------
    content : bytes or mmap.mmap
        The whole file.

    Returns
    -------
    Model
        Its weights are looked up in ``content``, not copied.

    Raises
    ------
    UnusableModel
        When it is anything else than what ``written`` makes.
    """
    end = content.find(b"\n", 0, _LONGEST_HEAD)
    try:
        head = json.loads(content[: max(end, 0)])
        labels, starts = tuple(map(str, head["labels"])), tuple(map(float, head["starts"]))
        is_ours = head["form"] == _FORM
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableModel(str(error)) from error
    weights = memoryview(content)[end + 1 :]
    is_whole = len(weights) == BUCKETS * len(labels) * _FLOAT and len(labels) == len(starts)
    if not (is_ours and is_whole and len(labels) > 1):
        raise UnusableModel(f"{len(weights)} bytes of weights for {len(labels)} labels")
    return Model(labels, starts, weights.cast("f"))
