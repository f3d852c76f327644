"""Do triggers fire when they should, stay calm, and does load close channels without haste?"""

from datetime import datetime, timedelta
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontlinje.centre.rules.shedding import Shedding
from frontlinje.continuity.rules.shedding import Shed, alternative_for, load_of, next_step
from frontlinje.continuity.rules.triggers import TRIGGER, Trigger
from frontlinje.continuity.rules.watching import Reading, Verdict, Watch, is_met, key_of, look
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, document

WAIT = TRIGGER.validate_python(
    {"kind": "waiting_time", "over_s": 300, "for_s": 60, "clear_after_s": 120}
)


def trigger(kind: str, **facts: object) -> Trigger:
    return TRIGGER.validate_python({"kind": kind, **facts})


@pytest.mark.parametrize(
    ("watched", "reading", "expected"),
    [
        (trigger("volume_ratio", over=2), Reading(value=90, usual=40), True),
        (trigger("volume_ratio", over=2), Reading(value=80, usual=40), False),
        (trigger("volume_ratio", over=2), Reading(value=3, usual=1), False),  # chance may do that
        (trigger("volume_ratio", over=2), Reading(value=4, usual=0), False),
        (trigger("volume_ratio", over=2), Reading(value=12, usual=0), True),
        (trigger("volume_ratio", over=2), Reading(value=40), None),
        (WAIT, Reading(value=301), True),
        (WAIT, Reading(value=300), False),
        (trigger("share_absent", over=0.3), Reading(value=0.31), True),
        (trigger("few_ready", fewer_than=2), Reading(value=1), True),
        (trigger("few_ready", fewer_than=2), Reading(value=2), False),
        (trigger("common_cause"), Reading(value=1), True),
        (trigger("common_cause"), Reading(value=0), False),
        (trigger("probe", code="portal", down_for_s=0), Reading(value=0), False),
        (trigger("probe", code="portal"), Reading(value=120), True),
        (trigger("probe", code="portal"), Reading(), None),
    ],
)
def test_what_was_measured_is_held_against_the_limit(
    watched: Trigger, reading: Reading, expected: bool | None
) -> None:
    assert is_met(watched, reading) is expected


def test_it_must_last_before_it_is_raised_and_be_gone_before_it_is_cleared() -> None:
    seen = [(0, True), (59, True), (60, True), (70, False), (189, False), (190, False)]
    watch, told = Watch(), []
    for seconds, is_so in seen:
        verdict, watch = look(watch, WAIT, is_so, after(seconds))
        told.append(verdict)
    keep = Verdict.KEEP
    assert told == [keep, keep, Verdict.RAISE, keep, keep, Verdict.CLEAR]
    assert watch == Watch()


def test_a_moment_in_which_nobody_can_tell_begins_the_count_anew() -> None:
    watch = Watch(is_raised=True, turning_since=NOON)
    assert look(watch, WAIT, None, after(300)) == (Verdict.KEEP, Watch(is_raised=True))


def test_another_limit_is_another_trigger_and_the_same_is_the_same() -> None:
    again = trigger("waiting_time", over_s=300.0, for_s=60.0, clear_after_s=120.0)
    assert key_of(WAIT) == key_of(again)
    assert key_of(WAIT) != key_of(again.model_copy(update={"over_s": 301.0}))
    assert len(key_of(WAIT)) <= 64


LOOKS = st.lists(
    st.tuples(st.floats(0.1, 200), st.sampled_from([True, False, None])), min_size=2, max_size=80
)


@given(looks=LOOKS, clear_after_s=st.floats(1, 400), for_s=st.floats(1, 400))
def test_no_trigger_is_raised_or_cleared_twice_within_its_clear_time(
    looks: list[tuple[float, bool | None]], clear_after_s: float, for_s: float
) -> None:
    limits = {"clear_after_s": clear_after_s, "for_s": for_s}
    watched = trigger("waiting_time", over_s=300, **limits)
    now, watch = NOON, Watch()
    turns: dict[Verdict, list[datetime]] = {Verdict.RAISE: [], Verdict.CLEAR: []}
    for pause_s, seen in looks:
        now += timedelta(seconds=pause_s)
        was_raised = watch.is_raised
        verdict, watch = look(watch, watched, seen, now)
        if verdict is not Verdict.KEEP:
            assert was_raised is (verdict is Verdict.CLEAR)
            turns[verdict].append(now)
    clear_after = timedelta(seconds=clear_after_s)
    for moments in turns.values():
        assert all(later - earlier >= clear_after for earlier, later in pairwise(moments))


