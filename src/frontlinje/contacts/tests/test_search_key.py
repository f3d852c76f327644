"""Does what people type find the words of a customer?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.search_key import prefix_query, search_key_of, search_terms

ASE = CustomerFacts(
    name="Åse Bjørnstad-Lie",
    number="M-00471",
    phones=("+4722334455", "+46701740605"),
    emails=("ase.lie@epost.example.no",),
    place="Ørje",
)


def finds(typed: str, facts: CustomerFacts) -> bool:
    words = search_key_of(facts).split()
    terms = search_terms(typed)
    return bool(terms) and all(any(w.startswith(term) for w in words) for term in terms)


@pytest.mark.parametrize(
    "typed",
    [
        "åse",
        "ASE bjorn",
        "lie aase",
        "Bjoernstad",
        "m-00471",
        "m00471",
        "00471",
        "471",
        "22 33 44 55",
        "22 33 4",
        "+47 22 33 44 55",
        "0047 22334455",
        "4722334455",
        "070-174 06",
        "+46 (0)70 174 06 05",
        "ase.lie@ep",
        "ASE.LIE@epost.example.no",
        "@epost",
        "ørje lie",
        "lie 22 33",
    ],
)
def test_a_customer_is_found_by(typed: str) -> None:
    assert finds(typed, ASE)


@pytest.mark.parametrize("typed", ["per", "ase hansen", "22 33 44 56", "x", "", "  ", "no"])
def test_a_customer_is_not_found_by(typed: str) -> None:
    assert not finds(typed, ASE)


def test_keys_of_merged_customers_are_found_as_well() -> None:
    key = search_key_of(ASE, also=["gammelt navn 99"])
    assert {"gammelt", "navn", "99"} <= set(key.split())


@given(st.text(max_size=300))
def test_nothing_typed_gets_an_operator_into_the_query(typed: str) -> None:
    terms = search_terms(typed)
    assert len(terms) <= 8
    assert all(re.fullmatch(r"[^\W_]+", term) for term in terms)
    query = prefix_query(terms)
    assert query.count("'") == 2 * len(terms)


@given(st.lists(st.sampled_from(["Åse", "bjørn", "LIE", "22334455", "m"]), min_size=1, max_size=8))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert sorted(search_terms(", ".join(words))) == sorted(search_terms(", ".join(words[::-1])))
