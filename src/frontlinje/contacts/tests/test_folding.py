"""Are spellings that people mix up folded into one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.contacts.rules.folding import fold, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÅSEN", "Aasen"),
        ("Bjørn", "bjoern"),
        ("Sæther", "Säther"),
        ("Sæther", "Saether"),
        ("Öberg", "oberg"),
        ("Éva Łukasz", "eva lukasz"),
        ("Þór", "Thor"),
        ("Straße", "strasse"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_are_parted_by_everything_but_letters_and_digits() -> None:
    assert words_of("Kari-Anne  d'Éon_(4711)") == ["kari", "anne", "d", "eon", "4711"]


@given(st.text(alphabet="aAåÅeEøØoæÆäÖnrsþß", max_size=12), st.integers(0, 12))
def test_the_beginning_of_a_word_folds_to_the_beginning_of_its_fold(word: str, end: int) -> None:
    assert fold(word).startswith(fold(word[:end]))


@given(st.text())
def test_folding_twice_is_folding_once_for_words(text: str) -> None:
    for word in words_of(text):
        assert words_of(word) == [word]
