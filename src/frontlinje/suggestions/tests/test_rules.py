"""Texts become buckets, models are plain numbers, and only what is clearly better is used."""

from array import array

import pytest

from frontlinje.suggestions.rules.held_back import labels_to_learn, majority_rate, place_of_split
from frontlinje.suggestions.rules.model import UnusableModel, read, written
from frontlinje.suggestions.rules.reading_words import BUCKETS, MOST_READ, buckets_of
from frontlinje.suggestions.rules.worth import Verdict, verdict


def test_the_same_words_fall_into_the_same_buckets() -> None:
    assert buckets_of("Faktura 17", "Hei") == buckets_of("FAKTURA 99", "hei")
    assert buckets_of("Faktura", "") != buckets_of("", "Faktura")
    found = buckets_of("", "Når hentes lammene våre?")
    assert found == sorted(set(found))
    assert 0 <= found[0] <= found[-1] < BUCKETS
    # A compound shares pieces with its parts.
    assert set(buckets_of("", "slaktelam")) & set(buckets_of("", "lam"))


def test_quoted_lines_and_what_stands_far_down_do_not_count() -> None:
    assert buckets_of("", "Hei\n> om fakturaen min") == buckets_of("", "Hei\n")
    assert buckets_of("", "a " * MOST_READ + "faktura") == buckets_of("", "a " * MOST_READ)


def small(labels: list[str], **weights: float) -> bytes:
    """Return a model in which each label has one word that speaks for it."""
    table = array("f", bytes(4 * BUCKETS * len(labels)))
    for word, weight in weights.items():
        for bucket in buckets_of("", word):
            table[bucket * len(labels) + labels.index(word)] = weight
    return written(labels, [0.0] * len(labels), table.tobytes())


def test_a_model_says_the_label_that_its_weights_speak_for() -> None:
    model = read(small(["faktura", "lam", "passord"], faktura=3.0, lam=3.0, passord=3.0))
    label, sureness = model.guess(buckets_of("", "passord"))
    assert label == "passord"
    assert 0.9 < sureness <= 1.0
    _label, unsure = model.guess(buckets_of("", "noe helt annet"))
    assert unsure < 0.5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"no line end",
        b"{}\n",
        b'{"form": "other", "labels": ["a", "b"], "starts": [0, 0]}\n',
        small(["faktura", "lam"])[:-1],
        small(["faktura"]),
        b"\x80\x04\x95pickled\n",
    ],
)
def test_what_is_no_model_is_not_read(content: bytes) -> None:
    with pytest.raises(UnusableModel):
        read(content)


def test_only_what_beats_the_most_frequent_answer_by_the_margin_is_used() -> None:
    def found(hit: float, n_learnt: int = 200, n_held_back: int = 50) -> Verdict:
        return verdict(n_learnt=n_learnt, n_held_back=n_held_back, hit_rate=hit, majority_rate=0.5)

    assert found(0.6) is Verdict.USED
    assert found(0.59) is Verdict.NO_BETTER
    assert found(0.9, n_learnt=199) is Verdict.TOO_FEW
    assert found(0.9, n_held_back=49) is Verdict.TOO_FEW


def test_the_newest_fifth_is_held_back_and_rare_labels_are_not_learnt() -> None:
    assert place_of_split(10) == 8
    assert place_of_split(0) == 0
    assert labels_to_learn(["b"] * 5 + ["a"] * 6 + ["c"] * 4) == ["a", "b"]
    assert majority_rate(["a", "a", "b"], ["a", "b", "b", "b"]) == 0.25
    assert majority_rate(["b", "a"], ["a"]) == 1.0
    assert majority_rate([], ["a"]) == 0.0
