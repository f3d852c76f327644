"""Do lengths of time and numbers come back as they were meant?"""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.centre.forms.values import number_in_words, seconds_meant, span_in_words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20", 20),
        ("20 s", 20),
        ("5 min", 300),
        ("1,5 h", 5400),
        ("1 t 30 min", 5400),
        ("2 timmar", 7200),
        ("1 døgn", 86400),
        ("2d 3h", 183600),
        ("0 s", 0),
        ("soon", None),
        ("5 parsecs", None),
        ("-5 min", None),
        ("", None),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(written: str, meant: float | None) -> None:
    assert seconds_meant(written) == meant


@given(st.integers(0, 10**7), st.sampled_from(["nb", "sv", "en"]))
def test_a_length_of_time_survives_the_form(seconds: int, language: str) -> None:
    with translation.override(language):
        assert seconds_meant(span_in_words(seconds)) == seconds


@pytest.mark.parametrize(
    ("language", "said"), [("nb", ["1,5", "2"]), ("sv", ["1,5", "2"]), ("en", ["1.5", "2"])]
)
def test_a_number_has_the_decimal_sign_of_the_language(language: str, said: list[str]) -> None:
    with translation.override(language):
        assert [number_in_words(1.5), number_in_words(2)] == said
