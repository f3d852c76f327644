"""Are phones and e-mail addresses brought into one form, and nonsense refused?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.base.errors import Invalid
from frontlinje.contacts.rules.reach import (
    clean_email,
    digits_of,
    e164,
    shown_phone,
    ways_to_dial,
)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("22 33 44 55", "NO", "+4722334455"),
        ("0047 22334455", "SE", "+4722334455"),
        ("+46 (0)70-174 06 05", "NO", "+46701740605"),
        ("070-174 06 05", "SE", "+46701740605"),
        ("20 12 34 56", "DK", "+4520123456"),
        ("040 1234567", "FI", "+358401234567"),
    ],
)
def test_a_phone_is_kept_in_one_form(typed: str, country: str, kept: str) -> None:
    assert e164(typed, country) == kept


@pytest.mark.parametrize("typed", ["", "ring meg", "123", "22 33 44 55 66 77", "22334455 ext 3"])
def test_what_cannot_be_a_phone_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match=r"contacts\.not_a_phone"):
        e164(typed, "NO")


@pytest.mark.parametrize("typed", ["Ola@Example.ORG ", "åse.berg+x@gård.example.no"])
def test_an_email_is_kept_in_lower_case(typed: str) -> None:
    assert clean_email(typed) == typed.strip().lower()


@pytest.mark.parametrize(
    "typed", ["", "ola", "ola@", "@example.no", "ola@example", "a b@example.no", "x@-a.no"]
)
def test_what_cannot_be_an_email_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match=r"contacts\.not_an_email"):
        clean_email(typed)


def test_too_long_an_email_is_refused() -> None:
    with pytest.raises(Invalid):
        clean_email("a" * 250 + "@example.no")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+4722334455", "+47 22 33 44 55"),
        ("+46701740605", "+46 70 174 06 05"),
        ("+358401234567", "+358 40 123 45 67"),
        ("+442079460000", "+442079460000"),
        ("+4702800", "+4702800"),
    ],
)
def test_a_phone_is_shown_as_it_is_read_out(number: str, shown: str) -> None:
    assert shown_phone(number) == shown


@given(st.sampled_from(["+47", "+46", "+45", "+358", "+44"]), st.integers(10**6, 10**10))
def test_a_shown_phone_keeps_every_digit(code: str, number: int) -> None:
    assert digits_of(shown_phone(f"{code}{number}")) == digits_of(f"{code}{number}")


def test_a_number_can_be_dialled_in_several_ways() -> None:
    assert ways_to_dial("+4722334455") == ["4722334455", "22334455"]
    assert ways_to_dial("+358401234567") == ["358401234567", "401234567", "0401234567"]
    assert ways_to_dial("+442079460000") == ["442079460000"]
