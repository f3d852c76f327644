"""Who may have what? One case per row, one reason per case."""

from dataclasses import replace

import pytest

from frontlinje.routing.rules.eligibility import UNFIT, fit, has_refused, may_take
from frontlinje.routing.rules.tables import AWAY, HERE, WHOLE
from frontlinje.routing.tests.rules.cast import MAIL, NOW_S, PHONE, Call, Centre, Line, Person

SKILLED = Line(demands=((0, 5, 1.0), (1, 2, 0.0)))


def may(person: Person, call: Call | None = None, line: Line | None = None) -> bool:
    """Ask for one agent and one contact."""
    centre = Centre(people=(person,), calls=(call or Call(),), lines=(line or Line(),))
    return may_take(0, 0, NOW_S, *centre.tables)


def waited(seconds: float, **also: object) -> Call:
    """Return a contact that has waited so long."""
    return replace(Call(received_s=NOW_S - seconds), **also)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("person", "is_allowed"),
    [
        (Person(), True),
        (Person(availability=HERE), False),
        (Person(availability=AWAY), False),
        (Person(groups=(0, 1)), False),
        (Person(groups=(2, 1)), False),
        (Person(groups=(3, 0)), True),
        (Person(most=(0, 9)), False),
        (Person(in_hand=(2, 0), most=(2, 9)), False),
        (Person(in_hand=(1, 0), most=(2, 9)), True),
        (Person(free=WHOLE - 1), False),
    ],
)
def test_presence_group_profile_and_room_all_count(person: Person, is_allowed: bool) -> None:
    assert may(person) is is_allowed


@pytest.mark.parametrize(
    ("channel", "units", "free", "interruptible", "is_allowed"),
    [
        (PHONE, WHOLE, 30, 30, True),  # a mail in hand that a call may interrupt
        (PHONE, WHOLE, 30, 0, False),  # one that it may not
        (MAIL, 30, 30, 0, True),
        (MAIL, 30, 0, 60, False),  # a mail interrupts nothing
        (MAIL, 20, 20, 0, True),
        (MAIL, 20, 19, 0, False),
    ],
)
def test_units_must_be_free_and_only_a_call_interrupts(
    channel: int, units: int, free: int, interruptible: int, is_allowed: bool
) -> None:
    person = Person(free=free, interruptible=interruptible)
    assert may(person, line=Line(channel=channel, units=units)) is is_allowed


@pytest.mark.parametrize(
    ("opened", "member", "is_allowed"), [(1, 2, False), (3, 2, True), (2, 1, False), (0, 3, False)]
)
def test_overflow_opens_a_contact_to_one_more_group(
    opened: int, member: int, is_allowed: bool
) -> None:
    assert may(Person(groups=(member, 0)), Call(groups=opened)) is is_allowed


@pytest.mark.parametrize(("demanded", "is_allowed"), [(0, True), (1, True), (2, False), (4, False)])
def test_a_demanded_language_must_be_spoken(demanded: int, is_allowed: bool) -> None:
    assert may(Person(languages=1), Call(language=demanded)) is is_allowed


@pytest.mark.parametrize(
    ("skills", "seconds", "relaxed", "is_allowed"),
    [
        ((5, 2), 0.0, (0, 0), True),
        ((4, 2), 0.0, (0, 0), False),
        ((5, 1), 0.0, (0, 0), False),
        ((5, 0), 1e9, (0, 0), False),  # a demand without relaxation never falls
        ((4, 2), 59.0, (0, 0), False),
        ((4, 2), 60.0, (0, 0), True),  # one level a minute
        ((1, 2), 240.0, (0, 0), True),
        ((0, 2), 300.0, (0, 0), False),
        ((0, 2), 1e9, (0, 0), False),  # waiting alone never drops a demand
        ((0, 2), 1e9, (1, 0), True),  # overflow does
        ((3, 2), 0.0, (2, 0), True),
        ((5, 0), 0.0, (0, 2), True),
        ((2, 2), -600.0, (2, 0), False),  # a clock that is behind hardens nothing and eases nothing
        ((3, 2), -600.0, (2, 0), True),
    ],
)
def test_every_demanded_skill_is_held_at_the_level_still_needed(
    skills: tuple[int, int], seconds: float, relaxed: tuple[int, int], is_allowed: bool
) -> None:
    assert may(Person(skills=skills), waited(seconds, relaxed=relaxed), SKILLED) is is_allowed


@pytest.mark.parametrize(
    ("skills", "rank"),
    [
        ((5, 2), 0),
        ((7, 4), 0),  # two levels above are as good as none
        ((8, 2), 1),
        ((5, 8), 2),
        ((9, 9), 2),
        ((4, 2), 3),  # one missing is worse than any surplus
        ((1, 9), 6),
    ],
)
def test_the_best_fit_is_enough_and_no_more(skills: tuple[int, int], rank: int) -> None:
    centre = Centre(people=(Person(skills=skills),), calls=(waited(1e6),), lines=(SKILLED,))
    assert fit(0, 0, NOW_S, *centre.tables) == rank


def test_someone_of_another_group_is_unfit_whatever_they_know() -> None:
    centre = Centre(people=(Person(groups=(0, 0), skills=(9, 9)),), lines=(SKILLED,))
    assert fit(0, 0, NOW_S, *centre.tables) == UNFIT


@pytest.mark.parametrize(
    ("refusals", "is_refused"),
    [
        ((), False),
        (((1, NOW_S + 1.0),), True),
        (((1, NOW_S),), False),
        (((0, NOW_S + 1.0),), False),
        (((0, NOW_S + 1.0), (1, NOW_S - 1.0), (1, NOW_S + 1.0)), True),
    ],
)
def test_a_refusal_counts_until_its_time_is_over(
    refusals: tuple[tuple[int, float], ...], is_refused: bool
) -> None:
    calls = (Call(refusals=((1, NOW_S + 9.0),)), Call(refusals=refusals))
    assert has_refused(1, 1, NOW_S, Centre(calls=calls).tables[2]) is is_refused
