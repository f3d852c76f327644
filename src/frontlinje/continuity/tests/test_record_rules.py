"""Are the record's formulas what they say: Erlang's, the notices', the comparison's, the ages'?"""

import doctest
import math
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.base.erlang import erlang_c, share_in_time
from frontlinje.continuity.rules import after_action, capability, incident_log, keep_open
from frontlinje.continuity.rules.after_action import outside_shifts, periods_of
from frontlinje.continuity.rules.capability import is_overdue
from frontlinje.continuity.rules.fitting import Outlook, Reason, reasons
from frontlinje.continuity.rules.incident_log import notices_due
from frontlinje.continuity.rules.keep_open import (
    HOLDS,
    Moment,
    Work,
    hasty_hour,
    patient_hours,
    people_needed,
    spread,
)
from frontlinje.continuity.rules.triggers import CommonCause, FewReady, ShareAbsent, Trigger
from frontlinje.presence.rules.shifts import Span

OSLO = ZoneInfo("Europe/Oslo")
NINE = datetime(2026, 3, 10, 9, tzinfo=UTC)
loads = st.floats(0.01, 60.0)


@pytest.mark.parametrize("module", [after_action, capability, incident_log, keep_open])
def test_examples_in_the_docstrings_run(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# -- what holds today ------------------------------------------------------------------------------


@given(st.floats(0.01, 20.0), st.integers(1, 30))
def test_the_chance_of_waiting_is_the_sum_that_erlang_wrote(load: float, extra: int) -> None:
    n = math.ceil(load) + extra
    top = load**n / math.factorial(n) * n / (n - load)
    below = sum(load**k / math.factorial(k) for k in range(n))
    assert erlang_c(load, n) == pytest.approx(top / (below + top))


@given(loads, st.integers(0, 80), st.floats(10, 900), st.floats(0, 3600))
def test_one_more_person_never_makes_it_worse(
    load: float, n: int, handling_s: float, promise_s: float
) -> None:
    facts = {"handling_s": handling_s, "promise_s": promise_s}
    fewer, more = share_in_time(load, n, **facts), share_in_time(load, n + 1, **facts)
    assert 0.0 <= fewer <= more + 1e-9 <= 1.0 + 2e-9


@given(loads, st.floats(10, 900), st.floats(0, 3600))
def test_people_needed_are_enough_and_not_one_too_many(
    load: float, handling_s: float, promise_s: float
) -> None:
    facts = {"handling_s": handling_s, "promise_s": promise_s}
    n = people_needed(load, **facts)
    assert share_in_time(load, n, **facts) >= HOLDS
    assert share_in_time(load, n - 1, **facts) < HOLDS


queues = st.sets(st.sampled_from("abc"), min_size=1).map(frozenset)


@given(st.dictionaries(st.sampled_from("abc"), loads, min_size=1), st.lists(queues, min_size=1))
def test_all_work_that_somebody_can_do_falls_on_somebody(
    work: dict[str, float], people: list[frozenset[str]]
) -> None:
    answered = sum(load for queue, load in work.items() if any(queue in own for own in people))
    assert sum(spread(work, people)) == pytest.approx(answered)


CALLS = {"calls": Work(per_h=60.0, handling_s=240.0)}
MAIL = {"mail": Work(per_h=6.0, handling_s=600.0)}
BOTH = frozenset({"calls", "mail"})


def test_people_who_answer_other_calls_too_are_fewer_here() -> None:
    own = Moment(CALLS, {}, [frozenset({"calls"})] * 7)
    shared = Moment(
        {**CALLS, "others": Work(60.0, 240.0)}, {}, [frozenset({"calls", "others"})] * 7
    )
    assert hasty_hour("calls", 60.0, own).holds
    busy = hasty_hour("calls", 60.0, shared)
    assert not busy.holds
    assert busy.n_needed is not None
    assert busy.n_needed > busy.n_people == 7


def test_calls_that_nobody_may_answer_are_not_answered() -> None:
    alone = hasty_hour("calls", 60.0, Moment(CALLS, {}, [frozenset({"mail"})]))
    assert (alone.n_people, alone.share, alone.holds) == (0, 0.0, False)


def test_an_open_queue_that_nothing_is_expected_in_still_needs_somebody() -> None:
    nothing = {"calls": Work(0.0, 0.0)}
    alone = hasty_hour("calls", 60.0, Moment(nothing, {}, []))
    assert (alone.share, alone.n_needed, alone.holds) == (0.0, 1, False)
    there = hasty_hour("calls", 60.0, Moment(nothing, {}, [frozenset({"calls"})]))
    assert (there.share, there.holds) == (1.0, True)


def test_written_work_waits_for_what_the_calls_leave() -> None:
    day = [Moment(CALLS, MAIL, [BOTH] * 5)] * 4
    calm = patient_hours("mail", 3600.0, day, waiting={})
    assert [hour.wait_s for hour in calm] == [0.0] * 4
    # Ten agents' hours wait; one person is left after the calls, one hour's work comes each hour.
    heap = patient_hours("mail", 3600.0, day, waiting={"mail": 10.0})
    assert [hour.wait_s for hour in heap] == [pytest.approx(36000.0)] * 4
    assert not any(hour.holds for hour in heap)


def test_written_work_that_nobody_is_left_for_waits_for_ever() -> None:
    day = [Moment(CALLS, MAIL, [BOTH] * 3)] * 2
    assert [hour.wait_s for hour in patient_hours("mail", 3600.0, day, waiting={})] == [
        math.inf
    ] * 2


# -- which plan fits -------------------------------------------------------------------------------


def test_a_plan_fits_when_the_shifts_already_say_so() -> None:
    outlook = Outlook(0.4, {"north": 0.5, "south": 0.0}, {"general": 1, "settlement": 6})
    triggers: list[Trigger] = [
        ShareAbsent(over=0.3),
        ShareAbsent(over=0.3, team="south"),
        ShareAbsent(over=0.45, team="north"),
        FewReady(fewer_than=2),
        FewReady(fewer_than=2, queue="settlement"),
        CommonCause(),
    ]
    assert reasons(triggers, outlook) == [
        Reason("absent", 0.4, 0.3),
        Reason("absent", 0.5, 0.45, "north"),
        Reason("few", 1, 2, "general"),
    ]


# -- notices, comparison, ages ---------------------------------------------------------------------


def test_the_final_report_is_due_at_the_same_hour_on_the_wall_across_a_change_of_clocks() -> None:
    *_, month = notices_due(datetime(2026, 3, 10, 9, tzinfo=UTC), OSLO)
    assert month.at.astimezone(OSLO).isoformat() == "2026-04-13T10:00:00+02:00"


def test_in_december_the_month_after_is_january() -> None:
    *_, month = notices_due(datetime(2026, 12, 21, 9, tzinfo=UTC), OSLO)
    assert month.at == datetime(2027, 1, 24, 9, tzinfo=UTC)


def test_a_long_incident_is_compared_with_weeks_that_lie_before_it() -> None:
    over = NINE + timedelta(days=10)
    found = periods_of(NINE, over, now=over + timedelta(days=1), zone=OSLO)
    assert found.before.starts_at == NINE - timedelta(weeks=2)
    assert found.before.ends_at < found.during.starts_at
    assert found.after == Span(over, over + timedelta(days=1))


def test_what_goes_on_has_no_afterwards() -> None:
    found = periods_of(NINE, None, now=NINE + timedelta(hours=1), zone=OSLO)
    assert found.after is None
    assert found.during.ends_at == NINE + timedelta(hours=1)


spans = st.integers(0, 500).flatmap(
    lambda a: st.integers(1, 100).map(
        lambda n: Span(NINE + timedelta(minutes=a), NINE + timedelta(minutes=a + n))
    )
)


@given(spans, spans)
def test_work_lies_inside_a_shift_or_outside_it(work: Span, shift: Span) -> None:
    inside = sum(
        work.starts_at <= NINE + timedelta(minutes=m) < work.ends_at
        and shift.starts_at <= NINE + timedelta(minutes=m) < shift.ends_at
        for m in range(700)
    )
    whole = work.ends_at - work.starts_at
    assert outside_shifts([work], [shift]) == whole - timedelta(minutes=inside)


def test_what_was_never_done_is_overdue() -> None:
    today = date(2026, 11, 22)
    assert is_overdue(None, 12, today)
    assert is_overdue(date(2026, 7, 21), 4, today)
    assert not is_overdue(date(2026, 7, 22), 4, today)
    assert not is_overdue(today, 1, today)