LIMITS = Shedding(order=("chat", "web", "phone"), over=3, under=1, for_s=60)
OPEN = ("phone", "chat", "mail", "web")


def test_channels_close_in_order_and_the_last_closed_opens_first() -> None:
    shed, told = Shed(), []
    loads = [(s, 5.0) for s in range(0, 300, 30)] + [(s, 0.5) for s in range(300, 2400, 30)]
    for seconds, load in loads:
        step = next_step(LIMITS, shed, load=load, open_channels=OPEN, now=after(seconds))
        shed = step.shed
        told += [(seconds, "close", step.close)] if step.close else []
        told += [(seconds, "open", channel) for channel in step.open]
    assert told == [
        (60, "close", "chat"),
        (120, "close", "web"),
        (180, "close", "phone"),
        (1080, "open", "phone"),
        (1140, "open", "web"),
        (1200, "open", "chat"),
    ]


def test_what_a_person_no_longer_names_opens_at_once_and_rests() -> None:
    shed = Shed(("chat", "web"), {"chat": NOON, "web": NOON}, "over", NOON)
    step = next_step(None, shed, load=9, open_channels=("mail",), now=after(5))
    assert (step.open, step.shed.closed, step.close) == (("chat", "web"), (), None)
    for seconds in (10, 100, 800):
        step = next_step(LIMITS, step.shed, load=9, open_channels=OPEN, now=after(seconds))
        assert step.close is None
    assert next_step(LIMITS, step.shed, load=9, open_channels=OPEN, now=after(906)).close == "chat"


def test_what_is_closed_anyway_is_passed_over() -> None:
    shed = Shed(turning="over", turning_since=NOON)
    assert next_step(LIMITS, shed, load=9, open_channels=("web",), now=after(60)).close == "web"


STEPS = st.lists(
    st.tuples(st.floats(1, 600), st.floats(0, 8), st.sampled_from([LIMITS, LIMITS, LIMITS, None])),
    min_size=2,
    max_size=80,
)


@settings(max_examples=60)
@given(steps=STEPS)
def test_load_alone_flips_no_channel_twice_within_a_quarter_of_an_hour(
    steps: list[tuple[float, float, Shedding | None]],
) -> None:
    now, shed = NOON, Shed()
    flipped: dict[str, datetime] = {}
    for pause_s, load, limits in steps:
        now += timedelta(seconds=pause_s)
        is_by_load = limits is not None
        open_channels = [channel for channel in OPEN if channel not in shed.closed]
        step = next_step(limits, shed, load=load, open_channels=open_channels, now=now)
        shed = step.shed
        for channel in (step.close, *step.open):
            if channel is not None:
                before = flipped.get(channel)
                assert not is_by_load or before is None or (now - before).total_seconds() >= 900
                flipped[channel] = now


def test_load_is_what_waits_for_each_ready_agent() -> None:
    assert (load_of(0, 0), load_of(6, 4), load_of(1, 0)) == (0.0, 1.5, inf)


def test_customers_are_sent_where_it_is_open_and_stays_open_longest() -> None:
    centre = document(shedding=LIMITS.model_dump())
    assert alternative_for("chat", centre, OPEN) == "mail"
    assert alternative_for("chat", centre, ("web", "phone")) == "phone"
    assert alternative_for("chat", centre, ("chat",)) is None
    named = document(
        shedding=LIMITS.model_dump(),
        channels=[
            {"code": "chat", "hours": "always", "units": 20, "alternative": "web"},
            {"code": "web", "hours": "always", "units": 30},
            {"code": "mail", "hours": "always", "units": 30},
        ],
    )
    assert alternative_for("chat", named, OPEN) == "web"
    assert alternative_for("chat", named, ("mail",)) == "mail"
