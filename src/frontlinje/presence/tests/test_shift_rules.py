"""Which shifts are possible, and what does a row of a file say?"""

import doctest
from datetime import UTC, date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.base.errors import FrontlinjeError, Invalid
from frontlinje.base.ids import uuid7
from frontlinje.base.table_file import Row
from frontlinje.presence.rules import shifts, written
from frontlinje.presence.rules.shift_file import ShiftRow, WrongRow, columns_of, read_shift
from frontlinje.presence.rules.shift_plan import Planned, ShiftPlan, Wanted, plan_shifts
from frontlinje.presence.rules.shifts import (
    Span,
    check_free,
    check_span,
    first_overlap,
    on_wall_days_later,
    span_on,
)
from frontlinje.presence.rules.written import day_of, hours_of, minutes_of, place_of
from frontlinje.presence.tests.days import OSLO, THURSDAY, clock, hours

NINA, OMAR = uuid7(), uuid7()


@pytest.mark.parametrize("module", [shifts, written])
def test_examples_in_the_docstrings_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_a_shift_ends_on_the_next_day_when_its_end_is_earlier() -> None:
    span = span_on(THURSDAY, 22 * 60, 6 * 60, OSLO)
    assert span == Span(clock(22), clock(6, day=THURSDAY + timedelta(days=1)))
    whole_day = span_on(THURSDAY, 0, 24 * 60, OSLO)
    assert whole_day.ends_at - whole_day.starts_at == timedelta(hours=24)


def test_the_clock_on_the_wall_counts_when_clocks_change() -> None:
    night = span_on(date(2026, 3, 28), 22 * 60, 6 * 60, OSLO)
    assert night.ends_at - night.starts_at == timedelta(hours=7)
    week_later = on_wall_days_later(hours(8, 16, day=date(2026, 3, 26)), 7, OSLO)
    assert week_later == hours(8, 16, day=date(2026, 4, 2))


def test_a_shift_takes_some_time_and_at_most_a_day() -> None:
    with pytest.raises(Invalid, match="shift_empty"):
        span_on(THURSDAY, 480, 480, OSLO)
    with pytest.raises(Invalid, match="shift_empty"):
        check_span(Span(clock(9), clock(8)))
    with pytest.raises(Invalid, match="shift_too_long"):
        check_span(Span(clock(8), clock(8) + timedelta(hours=24, minutes=1)))


def test_shifts_may_touch_but_not_overlap() -> None:
    check_free(hours(8, 12), [hours(12, 16), hours(6, 8)], zone=OSLO)
    with pytest.raises(FrontlinjeError, match="shift_overlaps") as refusal:
        check_free(hours(8, 12), [hours(14, 16), hours(11, 13)], zone=OSLO)
    params = refusal.value.params
    assert (params["day"], params["begins"], params["ends"]) == ("12.03.", "11:00", "13:00")


