"""What is an agent's routing state, and why? The whole table of the four facts."""

from itertools import product

import pytest

from frontlinje.routing.rules.routing_state import (
    REASONS,
    STATES,
    STATUS_OFF,
    STATUS_PAUSE,
    STATUS_READY,
    availability,
    routing_state,
    why_not_ready,
)
from frontlinje.routing.rules.tables import AWAY, HERE, OPEN

Facts = tuple[int, bool, bool, bool, bool, bool, int, int]

READY: Facts = (STATUS_READY, True, True, False, False, False, 60, 60)


def but(**changed: int) -> Facts:
    """Return the facts of a ready agent with some changed."""
    names = ("status", "shift", "connected", "silent", "offer", "wrap_up", "free", "for_calls")
    return tuple(changed.get(name, fact) for name, fact in zip(names, READY, strict=True))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("facts", "state", "reason", "open_to"),
    [
        (READY, "ready", "", OPEN),
        (but(free=0), "ready", "", OPEN),  # full hands that a call may interrupt
        (but(status=STATUS_OFF), "logged_off", "logged_off", AWAY),
        (but(status=STATUS_PAUSE), "pause", "pause", AWAY),
        (but(shift=False), "logged_off", "outside_shift", AWAY),
        (but(connected=False), "disconnected", "lost_connection", AWAY),
        (but(silent=True), "not_responding", "missed_offers", AWAY),
        (but(offer=True), "offered", "has_offer", HERE),
        (but(wrap_up=True), "wrap_up", "wrapping_up", HERE),
        (but(free=0, for_calls=0), "busy", "no_room", HERE),
        # The first reason wins.
        (but(status=STATUS_OFF, connected=False), "logged_off", "logged_off", AWAY),
        (but(connected=False, silent=True), "disconnected", "lost_connection", AWAY),
        (but(silent=True, status=STATUS_PAUSE), "not_responding", "missed_offers", AWAY),
        (but(offer=True, wrap_up=True), "offered", "has_offer", HERE),
        (but(wrap_up=True, free=0, for_calls=0), "wrap_up", "wrapping_up", HERE),
        (but(status=STATUS_PAUSE, free=0, for_calls=0), "busy", "no_room", HERE),
        (but(status=STATUS_PAUSE, shift=False), "pause", "pause", AWAY),
    ],
)
def test_state_and_reason_follow_from_the_facts(
    facts: Facts, state: str, reason: str, open_to: int
) -> None:
    why = why_not_ready(*facts)
    assert (routing_state(why), REASONS[why], availability(why)) == (state, reason, open_to)


def test_ready_needs_every_fact_that_applies() -> None:
    yes_no = (False, True)
    statuses = (STATUS_OFF, STATUS_PAUSE, STATUS_READY)
    flags = product(yes_no, yes_no, yes_no, yes_no, yes_no)
    units = ((0, 0), (0, 60), (30, 30))
    for status, flag, (free, for_calls) in product(statuses, flags, units):
        is_on_shift, is_connected, is_silent, has_offer, is_wrapping_up = flag
        why = why_not_ready(status, *flag, free, for_calls)
        may_get_something = (
            status == STATUS_READY
            and is_on_shift
            and is_connected
            and not (is_silent or has_offer or is_wrapping_up)
            and for_calls > 0
        )
        assert (availability(why) == OPEN) is may_get_something
        assert (routing_state(why) == "ready") is may_get_something


def test_every_reason_has_its_state() -> None:
    assert len(REASONS) == len(STATES)
