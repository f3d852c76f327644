"""Who is offered a contact? Each test names one rule of the order and what it outweighs."""

import pytest

from frontlinje.routing.rules.policy import NOBODY, choose_agent
from frontlinje.routing.rules.tables import AWAY, HERE, LAST_RESORT
from frontlinje.routing.tests.rules.cast import MAIL, NOW_S, Call, Centre, Line, Person

MAILS = Line(channel=MAIL, units=20, demands=((0, 3, 1.0),))
ABLE = (3, 0)
REFUSED_BY_FIRST = Call(refusals=((0, NOW_S + 60.0),))


def chosen(*people: Person, call: Call | None = None, line: Line | None = None) -> int:
    """Return the index of the agent chosen."""
    centre = Centre(people=people, calls=(call or Call(),), lines=(line or Line(),))
    return choose_agent(0, NOW_S, *centre.tables)


@pytest.mark.parametrize(
    "order",
    [
        (Person(idle_since_s=7.0), Person(idle_since_s=7.0)),
        (Person(idle_since_s=3.0), Person(idle_since_s=7.0)),
        (Person(free=60, idle_since_s=7.0), Person(free=40, idle_since_s=3.0)),
        (Person(skills=(3, 0), free=40), Person(skills=(6, 0), free=60)),
        (Person(skills=(9, 0)), Person(skills=(2, 0), idle_since_s=-9.0)),
        (Person(tier=0, skills=(1, 0), idle_since_s=7.0), Person(tier=LAST_RESORT, skills=ABLE)),
    ],
    ids=["index", "idle", "load", "fit", "full level", "own staff"],
)
def test_the_order_of_choice(order: tuple[Person, Person]) -> None:
    call = Call(received_s=NOW_S - 3600.0)
    people = [
        Person(
            tier=person.tier,
            idle_since_s=person.idle_since_s,
            free=person.free,
            skills=person.skills if any(person.skills) else ABLE,
        )
        for person in order
    ]
    assert chosen(*people, call=call, line=MAILS) == 0
    if people[0] != people[1]:
        assert chosen(*reversed(people), call=call, line=MAILS) == 1


def test_the_last_agent_comes_first_even_as_a_trainee() -> None:
    trainee = Person(tier=LAST_RESORT, idle_since_s=99.0)
    assert chosen(Person(), trainee, call=Call(last_agent=1)) == 1


@pytest.mark.parametrize("gone", [Person(availability=HERE), Person(availability=AWAY)])
def test_nobody_waits_for_the_last_agent(gone: Person) -> None:
    assert chosen(Person(), gone, call=Call(last_agent=1)) == 0


def test_who_refused_a_contact_comes_last_for_it() -> None:
    assert chosen(Person(), Person(tier=LAST_RESORT, free=60), call=REFUSED_BY_FIRST) == 1


def test_who_refused_it_gets_it_again_when_nobody_else_on_duty_suits_it() -> None:
    assert chosen(Person(), call=REFUSED_BY_FIRST) == 0
    assert chosen(Person(), Person(availability=AWAY), call=REFUSED_BY_FIRST) == 0
    assert chosen(Person(), Person(groups=(0, 0)), call=REFUSED_BY_FIRST) == 0
    assert chosen(Person(), Person(most=(0, 9)), call=REFUSED_BY_FIRST) == 0


def test_a_refused_contact_waits_for_a_colleague_who_is_busy() -> None:
    assert chosen(Person(), Person(availability=HERE), call=REFUSED_BY_FIRST) == NOBODY
    assert chosen(Person(), Person(free=0), call=REFUSED_BY_FIRST) == NOBODY


def test_when_all_have_refused_it_the_best_of_them_gets_it() -> None:
    call = Call(refusals=((0, NOW_S + 60.0), (1, NOW_S + 60.0)))
    assert chosen(Person(idle_since_s=5.0), Person(idle_since_s=1.0), call=call) == 1


def test_an_empty_centre_chooses_nobody() -> None:
    assert chosen() == NOBODY
