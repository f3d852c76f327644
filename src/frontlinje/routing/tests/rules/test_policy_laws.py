"""Does the policy keep its laws in whatever centre? Drawn centres, checked against the text."""

from array import array
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontlinje.routing.rules.eligibility import may_take
from frontlinje.routing.rules.policy import NOBODY, assign, choose_agent, choose_contact
from frontlinje.routing.rules.tables import AWAY, OPEN, Agents, Lanes, Waiting
from frontlinje.routing.tests.rules import naive
from frontlinje.routing.tests.rules.cast import NOW_S, PHONE, Centre, centres, with_call

SOME, MANY = 25, 80
some = settings(max_examples=SOME, deadline=None)
many = settings(max_examples=MANY, deadline=None)


@many
@given(centres())
def test_assign_gives_what_the_text_says(centre: Centre) -> None:
    assert assign(NOW_S, *centre.tables) == naive.assign(centre)


@some
@given(centres())
def test_each_choice_is_the_one_that_assign_makes_for_it_alone(centre: Centre) -> None:
    for i, call in enumerate(centre.calls):
        alone = assign(NOW_S, *replace(centre, calls=(call,)).tables)
        chosen = choose_agent(i, NOW_S, *centre.tables)
        assert alone == ([] if chosen == NOBODY else [(0, chosen)])


@some
@given(centres())
def test_a_freed_slot_takes_the_contact_that_assign_would_give_it(centre: Centre) -> None:
    lonely = tuple(
        replace(person, availability=OPEN if i == 0 else min(person.availability, 1))
        for i, person in enumerate(centre.people)
    )
    centre = replace(centre, people=lonely)
    pairs = assign(NOW_S, *centre.tables)
    assert choose_contact(0, NOW_S, *centre.tables) == (pairs[0][0] if pairs else NOBODY)


@many
@given(centres())
def test_nobody_absent_or_unfit_gets_anything(centre: Centre) -> None:
    pairs = assign(NOW_S, *centre.tables)
    pairs += [(choose_contact(a, NOW_S, *centre.tables), a) for a in range(len(centre.people))]
    for contact, agent in pairs:
        if contact != NOBODY:
            person, call = centre.people[agent], centre.calls[contact]
            assert person.availability == OPEN
            assert naive.suits(centre, person, call)
            assert naive.has_room(centre, person, call)


@many
@given(centres())
def test_a_freed_slot_takes_the_best_and_among_equals_the_oldest_never_the_newest(
    centre: Centre,
) -> None:
    calls = tuple(replace(call, refusals=()) for call in centre.calls)
    centre = replace(centre, calls=calls)
    for agent in range(len(centre.people)):
        chosen = choose_contact(agent, NOW_S, *centre.tables)
        possible = [c for c in range(len(calls)) if may_take(agent, c, NOW_S, *centre.tables)]
        if not possible:
            assert chosen == NOBODY
            continue
        best = max(naive.priority(centre, calls[c]) for c in possible)
        equals = [c for c in possible if naive.priority(centre, calls[c]) == best]
        assert chosen in equals
        assert calls[chosen].received_s == min(calls[c].received_s for c in equals)


@given(
    st.lists(st.floats(0.0, 1e9), min_size=2, max_size=20),
    st.floats(0.1, 1e7),
    st.floats(0.0, 100.0),
)
@settings(max_examples=SOME, deadline=None)
def test_rounding_never_lets_a_newer_contact_pass_an_older_one(
    received: list[float], promise_s: float, weight: float
) -> None:
    centre = Centre()
    line = replace(centre.lines[0], promise_s=promise_s, weight=weight)
    calls = tuple(replace(centre.calls[0], received_s=instant) for instant in received)
    centre = replace(centre, lines=(line,), calls=calls)
    chosen = choose_contact(0, 1e9, *centre.tables)
    assert received[chosen] == min(received)


@some
@given(centres())
def test_after_a_run_nothing_is_left_that_an_open_agent_should_have(centre: Centre) -> None:
    pairs = assign(NOW_S, *centre.tables)
    given_away = {contact for contact, _ in pairs}
    busy = {agent for _, agent in pairs}
    for contact, call in enumerate(centre.calls):
        for agent, person in enumerate(centre.people):
            if contact in given_away or agent in busy or call.refusals:
                continue
            assert person.availability != OPEN or not (
                naive.suits(centre, person, call) and naive.has_room(centre, person, call)
            )


def _holding_more(centre: Centre, pairs: list[tuple[int, int]]) -> Centre:
    """Return the centre after every offered contact was accepted."""
    people = list(centre.people)
    for contact, agent in pairs:
        line, person = centre.lines[centre.calls[contact].line], people[agent]
        in_hand = list(person.in_hand)
        in_hand[line.channel] += 1
        free = person.free - line.units
        interrupted = min(0, free) if line.channel == PHONE else 0
        people[agent] = replace(
            person,
            free=free - interrupted,
            interruptible=person.interruptible + interrupted,
            in_hand=tuple(in_hand),
        )
    taken = {contact for contact, _ in pairs}
    left = tuple(call for i, call in enumerate(centre.calls) if i not in taken)
    return replace(centre, people=tuple(people), calls=left)


