"""Does the transition table let a contact go where it may, and nowhere else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.contacts.rules.lifecycle import (
    FIRST_STATES,
    HELD,
    LIVE,
    OPEN,
    TRANSITIONS,
    State,
    may_follow,
)


def test_every_state_has_its_line_in_the_table() -> None:
    assert set(TRANSITIONS) == set(State)


def test_every_state_can_be_reached_from_a_first_state() -> None:
    reached = set(FIRST_STATES)
    while True:
        further = reached | {after for before in reached for after in TRANSITIONS[before]}
        if further == reached:
            break
        reached = further
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_contact_can_be_brought_to_an_end(state: State) -> None:
    seen, ahead = {state}, {state}
    while ahead:
        ahead = {after for before in ahead for after in TRANSITIONS[before]} - seen
        seen |= ahead
    assert State.CLOSED in seen


def test_an_abandoned_contact_stays_abandoned() -> None:
    assert not any(may_follow(State.ABANDONED, after) for after in State)


def test_a_closed_contact_goes_back_to_the_queue_at_most() -> None:
    assert {after for after in State if may_follow(State.CLOSED, after)} == {State.QUEUED}


def test_nothing_becomes_received_or_captured_afterwards() -> None:
    assert not any(may_follow(before, first) for before in State for first in FIRST_STATES)


@given(st.sampled_from(State), st.sampled_from(State))
def test_only_states_with_a_holder_take_capacity(before: State, after: State) -> None:
    assert LIVE - {State.OFFERED} <= HELD
    if may_follow(before, after):
        assert before in OPEN | {State.CLOSED}
