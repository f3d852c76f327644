"""What somebody types into the search box: words, phrases, exclusions, numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.contacts.rules.search_query import MOST_TERMS, asked_of, numbers_in, read_search


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("Utbetaling Åse ", ["'utbetaling'", "'ase'"], []),
        ("utbetaling nordm", ["'utbetaling'", "'nordm':*"], []),
        ("ny av", ["'ny'", "'av'"], []),
        ('"ny konto" takk -avslag', ["'ny' <-> 'konto'", "'takk'"], ["'avslag'"]),
        ("«ny konto» x", ["'ny' <-> 'konto'", "'x'"], []),
        ('"ikke lukket', ["'ikke' <-> 'lukket'"], []),
        ('hei -"ny konto"', ["'hei'"], ["'ny' <-> 'konto'"]),
        ("e-post", ["'e' <-> 'post':*"], []),
        ("e-post ", ["'e' <-> 'post'"], []),
        ("kari@example.net", ["'kari' <-> 'example' <-> 'net':*"], []),
        ("NK084-SN02Q ", ["'nk084' <-> 'sn02q'"], []),
        ("22 33 44 55 ", ["'22334455' | '22' & '33' & '44' & '55'"], []),
        ("+47 22334455 hei ", ["'4722334455' | '47' & '22334455'", "'hei'"], []),
        ("konto 12", ["'konto'", "'12'"], []),
        ("konto 123", ["'konto'", "'123':*"], []),
        ("-alt", [], []),
        ("' | !& :* \\", [], []),
        ("", [], []),
    ],
)
def test_what_is_typed_is_read_as_people_mean_it(
    typed: str, wanted: list[str], unwanted: list[str]
) -> None:
    terms = read_search(typed)
    assert [asked_of(term) for term in terms if not term.is_excluded] == wanted
    assert [asked_of(term) for term in terms if term.is_excluded] == unwanted


@given(st.text(max_size=60))
def test_whatever_is_typed_holds_only_letters_and_digits(typed: str) -> None:
    terms = read_search(typed)
    assert len(terms) <= MOST_TERMS
    assert all(word.isalnum() for term in terms for word in term.words)


def test_numbers_in_groups_are_also_one_number() -> None:
    text = "Org. 987 654 321, konto 1234.56.78903, tlf +46 70-123 45 67, i 2026 kl 10"
    assert list(numbers_in(text)) == ["987654321", "12345678903", "46701234567", "701234567"]
