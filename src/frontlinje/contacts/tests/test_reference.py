"""Is a reference read back as it was, however it was heard?"""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.contacts.rules.reference import read_reference, reference_of

IDS = st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number))


@given(IDS)
def test_a_reference_is_read_back_whatever_the_case_and_dashes(identifier: UUID) -> None:
    reference = reference_of(identifier)
    heard = reference.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_reference(heard) == reference


@given(IDS)
def test_a_reference_has_no_letter_that_is_misheard(identifier: UUID) -> None:
    assert not set(reference_of(identifier)) & set("ILOU")


@given(IDS, IDS)
def test_ids_with_other_last_bits_have_other_references(one: UUID, other: UUID) -> None:
    last = (1 << 50) - 1
    is_same = one.int & last == other.int & last
    assert (reference_of(one) == reference_of(other)) == is_same


@pytest.mark.parametrize("typed", ["", "NK084", "NK084-SN02Q1", "NK084-SN02U", "NK084-SN0.Q"])
def test_what_cannot_be_a_reference_is_none(typed: str) -> None:
    assert read_reference(typed) == ""