@many
@given(centres())
def test_nobody_is_booked_beyond_capacity_however_often_it_runs(centre: Centre) -> None:
    while pairs := assign(NOW_S, *centre.tables):
        assert len({contact for contact, _ in pairs}) == len(pairs)
        assert len({agent for _, agent in pairs}) == len(pairs)
        taken = [(centre.lines[centre.calls[c].line].channel, agent) for c, agent in pairs]
        centre = _holding_more(centre, pairs)
        for channel, agent in taken:
            person = centre.people[agent]
            assert person.free >= 0
            assert person.interruptible >= 0
            assert person.in_hand[channel] <= person.most[channel]


@some
@given(centres(), st.randoms(use_true_random=False))
def test_the_order_of_agents_with_different_idle_times_changes_nothing(
    centre: Centre, random: Any
) -> None:
    people = [replace(p, idle_since_s=float(i)) for i, p in enumerate(centre.people)]
    calls = tuple(replace(call, last_agent=-1, refusals=()) for call in centre.calls)
    before = replace(centre, people=tuple(people), calls=calls)
    shuffled = list(people)
    random.shuffle(shuffled)
    after = replace(before, people=tuple(shuffled))
    named_before = [(c, people[a]) for c, a in assign(NOW_S, *before.tables)]
    named_after = [(c, shuffled[a]) for c, a in assign(NOW_S, *after.tables)]
    assert named_before == named_after


@some
@given(centres(), st.integers(0, 3), st.integers(0, 9), st.floats(0.0, 1e6))
def test_relaxing_opening_and_waiting_never_take_a_contact_from_anybody(
    centre: Centre, groups: int, by: int, waited_s: float
) -> None:
    for contact, call in enumerate(centre.calls):
        eased = replace(
            call,
            groups=call.groups | groups,
            relaxed=tuple(levels + by for levels in call.relaxed),
            received_s=call.received_s - waited_s,
        )
        easier = with_call(centre, contact, eased)
        for agent in range(len(centre.people)):
            if may_take(agent, contact, NOW_S, *centre.tables):
                assert may_take(agent, contact, NOW_S, *easier.tables)


@some
@given(centres(), st.floats(0.0, 100.0))
def test_raising_a_contact_never_delays_it(centre: Centre, by: float) -> None:
    pairs = [contact for contact, _ in assign(NOW_S, *centre.tables)]
    for contact, call in enumerate(centre.calls):
        raised = with_call(centre, contact, replace(call, raised=call.raised + by))
        for agent in range(len(centre.people)):
            if choose_contact(agent, NOW_S, *centre.tables) == contact:
                assert choose_contact(agent, NOW_S, *raised.tables) == contact
        if contact in pairs:
            later = [c for c, _ in assign(NOW_S, *raised.tables)]
            assert later.index(contact) <= pairs.index(contact)


@some
@given(centres())
def test_nobody_gets_anything_while_all_are_away(centre: Centre) -> None:
    away = tuple(replace(person, availability=AWAY) for person in centre.people)
    centre = replace(centre, people=away)
    assert assign(NOW_S, *centre.tables) == []


def _typed(table: Agents | Lanes | Waiting, row: Any) -> Any:
    """Return the table with every list as a typed row."""
    kind: Any = type(table)
    hints = kind.__annotations__
    return kind(
        *(
            value if isinstance(value, int) else row(hints[name].__name__ == "Floats", value)
            for name, value in zip(table._fields, table, strict=True)
        )
    )


def _stdlib_row(is_float: bool, values: list[Any]) -> Any:
    return array("d" if is_float else "q", values)


def _numpy_row(is_float: bool, values: list[Any]) -> Any:
    numpy = pytest.importorskip("numpy")
    return numpy.array(values, dtype=numpy.float64 if is_float else numpy.int64)


@pytest.mark.parametrize("row", [_stdlib_row, _numpy_row], ids=["array", "numpy"])
@settings(max_examples=SOME, deadline=None)
@given(centre=centres())
def test_lists_and_typed_rows_give_the_same_choices_bit_for_bit(row: Any, centre: Centre) -> None:
    typed = [_typed(table, row) for table in centre.tables]
    assert assign(NOW_S, *typed) == assign(NOW_S, *centre.tables)
    for contact in range(len(centre.calls)):
        assert choose_agent(contact, NOW_S, *typed) == choose_agent(contact, NOW_S, *centre.tables)
    for agent in range(len(centre.people)):
        assert choose_contact(agent, NOW_S, *typed) == choose_contact(agent, NOW_S, *centre.tables)
