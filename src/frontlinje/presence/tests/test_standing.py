"""Does planned against actual say what is so, and who stays on?"""

import doctest
from datetime import datetime, timedelta

import pytest

from frontlinje.centre.actions.overrides import lay_on
from frontlinje.centre.rules.arrangements import Arrangement
from frontlinje.centre.rules.edits.people import SetArrangement
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status, note_connections, note_shifts_over
from frontlinje.presence.models import Presence, Shift, Status
from frontlinje.presence.queries import offerable, outlasted, shifts_today, standing_of
from frontlinje.presence.rules import standing as rules
from frontlinje.presence.rules.standing import Standing, standing
from frontlinje.presence.tests.days import MORNING, OSLO, THURSDAY, clock, plan


def test_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(
    ("at", "status_at", "is_logged_on", "expected"),
    [
        (clock(7, 30), None, False, Standing.NOT_YET),
        (clock(7, 30), clock(7, 20), True, Standing.EARLY),
        (clock(7, 57), clock(7, 56), True, Standing.AS_PLANNED),
        (clock(8, 4), None, False, Standing.NOT_YET),
        (clock(8, 5), None, False, Standing.LATE),
        (clock(8, 5), clock(16, day=THURSDAY - timedelta(days=1)), False, Standing.LATE),
        (clock(9), clock(8), True, Standing.AS_PLANNED),
        (clock(15), clock(14), False, Standing.LEFT),
        (clock(15, 58), clock(15, 56), False, Standing.OVER),
        (clock(17), clock(16), False, Standing.OVER),
        (clock(17), clock(16, 10), True, Standing.STAYS_ON),
    ],
)
def test_a_shift_from_eight_to_four(
    at: datetime, status_at: datetime | None, is_logged_on: bool, expected: Standing
) -> None:
    found = standing(
        starts_at=clock(8),
        ends_at=clock(16),
        is_logged_on=is_logged_on,
        status_at=status_at,
        now=at,
    )
    assert found == expected


def test_without_a_shift_nobody_is_late() -> None:
    def without(*, is_logged_on: bool) -> Standing:
        return standing(
            starts_at=None,
            ends_at=None,
            is_logged_on=is_logged_on,
            status_at=None,
            now=clock(12),
        )

    assert without(is_logged_on=False) == Standing.NO_PLAN
    assert without(is_logged_on=True) == Standing.NO_PLAN_HERE


def stands(cast: Cast, at: datetime) -> Standing:
    presence = Presence.objects.get(user=cast.nina)
    shift = shifts_today([cast.nina.id], now=at, zone=OSLO).get(cast.nina.id)
    return standing_of(presence, shift, now=at, has_outlasted=bool(outlasted(None, now=at)))


def ready(cast: Cast, at: datetime) -> None:
    note_connections([cast.nina.id], at=at)
    declare_status(user=cast.nina, status=Status.READY, at=at, by=cast.nina.id)


@pytest.mark.usefixtures("centre")
def test_whose_shift_is_over_gets_offers_again_by_going_ready(cast: Cast) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    ready(cast, clock(7, 55))
    assert offerable(clock(15, 59)).count() == 1
    assert stands(cast, clock(15, 59)) == Standing.AS_PLANNED
    assert not offerable(clock(16)).exists()
    assert stands(cast, clock(16)) == Standing.SHIFT_OVER

    ready(cast, clock(16, 5))
    assert offerable(clock(16, 6)).count() == 1
    assert stands(cast, clock(16, 6)) == Standing.STAYS_ON


@pytest.mark.usefixtures("centre")
def test_a_shift_of_yesterday_counts_until_somebody_goes_ready_anew(cast: Cast) -> None:
    yesterday = THURSDAY - timedelta(days=1)
    plan(cast.nina, 8, 16, by=cast.pia, day=yesterday)
    ready(cast, clock(10, day=yesterday))
    assert not offerable(clock(9)).exists()
    assert stands(cast, clock(9)) == Standing.SHIFT_OVER
    plan(cast.nina, 8, 16, by=cast.pia)
    assert offerable(clock(9)).exists()  # the shift of today is under way


@pytest.mark.usefixtures("centre")
def test_the_second_half_of_a_divided_shift_goes_on_by_itself(cast: Cast) -> None:
    plan(cast.nina, 8, 11, by=cast.pia)
    plan(cast.nina, 12, 16, by=cast.pia)
    ready(cast, clock(8))
    assert not offerable(clock(11, 30)).exists()
    assert offerable(clock(12)).exists()


@pytest.mark.usefixtures("centre")
def test_who_has_no_shifts_is_never_left_out(cast: Cast) -> None:
    plan(cast.omar, 8, 9, by=cast.pia)
    ready(cast, clock(8))
    assert offerable(clock(23)).count() == 1


@pytest.mark.usefixtures("centre")
def test_a_night_shift_is_not_over_at_midnight(cast: Cast) -> None:
    plan(cast.nina, 22, 6, by=cast.pia)
    ready(cast, clock(22))
    friday = THURSDAY + timedelta(days=1)
    assert offerable(clock(5, 59, day=friday)).exists()
    assert not offerable(clock(6, day=friday)).exists()


@pytest.mark.usefixtures("centre")
def test_the_end_of_a_shift_is_told_once(cast: Cast) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    ready(cast, MORNING)
    assert note_shifts_over(at=clock(15, 59)) == []
    assert note_shifts_over(at=clock(16)) == [cast.nina.id]
    assert note_shifts_over(at=clock(16, 1)) == []
    ready(cast, clock(16, 5))
    plan(cast.nina, 17, 18, by=cast.pia)
    assert note_shifts_over(at=clock(18)) == [cast.nina.id]


@pytest.mark.usefixtures("centre")
def test_who_has_logged_off_is_left_in_peace(cast: Cast) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    ready(cast, clock(8))
    declare_status(user=cast.nina, status=Status.LOGGED_OFF, at=clock(15), by=cast.nina.id)
    assert outlasted(None, now=clock(17)) == {}
    assert Shift.objects.count() == 1


def until_two(*, until_at: datetime | None) -> None:
    """Arrange that everybody works from eight to two, from nine o'clock on."""
    name = {"nb": "To skift", "sv": "Två pass", "en": "Two shifts"}
    arranged = Arrangement.model_validate({"code": "two", "name": name, "hours": "8-14"})
    edit = SetArrangement(arrangement=arranged)
    lay_on([edit], starts_at=clock(9), until_at=until_at, by=None, reason="", at=clock(9))


@pytest.mark.usefixtures("centre")
def test_a_shift_is_over_when_the_hours_arranged_are(cast: Cast) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    ready(cast, clock(8))
    until_two(until_at=None)
    assert offerable(clock(13, 59)).exists()
    assert not offerable(clock(14)).exists()
    assert outlasted([cast.nina.id], now=clock(14)) == {cast.nina.id: clock(14)}
    assert outlasted([cast.omar.id], now=clock(14)) == {}
    assert note_shifts_over(at=clock(14)) == [cast.nina.id]
    ready(cast, clock(14, 10))
    assert offerable(clock(14, 11)).exists(), "who stays on is asked again"
    declare_status(user=cast.nina, status=Status.LOGGED_OFF, at=clock(14, 20), by=cast.nina.id)
    assert outlasted(None, now=clock(15)) == {}


@pytest.mark.usefixtures("centre")
def test_when_nothing_is_arranged_any_more_the_plan_holds_again(cast: Cast) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    ready(cast, clock(8))
    until_two(until_at=clock(15))
    assert not offerable(clock(14, 59)).exists()
    assert offerable(clock(15)).exists()
    assert not offerable(clock(16)).exists()