@pytest.mark.parametrize("text", ["", "25", "24:01", "8:60", "8:5x", "eight", "8:30:15:00", "-8"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="unreadable_time"):
        minutes_of(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8-16", (480, 960)), ("08:30–16.15", (510, 975)), ("22 til 6", (1320, 360))],
)
def test_hours_are_read_in_one_piece(text: str, minutes: tuple[int, int]) -> None:
    assert hours_of(text) == minutes


@pytest.mark.parametrize("text", ["8", "8-", "8-16-20", "-", "x-y"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="unreadable_hours"):
        hours_of(text)


@pytest.mark.parametrize("text", ["12/3-26", "31.02.2026", "", "2026", "yesterday"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="unreadable_date"):
        day_of(text)


def test_places_are_known_in_three_languages() -> None:
    assert [place_of(word) for word in ("Hjemme", "hemma", "HOME")] == ["home"] * 3
    assert [place_of(word) for word in ("Kontoret", "office", "")] == ["office", "office", ""]
    with pytest.raises(Invalid, match="unknown_place"):
        place_of("moon")


@pytest.mark.parametrize(
    "headings",
    [
        ("Brukernavn", "Dato", "Fra", "Til", "Sted"),
        ("Datum", "Namn", "Från:", "Till", "Plats", "Kommentar"),
        ("date", "name", "START", "End"),
    ],
)
def test_columns_are_known_by_their_headings(headings: tuple[str, ...]) -> None:
    assert {"who", "date", "from", "to"} <= columns_of(headings).keys()


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Invalid, match="file_lacks_to"):
        columns_of(["navn", "dato", "fra"])


def test_a_row_is_read_or_says_what_is_wrong() -> None:
    columns = columns_of(["navn", "dato", "fra", "til", "sted"])
    row = read_shift(Row(2, ("Nina", "12.3.26", "8", "16", "hjemme")), columns)
    assert isinstance(row, ShiftRow)
    assert (row.day, row.from_min, row.to_min, row.place) == (THURSDAY, 480, 960, "home")
    short = read_shift(Row(3, ("Nina", "12.3.26", "8")), columns)
    assert isinstance(short, WrongRow)
    assert (short.code, short.line) == ("presence.unreadable_time", 3)
    nobody = read_shift(Row(4, ("", "12.3.26", "8", "16")), columns)
    assert isinstance(nobody, WrongRow)
    assert nobody.code == "presence.row_without_name"


def wanted(line: int, span: Span, user: UUID = NINA, place: str = "") -> Wanted:
    return Wanted(line, (), user, span, place, "")


def planned(span: Span, user: UUID = NINA, place: str = "") -> Planned:
    return Planned(uuid7(), user, span, place, "")


def test_a_shift_is_known_again_by_when_it_begins() -> None:
    plan = plan_shifts(
        [wanted(2, hours(8, 16)), wanted(3, hours(17, 19)), wanted(4, hours(20, 22))],
        [planned(hours(8, 15)), planned(hours(17, 19))],
        zone=OSLO,
    )
    assert [new.line for new in plan.new] == [4]
    assert [new.line for _, new in plan.changed] == [2]
    assert (plan.n_unchanged, plan.wrong) == (1, [])


def test_rows_that_overlap_each_other_or_the_plan_are_wrong() -> None:
    plan = plan_shifts(
        [
            wanted(2, hours(8, 12)),
            wanted(3, hours(11, 13)),
            wanted(4, hours(8, 12)),
            wanted(5, hours(8, 12), OMAR),
            wanted(6, hours(13, 15)),
        ],
        [planned(hours(14, 16))],
        zone=OSLO,
    )
    assert [(row.line, row.code.split(".")[1]) for row in plan.wrong] == [
        (3, "row_twice"),
        (4, "row_twice"),
        (6, "shift_overlaps"),
    ]
    assert len(plan.new) == 2


def test_a_renewal_that_is_refused_keeps_its_old_times() -> None:
    plan = plan_shifts(
        [wanted(2, hours(8, 20)), wanted(3, hours(12, 14))],
        [planned(hours(8, 16)), planned(hours(18, 22))],
        zone=OSLO,
    )
    assert [row.line for row in plan.wrong] == [2, 3]
    assert not plan.new
    assert not plan.changed


spans = st.builds(
    lambda begins, length: hours(begins, begins + length), st.integers(0, 16), st.integers(1, 7)
)


def _free_of_each_other(many: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in many:
        if first_overlap(span, kept) is None:
            kept.append(span)
    return kept


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_no_file_makes_shifts_overlap(asked: list[Span], before: list[Span]) -> None:
    known = [planned(span) for span in _free_of_each_other(before)]
    plan: ShiftPlan = plan_shifts(
        [wanted(line, span) for line, span in enumerate(asked)], known, zone=OSLO
    )
    replaced = {old.id: new.span for old, new in plan.changed}
    after = [replaced.get(one.id, one.span) for one in known] + [new.span for new in plan.new]
    assert _free_of_each_other(after) == after
    n_done = len(plan.new) + len(plan.changed) + plan.n_unchanged
    assert n_done + len(plan.wrong) == len(asked)
    assert all(span.starts_at.tzinfo is UTC for span in after)
