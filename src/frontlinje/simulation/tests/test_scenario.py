"""Does a scenario change what it says, and nothing else?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontlinje.base.errors import Invalid
from frontlinje.centre.rules.queues import Demand
from frontlinje.simulation.model import Agent, Day, Lane, Rules, Span, Spread, Stage
from frontlinje.simulation.running import play
from frontlinje.simulation.scenario import Scenario, under_scenario
from frontlinje.simulation.tests.days import days

ZONE = ZoneInfo("Europe/Oslo")
MONDAY = datetime(2026, 3, 16, 8, tzinfo=ZONE)
OPEN = (Span(from_s=0.0, until_s=8 * 3600.0),)


def lane(channel: str, per_h: float = 60.0, **changes: object) -> Lane:
    form = {
        "queue": "q",
        "channel": channel,
        "per_h": (per_h,) * 8,
        "handling": Spread(mean_s=300.0),
        "target_s": 60.0,
        "opens": OPEN,
    }
    return Lane.model_validate(form | changes)


def working_day(*lanes: Lane, n_agents: int = 4) -> Day:
    names = tuple(f"a{i}" for i in range(n_agents))
    rules = Rules(groups=("g",), promise_s=60.0, demands=(Demand(skill="s", level=1),))
    return Day(
        interval_s=3600.0,
        lanes=lanes,
        agents=tuple(Agent(username=name, skills={"s": 5}, on_duty=OPEN) for name in names),
        stages=(Stage(from_s=0.0, rules=(rules,) * len(lanes), members={"g": names}),),
    )


def after(day: Day, **edits: object) -> Day:
    scenario = Scenario.model_validate({"code": "what-if", **edits})
    return under_scenario(day, scenario, starts_at=MONDAY)


def total_per_h(day: Day) -> float:
    return sum(sum(one.per_h) for one in day.lanes)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(days)
def test_a_scenario_in_which_nothing_happens_changes_nothing(day: Day) -> None:
    assert after(day) == day


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(days, st.floats(0, 9), st.floats(0, 9), st.sampled_from(["", "08:01-08:11", "06-23"]))
def test_factors_multiply_in_any_order(day: Day, one: float, other: float, hours: str) -> None:
    first = {"factor": one, "hours": hours}
    both = after(day, volume=[first, {"factor": other}])
    assert [la.per_h for la in both.lanes] == [
        pytest.approx(la.per_h) for la in after(day, volume=[{"factor": other}, first]).lanes
    ]
    whole = after(day, volume=[{"factor": one * other}] if one * other <= 100 else [])
    twice = after(after(day, volume=[{"factor": one}]), volume=[{"factor": other}])
    assert [la.per_h for la in twice.lanes] == [pytest.approx(la.per_h) for la in whole.lanes]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.floats(0, 500), st.floats(0, 500), st.floats(0, 1), st.sampled_from(["", "9:20-10:05"]))
def test_forms_become_calls_or_stay_away(
    web: float, phone: float, share: float, hours: str
) -> None:
    day = working_day(lane("web", web), lane("phone", phone))
    down = after(day, portal_down={"to_phone": share, "hours": hours})
    gone = 8 * web if not hours else web * 0.75
    assert total_per_h(day) - total_per_h(down) == pytest.approx(gone * (1 - share), abs=1e-6)
    calls = sum(down.lanes[1].per_h) - sum(day.lanes[1].per_h)
    assert calls == pytest.approx(gone * share, abs=1e-6)


def test_forms_need_a_queue_with_calls_to_become_calls() -> None:
    with pytest.raises(Invalid, match="no_phone_lane"):
        after(working_day(lane("web"), lane("phone", queue="other")), portal_down={"to_phone": 0.1})


def test_volume_changes_by_channel_queue_and_time() -> None:
    day = working_day(lane("phone"), lane("mail"), lane("phone", queue="other"))
    edit = {"factor": 2, "channels": ["phone"], "queues": ["q"], "hours": "09:00-10:30"}
    changed = after(day, volume=[edit])
    assert list(changed.lanes[0].per_h) == [60, 120, 90, 60, 60, 60, 60, 60]
    assert changed.lanes[1:] == day.lanes[1:]


def test_a_share_ill_comes_on_top_of_those_absent_anyway() -> None:
    day = working_day(lane("phone"))
    usual = day.model_copy(
        update={"agents": tuple(a.model_copy(update={"absent_share": 0.1}) for a in day.agents)}
    )
    assert [a.absent_share for a in after(usual, share_ill=0.3).agents] == [pytest.approx(0.37)] * 4


def test_a_telephone_that_is_down_is_closed_for_that_time() -> None:
    day = working_day(lane("phone"), lane("chat"))
    changed = after(day, down=[{"channel": "phone", "hours": "09:00-10:00"}])
    assert [(s.from_s, s.until_s) for s in changed.lanes[0].opens] == [(0, 3600), (7200, 28800)]
    assert changed.lanes[1] == day.lanes[1]


def test_mail_that_is_down_comes_when_it_is_up_again() -> None:
    day = working_day(lane("mail", is_taken_when_closed=True))
    changed = after(day, down=[{"channel": "mail", "hours": "08:00-10:30"}])
    assert list(changed.lanes[0].per_h) == [0, 0, 30 + 150, 60, 60, 60, 60, 60]
    assert total_per_h(changed) == total_per_h(day)
    assert changed.lanes[0].opens == OPEN


def test_a_late_start_leaves_the_end_and_the_breaks() -> None:
    spans = (Span(from_s=0.0, until_s=1800.0), Span(from_s=2400.0, until_s=9000.0))
    day = working_day(lane("phone"), n_agents=1)
    day = day.model_copy(update={"agents": (day.agents[0].model_copy(update={"on_duty": spans}),)})
    late = after(day, late_start_s=3600)
    assert [(s.from_s, s.until_s) for s in late.agents[0].on_duty] == [(3600, 9000)]
    assert after(day, late_start_s=9000).agents[0].on_duty == ()


@pytest.mark.parametrize(("share", "n_new"), [(0, 0), (0.25, 1), (0.5, 2), (1, 4)])
def test_a_share_of_the_staff_is_new_and_slower(share: float, n_new: int) -> None:
    agents = after(working_day(lane("phone")), new_staff={"share": share, "pace": 2}).agents
    assert sorted(a.pace for a in agents) == [1.0] * (4 - n_new) + [2.0] * n_new


def test_handling_takes_longer_with_what_follows_it() -> None:
    table = Spread(kind="table", mean_s=50.0, table_s=(10.0, 90.0))
    day = working_day(lane("phone", wrap_up=table), lane("mail"))
    changed = after(day, handling=[{"factor": 1.5, "channels": ["phone"]}, {"factor": 2}])
    assert changed.lanes[0].handling.mean_s == 900.0
    assert changed.lanes[0].wrap_up == Spread(kind="table", mean_s=150.0, table_s=(30.0, 270.0))
    assert changed.lanes[1].handling.mean_s == 600.0


def test_the_clock_of_a_scenario_is_the_one_on_the_wall_when_clocks_change() -> None:
    forward = datetime(2026, 3, 29, tzinfo=ZONE)
    day = working_day(lane("phone"))
    edit = Scenario.model_validate(
        {"code": "s", "down": [{"channel": "phone", "hours": "04:00-05:00"}]}
    )
    changed = under_scenario(day, edit, starts_at=forward)
    at = forward + timedelta(hours=4)
    in_s = at.timestamp() - forward.timestamp()
    assert [s.until_s for s in changed.lanes[0].opens] == [in_s, 28800.0] == [3 * 3600.0, 28800.0]


def test_more_ill_never_answers_more_in_time() -> None:
    day = working_day(lane("phone", 30.0))
    in_time = [
        int(play(after(day, share_ill=ill), seed=1, n=4, is_plain=True).lanes[..., 3].sum())
        for ill in (0.0, 0.4, 0.8)
    ]
    assert in_time[0] >= in_time[1] >= in_time[2]
    assert in_time[0] > in_time[2]
