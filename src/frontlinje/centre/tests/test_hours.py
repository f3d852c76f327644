"""When is it open? Weeks, intervals, midnight, clock changes, leap days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.centre.rules.fields import DAY_MIN, Interval
from frontlinje.centre.rules.hours import (
    Hours,
    is_open,
    next_closing,
    next_opening,
    open_seconds_between,
)
from frontlinje.centre.tests.samples import hours, local

WEEKDAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00")
ALWAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
HOUR_S = 3600.0


def test_it_is_open_from_the_opening_minute_and_closed_from_the_closing_one() -> None:
    week = hours(week=WEEKDAYS)
    assert not is_open(week, local(2026, 11, 23, 7, 59))
    assert is_open(week, local(2026, 11, 23, 8))
    assert is_open(week, local(2026, 11, 23, 15, 59))
    assert not is_open(week, local(2026, 11, 23, 16))


def test_it_is_closed_between_two_intervals_of_a_day() -> None:
    lunch = hours(week={"mon": "08:00-11:30, 12:15-16:00"})
    assert not is_open(lunch, local(2026, 11, 23, 12))
    assert next_opening(lunch, local(2026, 11, 23, 12)) == local(2026, 11, 23, 12, 15)
    assert next_closing(lunch, local(2026, 11, 23, 9)) == local(2026, 11, 23, 11, 30)
    assert open_seconds_between(lunch, local(2026, 11, 23), local(2026, 11, 24)) == 7.25 * HOUR_S


def test_the_next_opening_after_friday_is_monday() -> None:
    week = hours(week=WEEKDAYS)
    assert next_opening(week, local(2026, 11, 20, 16)) == local(2026, 11, 23, 8)


def test_what_is_open_opens_now_and_what_is_closed_closes_now() -> None:
    week = hours(week=WEEKDAYS)
    noon, night = local(2026, 11, 23, 12), local(2026, 11, 23, 23)
    assert next_opening(week, noon) == noon
    assert next_closing(week, night) == night


def test_hours_that_go_on_past_midnight_are_one_opening() -> None:
    night = hours(week={"fri": "22:00-24:00", "sat": "00:00-03:00"})
    assert next_closing(night, local(2026, 11, 20, 23)) == local(2026, 11, 21, 3)


def test_open_day_and_night_never_closes() -> None:
    always = hours(week=ALWAYS, holidays="usual")
    assert next_closing(always, local(2026, 11, 23)) is None


def test_never_open_never_opens() -> None:
    assert next_opening(hours(), local(2026, 11, 23)) is None


def test_the_spring_night_lacks_an_hour() -> None:
    always = hours(week=ALWAYS, holidays="usual")
    night = (local(2026, 3, 29), local(2026, 3, 30))
    assert open_seconds_between(always, *night) == 23 * HOUR_S
    gap = hours(week={"sun": "02:00-03:00"}, holidays="usual")
    assert open_seconds_between(gap, *night) == 0
    into_the_gap = hours(week={"sun": "01:00-02:30"}, holidays="usual")
    assert open_seconds_between(into_the_gap, *night) == HOUR_S
    out_of_the_gap = hours(week={"sun": "02:30-04:00"}, holidays="usual")
    assert next_opening(out_of_the_gap, night[0]) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert open_seconds_between(out_of_the_gap, *night) == HOUR_S


def test_the_autumn_night_has_an_hour_twice() -> None:
    night = (local(2026, 10, 25), local(2026, 10, 26))
    always = hours(week=ALWAYS, holidays="usual")
    assert open_seconds_between(always, *night) == 25 * HOUR_S
    half = hours(week={"sun": "02:00-02:30, 02:30-03:00"}, holidays="usual")
    assert open_seconds_between(half, *night) == 2 * HOUR_S
    opens = hours(week={"sun": "02:30-04:00"}, holidays="usual")
    assert next_opening(opens, night[0]) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_leap_day_is_a_day_like_others() -> None:
    week = hours(week=WEEKDAYS, special_days=[])
    assert is_open(week, local(2028, 2, 29, 12))
    special = {"date": "2028-02-29", "hours": "closed", "name": {"nb": "x", "sv": "x", "en": "x"}}
    assert not is_open(hours(week=WEEKDAYS, special_days=[special]), local(2028, 2, 29, 12))


def test_the_answer_does_not_depend_on_the_zone_of_the_question() -> None:
    week = hours(week=WEEKDAYS)
    at = local(2026, 11, 23, 8)
    assert is_open(week, at.astimezone(UTC)) is is_open(week, at) is True


@st.composite
def days(draw: st.DrawFn) -> str:
    ends = sorted(draw(st.sets(st.integers(0, DAY_MIN), max_size=6)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return ", ".join(str(Interval(*pair)) for pair in pairs) or "closed"


weeks = st.fixed_dictionaries(
    {day: days() for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
).map(lambda week: hours(week=week, country="SE"))
instants = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(weeks, instants, st.integers(0, 3 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_open_time_adds_up(week: Hours, at: datetime, first: int, second: int) -> None:
    middle, end = at + timedelta(minutes=first), at + timedelta(minutes=first + second)
    whole = open_seconds_between(week, at, end)
    parts = open_seconds_between(week, at, middle) + open_seconds_between(week, middle, end)
    assert whole == pytest.approx(parts)
    assert 0 <= whole <= (end - at).total_seconds()


@given(weeks, instants)
def test_openings_and_closings_agree_with_is_open(week: Hours, at: datetime) -> None:
    opens, closes = next_opening(week, at), next_closing(week, at)
    assert is_open(week, at) == (opens == at) == (closes != at)
    if opens is not None:
        assert is_open(week, opens)
        assert open_seconds_between(week, at, opens) == 0
    if closes is not None:
        assert not is_open(week, closes)
        assert open_seconds_between(week, at, closes) == (closes - at).total_seconds()


@given(weeks, instants)
def test_open_time_is_the_sum_of_open_minutes(week: Hours, at: datetime) -> None:
    minutes = [at + timedelta(minutes=n) for n in range(180)]
    n_open = sum(is_open(week, minute) for minute in minutes)
    assert open_seconds_between(week, at, at + timedelta(minutes=180)) == n_open * 60


def test_a_day_in_the_far_future_can_be_asked_for() -> None:
    assert hours(week=WEEKDAYS).spans_on(date(2040, 1, 2)) != ()
