"""What does a freed slot take, and what does one run hand out? Small cases to read."""

from dataclasses import replace

import pytest

from frontlinje.routing.rules.policy import (
    NOBODY,
    asks_as_much,
    assign,
    choose_contact,
    priority,
    priority_of,
)
from frontlinje.routing.rules.tables import AWAY, HERE
from frontlinje.routing.tests.rules.cast import MAIL, NOW_S, Call, Centre, Line, Person

CALLS_AND_MAILS = (Line(promise_s=20.0), Line(channel=MAIL, units=30, promise_s=4 * 3600.0))


def waited(seconds: float, line: int = 0) -> Call:
    """Return a contact that has waited so long."""
    return Call(line=line, received_s=NOW_S - seconds)


def taken(*calls: Call, person: Person | None = None) -> int:
    """Return the index of the contact that an agent's freed slot takes."""
    centre = Centre(people=(person or Person(),), calls=calls, lines=CALLS_AND_MAILS)
    return choose_contact(0, NOW_S, *centre.tables)


def test_priority_is_promises_waited_plus_head_starts() -> None:
    assert priority(30.0, 20.0, 1.0, 0.5, 2.0) == 5.0
    lines = (Line(promise_s=20.0, weight=1.0),)
    call = Call(received_s=NOW_S - 30.0, weight=0.5, raised=2.0)
    _, lanes, waiting = Centre(lines=lines, calls=(call,)).tables
    assert priority_of(0, NOW_S, lanes, waiting) == 5.0


def test_the_oldest_is_taken_and_never_the_newest() -> None:
    assert taken(waited(5.0), waited(9.0), waited(1.0)) == 1


def test_among_equals_the_first_in_the_table_is_taken() -> None:
    assert taken(waited(5.0), waited(5.0)) == 0


def test_equal_priority_on_two_channels_goes_to_the_older() -> None:
    assert taken(waited(20.0), waited(4 * 3600.0, line=1)) == 1
    assert taken(waited(4 * 3600.0, line=1), waited(20.0)) == 0


@pytest.mark.parametrize(("mail_waited_s", "winner"), [(3600.0, 0), (6 * 3600.0, 1)])
def test_a_mail_over_its_promise_passes_a_call_within_its_own(
    mail_waited_s: float, winner: int
) -> None:
    assert taken(waited(10.0), waited(mail_waited_s, line=1)) == winner


def test_a_weighty_customer_and_a_raise_give_a_head_start() -> None:
    assert taken(waited(30.0), replace(waited(5.0), weight=2.0)) == 1
    assert taken(waited(30.0), replace(waited(5.0), raised=2.0)) == 1


def test_what_does_not_fit_is_passed_over() -> None:
    half_free = Person(free=30)
    assert taken(waited(99.0), waited(9.0, line=1), person=half_free) == 1
    assert taken(waited(99.0), replace(waited(9.0), groups=2), waited(1.0)) == 0
    assert taken(replace(waited(99.0), groups=2), waited(1.0)) == 1


@pytest.mark.parametrize("availability", [HERE, AWAY])
def test_who_is_not_open_takes_nothing(availability: int) -> None:
    assert taken(waited(9.0), person=Person(availability=availability)) == NOBODY


def test_an_empty_queue_gives_nothing() -> None:
    assert taken() == NOBODY


def test_a_contact_the_agent_refused_waits_for_a_colleague() -> None:
    refused = replace(waited(99.0), refusals=((0, NOW_S + 60.0),))
    people = (Person(), Person(availability=HERE))
    centre = Centre(people=people, calls=(refused, waited(1.0)))
    assert choose_contact(0, NOW_S, *centre.tables) == 1
    alone = replace(centre, people=people[:1])
    assert choose_contact(0, NOW_S, *alone.tables) == 0


def test_a_run_serves_the_most_urgent_first_and_each_agent_once() -> None:
    people = (Person(idle_since_s=2.0), Person(idle_since_s=1.0))
    centre = Centre(people=people, calls=(waited(1.0), waited(9.0), waited(5.0)))
    assert assign(NOW_S, *centre.tables) == [(1, 1), (2, 0)]


def test_a_run_too_gives_the_older_of_equals_first() -> None:
    calls = (waited(20.0), waited(4 * 3600.0, line=1), waited(20.0))
    centre = Centre(people=(Person(), Person()), calls=calls, lines=CALLS_AND_MAILS)
    assert assign(NOW_S, *centre.tables) == [(1, 0), (0, 1)]


def test_a_run_with_nobody_open_ends_at_once() -> None:
    centre = Centre(people=(Person(availability=HERE),))
    assert assign(NOW_S, *centre.tables) == []


def test_what_suits_nobody_does_not_stop_what_comes_after() -> None:
    line = Line(demands=((0, 5, 1.0), (1, 1, 0.0)))
    hard = [Call(received_s=NOW_S - waited_s) for waited_s in (60.0, 30.0, 0.0)]
    eased = replace(hard[2], relaxed=(5, 1), received_s=NOW_S + 1.0)
    centre = Centre(people=(Person(),), calls=(*hard, eased), lines=(line,))
    assert assign(NOW_S, *centre.tables) == [(3, 0)]


@pytest.mark.parametrize(
    ("call", "as_much"),
    [
        (Call(), True),
        (Call(received_s=NOW_S), True),
        (Call(received_s=NOW_S - 60.0), False),
        (Call(line=1), False),
        (Call(groups=3), False),
        (Call(language=1), True),
        (Call(relaxed=(0, 1)), False),
    ],
)
def test_a_contact_asks_as_much_unless_something_makes_it_easier(call: Call, as_much: bool) -> None:
    _, lanes, waiting = Centre(calls=(call, Call()), lines=CALLS_AND_MAILS).tables
    assert asks_as_much(0, 1, lanes, waiting) is as_much


def test_a_contact_without_language_asks_less_than_one_with() -> None:
    _, lanes, waiting = Centre(calls=(Call(), Call(language=1))).tables
    assert asks_as_much(0, 1, lanes, waiting) is False
