"""A typed time is read as people mean it, in three languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.base.errors import Invalid
from frontlinje.desk.rules.typed_time import Lies, instant_of

OSLO = ZoneInfo("Europe/Oslo")
THURSDAY = datetime(2026, 3, 12, 12, 0, tzinfo=OSLO)


def read(text: str, lies: Lies) -> str:
    return (
        instant_of(text, now=THURSDAY, zone=OSLO, lies=lies)
        .astimezone(OSLO)
        .strftime("%d.%m %H:%M")
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", "12.03 12:00"),
        ("nå", "12.03 12:00"),
        ("-10", "12.03 11:50"),
        ("− 10", "12.03 11:50"),
        ("10 min ago", "12.03 11:50"),
        ("10 min siden", "12.03 11:50"),
        ("för 10 min sedan", "12.03 11:50"),
        ("for 2 timer siden", "12.03 10:00"),
        ("-2h", "12.03 10:00"),
        ("3 dagar sedan", "09.03 12:00"),
        ("9", "12.03 09:00"),
        ("09:20", "12.03 09:20"),
        ("9.20", "12.03 09:20"),
        ("0920", "12.03 09:20"),
        ("kl 9", "12.03 09:00"),
        ("14:20", "11.03 14:20"),
        ("yesterday 15:30", "11.03 15:30"),
        ("i går 15:30", "11.03 15:30"),
        ("I går, kl. 15.30", "11.03 15:30"),
        ("igår 1530", "11.03 15:30"),
        ("man 10", "09.03 10:00"),
        ("torsdag 10", "12.03 10:00"),
        ("torsdag 14", "05.03 14:00"),
        ("1.3 14:00", "01.03 14:00"),
        ("24.12. 14:00", "24.12 14:00"),
        ("2026-03-10T14:05", "10.03 14:05"),
    ],
)
def test_a_time_that_has_been(typed: str, meant: str) -> None:
    assert read(typed, Lies.BEFORE) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+30", "12.03 12:30"),
        ("30 min", "12.03 12:30"),
        ("om 2 timer", "12.03 14:00"),
        ("in 2 h", "12.03 14:00"),
        ("14:20", "12.03 14:20"),
        ("9", "13.03 09:00"),
        ("tomorrow", "13.03 08:00"),
        ("i morgen 9", "13.03 09:00"),
        ("imorgon kl 9", "13.03 09:00"),
        ("fre 10", "13.03 10:00"),
        ("tors 10", "19.03 10:00"),
        ("tors 15", "12.03 15:00"),
        ("lördag", "14.03 08:00"),
        ("1.3 14:00", "01.03 14:00"),
    ],
)
def test_a_time_to_come(typed: str, meant: str) -> None:
    assert read(typed, Lies.AFTER) == meant


@pytest.mark.parametrize(
    ("typed", "lies", "code"),
    [
        ("soon", Lies.AFTER, "desk.unreadable_time"),
        ("25:00", Lies.AFTER, "desk.unreadable_time"),
        ("12:75", Lies.BEFORE, "desk.unreadable_time"),
        ("30.2 10:00", Lies.AFTER, "desk.unreadable_time"),
        ("2026-13-01 10:00", Lies.AFTER, "desk.unreadable_time"),
        ("tomorrow 9", Lies.BEFORE, "desk.time_in_future"),
        ("+5", Lies.BEFORE, "desk.time_in_future"),
        ("yesterday", Lies.AFTER, "desk.time_is_past"),
        ("today 9", Lies.AFTER, "desk.time_is_past"),
        ("400 days", Lies.AFTER, "desk.time_too_far"),
        ("1.1.1999 10:00", Lies.BEFORE, "desk.time_too_far"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_reason(typed: str, lies: Lies, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(typed, lies)
    assert refused.value.code == code
    assert refused.value.params["field"] == "time"


def test_a_clock_time_is_meant_where_the_centre_is() -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    found = instant_of("10:00", now=summer, zone=OSLO, lies=Lies.BEFORE)
    assert found == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@given(st.text(max_size=20), st.sampled_from(Lies))
def test_whatever_is_typed_is_read_or_refused(typed: str, lies: Lies) -> None:
    try:
        found = instant_of(typed, now=THURSDAY, zone=OSLO, lies=lies)
    except Invalid:
        return
    assert found == THURSDAY or (found < THURSDAY) == (lies is Lies.BEFORE)
