"""What beats what: override, special day, holiday, week. And what are the Nordic holidays?"""

import subprocess
import sys
from datetime import date

import pytest

from frontlinje.centre.rules.holidays import holidays_of
from frontlinje.centre.rules.hours import hours_on, is_open, open_seconds_between
from frontlinje.centre.tests.samples import calendar, hours, local, name

OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00")
OPEN_SUNDAYS = OFFICE | {"sun": "12:00-14:00"}


def special(day: str, open_hours: str) -> dict[str, object]:
    return {"date": day, "hours": open_hours, "name": name()}


def test_a_short_special_day_closes_the_rest_of_its_day() -> None:
    meeting = hours(week=OFFICE, special_days=[special("2026-11-23", "08:00-10:00")])
    assert is_open(meeting, local(2026, 11, 23, 9))
    assert not is_open(meeting, local(2026, 11, 23, 12))
    whole_day = (local(2026, 11, 23), local(2026, 11, 24))
    assert open_seconds_between(meeting, *whole_day) == 2 * 3600


def test_a_special_day_replaces_a_holiday() -> None:
    open_christmas = hours(week=OFFICE, special_days=[special("2026-12-25", "10:00-12:00")])
    assert is_open(open_christmas, local(2026, 12, 25, 11))


def test_a_special_day_leaves_its_neighbours_alone() -> None:
    night = hours(
        week={"mon": "22:00-24:00", "tue": "00:00-02:00"},
        special_days=[special("2026-11-24", "closed")],
    )
    assert is_open(night, local(2026, 11, 23, 23))
    assert not is_open(night, local(2026, 11, 24, 1))


def test_holidays_are_closed_unless_chosen_otherwise() -> None:
    assert not is_open(hours(week=OFFICE), local(2026, 4, 3, 12))
    assert is_open(hours(week=OFFICE, holidays="usual"), local(2026, 4, 3, 12))
    as_sunday = hours(week=OPEN_SUNDAYS, holidays="sunday")
    assert is_open(as_sunday, local(2026, 4, 3, 13))
    assert not is_open(as_sunday, local(2026, 4, 3, 9))


def test_one_holiday_may_have_hours_of_its_own() -> None:
    own = hours(week=OFFICE, own_holidays=[{"holiday": "Maundy Thursday", "hours": "10:00-12:00"}])
    assert is_open(own, local(2026, 4, 2, 11))
    assert not is_open(own, local(2026, 4, 2, 13))
    assert not is_open(own, local(2026, 4, 3, 11))


def test_an_eve_is_a_usual_day_until_somebody_chooses() -> None:
    assert is_open(hours(week=OFFICE), local(2026, 12, 24, 15))
    half_day = hours(
        week=OFFICE, own_holidays=[{"holiday": "Christmas Eve", "hours": "08:00-12:00"}]
    )
    assert not is_open(half_day, local(2026, 12, 24, 15))


@pytest.mark.parametrize(
    ("year", "easter_day"), [(2026, date(2026, 4, 5)), (2027, date(2027, 3, 28))]
)
@pytest.mark.parametrize("country", ["NO", "SE", "DK", "FI"])
def test_easter_moves_with_the_moon(country: str, year: int, easter_day: date) -> None:
    names = {holiday.name for holiday in holidays_of(country, year)[easter_day]}
    assert "Easter Sunday" in names


@pytest.mark.parametrize(("year", "eve"), [(2026, date(2026, 6, 19)), (2027, date(2027, 6, 25))])
@pytest.mark.parametrize("country", ["SE", "FI"])
def test_midsummer_eve_is_a_day_off_on_its_friday(country: str, year: int, eve: date) -> None:
    found = holidays_of(country, year)[eve]
    assert [(holiday.name, holiday.is_day_off) for holiday in found] == [("Midsummer Eve", True)]
    assert hours_on(calendar(week=OFFICE), country, eve) == ()


def test_norway_keeps_the_seventeenth_of_may_and_sweden_the_sixth_of_june() -> None:
    office = calendar(week=OFFICE | {"sat": "08:00-12:00", "sun": "08:00-12:00"})
    assert hours_on(office, "NO", date(2026, 5, 17)) == ()
    assert hours_on(office, "SE", date(2026, 5, 17)) != ()
    assert hours_on(office, "SE", date(2026, 6, 6)) == ()
    assert hours_on(office, "NO", date(2026, 6, 6)) != ()


def test_start_up_does_not_wait_for_the_holidays() -> None:
    """The package is slow to import, so it is imported when a calendar is first asked."""
    loads = "import sys, frontlinje.centre.rules.state; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0
