"""Which arrangement counts for a person on a day, and what becomes of the planned shift?"""

from datetime import date, timedelta
from typing import Any

import pytest

from frontlinje.centre.rules.arrangements import Arrangement
from frontlinje.centre.rules.fields import parse_day
from frontlinje.presence.rules.arranged import Who, arranged_for, cohort_of, within_hours
from frontlinje.presence.rules.shifts import ended_since
from frontlinje.presence.tests.days import OSLO, THURSDAY, clock, hours

NAME = {"nb": "x", "sv": "x", "en": "x"}
NINA = Who(username="nina", groups=frozenset({"north"}), cohort=1)


def arranged(code: str, **facts: Any) -> Arrangement:
    given = {"code": code, "name": NAME, "place": "home", **facts}
    return Arrangement.model_validate(given)


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({}, True),
        ({"members": ["NINA"]}, True),
        ({"members": ["omar"]}, False),
        ({"groups": ["north"]}, True),
        ({"groups": ["south"]}, False),
        ({"groups": ["south"], "members": ["nina"]}, True),
        ({"cohort": 1}, True),
        ({"cohort": 2}, False),
        ({"weeks": "odd"}, True),
        ({"weeks": "even"}, False),
        ({"last_day": THURSDAY}, True),
        ({"last_day": THURSDAY - timedelta(days=1)}, False),
    ],
)
def test_an_arrangement_concerns_those_it_names(facts: dict[str, Any], counts: bool) -> None:
    found = arranged_for(NINA, [arranged("one", **facts)], THURSDAY)
    assert (found.place is not None) == counts


def test_the_first_with_a_place_and_the_first_with_hours_count() -> None:
    shift = {"place": None, "hours": "8-14"}
    listed = [arranged("a", **shift), arranged("b"), arranged("c", **shift), arranged("d")]
    found = arranged_for(NINA, listed, THURSDAY)
    assert found.hours is not None
    assert found.place is not None
    assert (found.hours.code, found.place.code) == ("a", "b")


def test_a_quarantine_holds_whatever_is_arranged_on_top_of_it() -> None:
    listed = [arranged("office"), arranged("quarantine", members=["Nina"], is_binding=True)]
    found = arranged_for(NINA, listed, THURSDAY)
    assert found.place is not None
    assert found.place.code == "quarantine"


def test_weeks_are_those_of_the_calendar_also_at_new_year() -> None:
    odd = [arranged("odd", weeks="odd")]
    assert arranged_for(NINA, odd, date(2027, 1, 1)).place is not None  # week 53 of 2026
    assert arranged_for(NINA, odd, date(2027, 1, 4)).place is not None  # week 1
    assert arranged_for(NINA, odd, date(2027, 1, 11)).place is None


def test_in_a_team_every_second_one_is_in_the_other_half() -> None:
    assert [cohort_of(rank) for rank in range(4)] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("planned", "other", "left"),
    [
        ((8, 16), "8-14", (8, 14)),
        ((9, 12), "8-14", (9, 12)),
        ((8, 16), "10-18", (10, 16)),
        ((16, 20), "8-14", (16, 20)),
    ],
)
def test_a_shift_is_cut_to_the_hours_arranged_unless_nothing_would_be_left(
    planned: tuple[int, int], other: str, left: tuple[int, int]
) -> None:
    arranged_hours = parse_day(other)
    assert isinstance(arranged_hours, tuple)
    assert within_hours(hours(*planned), arranged_hours, OSLO) == hours(*left)


@pytest.mark.parametrize(
    ("shifts", "since", "now", "ended"),
    [
        ([(8, 14)], 8, 13, None),
        ([(8, 14)], 8, 14, 14),
        ([(8, 14)], 14, 15, None),
        ([(8, 11), (12, 16)], 8, 12, None),
        ([(8, 11), (12, 14)], 8, 15, 14),
        ([], 8, 15, None),
    ],
)
def test_the_last_end_counts_unless_a_shift_is_under_way(
    shifts: list[tuple[int, int]], since: int, now: int, ended: int | None
) -> None:
    spans = [hours(*shift) for shift in shifts if shift[0] <= now]
    assert ended_since(spans, clock(since), clock(now)) == (clock(ended) if ended else None)
