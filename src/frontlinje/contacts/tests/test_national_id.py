"""Are national identity numbers starred out, and phones, accounts and references left alone?"""

from datetime import date
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.no import fodselsnummer

from frontlinje.contacts.rules.national_id import (
    NEW_NORWEGIAN_RULE,
    has_national_id,
    is_norwegian,
    is_swedish,
    masked,
)

TODAY = date(2026, 11, 22)

MASKED = [
    # Norway: written in the usual ways, D-number, made-up test numbers of three series.
    ("01019000083", "010190*****"),
    ("010190 00083", "010190 *****"),
    ("010190-00083", "010190-*****"),
    ("010190 000 83", "010190 *** **"),
    ("01 01 90 00083", "01 01 90 *****"),
    ("010190\u00a000083", "010190\u00a0*****"),
    ("010190&nbsp;00083", "010190&nbsp;*****"),
    ("70019950032", "700199*****"),
    ("15507600333", "155076*****"),
    ("17912099997", "179120*****"),
    ("46879700922", "468797*****"),
    # Sweden: personnummer and samordningsnummer.
    ("880320-0016", "880320-****"),
    ("19880320-0016", "19880320-****"),
    ("198803200016", "19880320****"),
    ("880320+0016", "880320+****"),
    ("880320 0016", "880320 ****"),
    ("701063-2391", "701063-****"),
    ("personnummer 19880320 0016", "personnummer 19880320 ****"),
    # Denmark: with and without the old check digit.
    ("211062-5629", "211062-****"),
    ("211062-5620", "211062-****"),
    ("211062 5629", "211062 ****"),
    ("2110625629", "211062****"),
    ("CPR-nr.: 211062 5620", "CPR-nr.: 211062 ****"),
    # Finland: every sign of the century.
    ("131052-308T", "131052-****"),
    ("131052A308T", "131052A****"),
    ("131052b308t", "131052b****"),
]

LEFT_ALONE = [
    "ring 22 33 44 55 eller 98765432",
    "+47 98 76 54 32",
    "+4798765432",
    "0047 22334455",
    "0701740605",
    "070-174 06 05",
    "+46 70 174 06 05",
    "+358 40 1234567",
    "00358401234567",
    "konto 1503.86.95088",
    "konto 1503 86 95088",
    "Referanse NK084-SN02Q",
    "sak 2026-0001",
    "ordre 10112026",
    "org.nr. 974 760 673",
    "faktura 123456-7890",
    "20261122 1430",
    "KID 0012345678903",
    "131052-308U",
    "010190 00084",
    "010190 1234 stk",
    "01 01 90 1234",
    "99139000083",
    "880320-0017x",
    "v1.010190-00083",
    "https://example.org/01019000083/x",
    "",
]


@pytest.mark.parametrize(("text", "shown"), MASKED)
def test_the_secret_part_is_starred_out(text: str, shown: str) -> None:
    assert masked(f"Jeg er {text}, takk.", TODAY) == f"Jeg er {shown}, takk."
    assert masked(text, TODAY) == shown
    assert has_national_id(text, TODAY)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert masked(text, TODAY) == text
    assert not has_national_id(text, TODAY)


def test_several_numbers_in_one_text_are_all_starred_out() -> None:
    text = "Kari 010190 00083 og Åke 880320-0016, tlf 22 33 44 55."
    assert masked(text, TODAY) == "Kari 010190 ***** og Åke 880320-****, tlf 22 33 44 55."


def test_from_2032_the_first_norwegian_control_digit_may_leave_a_remainder() -> None:
    birth = "010190000"
    first = int(fodselsnummer.calc_check_digit1(birth))
    shifted = next(
        number
        for second in range(10)
        for plus in (1, 2)
        if is_norwegian(number := f"{birth}{first + plus}{second}", NEW_NORWEGIAN_RULE)
    )
    assert not is_norwegian(shifted, date(2031, 12, 31))


def test_a_remainder_above_three_is_never_good() -> None:
    good = [f"010190{i:03}{k:02}" for i in range(200) for k in range(100)]
    before, since = (
        sum(is_norwegian(number, day) for number in good) for day in (TODAY, date(2033, 1, 1))
    )
    assert 3.5 < since / before < 4.5


def test_a_day_that_no_month_has_makes_no_swedish_number() -> None:
    assert not is_swedish("880231", luhn.calc_check_digit("880231001") + "001")


@given(st.text(alphabet="0123456789 -+.aA\n", max_size=80))
def test_masking_changes_only_word_characters_into_stars(text: str) -> None:
    shown = masked(text, TODAY)
    assert len(shown) == len(text)
    assert all(a == b or b == "*" for a, b in zip(text, shown, strict=True))
    assert masked(shown, TODAY) == shown


@given(st.integers(20_000_000, 99_999_999), st.sampled_from(["", "+47 ", "+47", "0047 ", "tlf. "]))
def test_norwegian_phones_are_never_masked(number: int, before: str) -> None:
    digits = str(number)
    groups = " ".join(digits[start : start + 2] for start in range(0, 8, 2))
    for written in (f"{before}{number}", f"{before}{groups}"):
        assert masked(written, TODAY) == written


def test_masking_a_page_of_text_takes_tens_of_microseconds() -> None:
    text = "Hei! Kan dere ringe meg på 22 33 44 55 om oppgjøret? Referanse NK084-SN02Q. " * 12
    n = 200
    best = min(timeit(lambda: masked(text, TODAY), number=n) for _ in range(5)) / n
    assert best < 300e-6
