"""Are estimates what their formulas say, do they find a known truth, and own up to defaults?"""

import math
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontlinje.centre.rules.fields import Interval
from frontlinje.drills.rules import defaults
from frontlinje.drills.rules.attendance import absent_share, break_share, with_breaks
from frontlinje.drills.rules.changed import basis_after
from frontlinje.drills.rules.checking import problems_with
from frontlinje.drills.rules.estimates import factor_shape, pace_of, rates_per_h, spread_of
from frontlinje.drills.rules.kinds import Kind, is_of, next_of
from frontlinje.drills.rules.learning import Learnt, learn
from frontlinje.drills.rules.patience import mean_patience, survival
from frontlinje.drills.rules.recorded import History, Offers, There
from frontlinje.drills.rules.window import waiting_at
from frontlinje.drills.tests.past import (
    HANDLING_S,
    PATIENCE_S,
    PER_DAY,
    PHONE,
    TODAY,
    at,
    history,
    mondays,
    state,
)
from frontlinje.drills.tests.sample import monday


def learnt(of: History, kind: Kind = Kind.MON) -> Learnt:
    return learn(of, kind=kind, state=state(), today=TODAY)


def test_a_spread_has_the_mean_and_the_variation_of_its_times() -> None:
    spread = spread_of([100.0, 200.0, 300.0])
    assert spread is not None
    assert (spread.mean_s, spread.cv) == (200.0, 0.5)
    assert spread_of([100.0]) is None


def test_rates_are_means_over_days_an_hour() -> None:
    assert rates_per_h([[1, 0], [3, 1]], 30.0) == (4.0, 1.0)


def test_days_that_differ_no_more_than_by_chance_have_no_factor() -> None:
    assert factor_shape({0: [100, 100, 100]}) is None
    assert factor_shape({0: [100], 1: [50]}) is None


def test_the_factor_is_found_again_and_weekdays_do_not_count_as_chance() -> None:
    chance = Random(3)
    totals = {
        weekday: [
            round(chance.gauss(m := mean * chance.gammavariate(20, 1 / 20), math.sqrt(m)))
            for _ in range(400)
        ]
        for weekday, mean in ((0, 900), (4, 300))
    }
    assert factor_shape(totals) == pytest.approx(20.0, rel=0.15)


def test_the_curve_is_that_of_kaplan_and_meier() -> None:
    waits = [(1.0, True), (2.0, False), (3.0, True), *((9.0, False) for _ in range(10))]
    first = 1 - 1 / 13
    second = pytest.approx(first * (1 - 1 / 11))
    assert list(survival(waits)) == [(0.0, 1.0), (1.0, first), (3.0, second), (9.0, second)]


def test_patience_is_found_though_most_are_answered_before_it_ends() -> None:
    chance = Random(5)
    pairs = [(chance.expovariate(1 / 300), chance.expovariate(1 / 60)) for _ in range(4000)]
    waits = [(min(patience, wait), patience < wait) for patience, wait in pairs]
    assert sum(is_gone for _, is_gone in waits) < 800
    assert mean_patience(survival(waits)) == pytest.approx(300.0, rel=0.1)


def test_nobody_who_gave_up_tells_nothing_of_patience() -> None:
    assert mean_patience(survival([(5.0, False)] * 50)) is None
    assert mean_patience(survival([])) is None


def test_a_pace_is_measured_against_the_same_mix() -> None:
    assert pace_of([(300.0, 200.0), (150.0, 100.0)]) == 1.5
    assert pace_of([]) is None


def test_absence_and_breaks_are_shares_of_plan_and_of_time_at_work() -> None:
    shift = (Interval(480, 960),)
    days = [
        There(username="nina", planned=shift, ready_s=9 * 3000.0, pause_s=3000.0),
        There(username="omar", planned=shift),
    ]
    assert absent_share(days) == (0.5, 2)
    assert break_share(days) == (0.1, 1)


@settings(max_examples=60, deadline=None)
@given(
    opens=st.integers(0, 1000),
    length=st.integers(30, 440),
    share=st.floats(0, 0.3),
    place=st.floats(0, 1),
)
def test_breaks_take_their_share_of_a_shift_and_stay_inside(
    opens: int, length: int, share: float, place: float
) -> None:
    shift = Interval(opens, opens + length)
    spans = with_breaks(shift, share, place)
    assert (spans[0].opens, spans[-1].closes) == (shift.opens, shift.closes)
    assert all(a.closes < b.opens for a, b in pairwise(spans))
    worked = sum(span.closes - span.opens for span in spans)
    assert length - worked == pytest.approx(length * share, abs=5.0)


def test_holidays_and_their_eves_are_days_of_their_own() -> None:
    document = state().document
    easter_monday = date(2026, 4, 6)
    assert not is_of(Kind.MON, easter_monday, document)
    assert not is_of(Kind.WORKING, easter_monday, document)
    assert is_of(Kind.SPECIAL, easter_monday, document)
    assert is_of(Kind.SPECIAL, date(2026, 12, 24), document)
    assert next_of(Kind.MON, easter_monday, document) == date(2026, 4, 13)


def test_a_known_centre_is_found_again() -> None:
    found = learnt(history(mondays()))
    (lane,) = found.form.lanes
    assert found.form.date == TODAY
    assert found.form.begins == "08:00"
    assert sum(lane.per_h) / 2 == pytest.approx(PER_DAY, abs=0.2)
    assert sum(lane.per_h[:2]) / 2 == pytest.approx(PER_DAY / 2, abs=0.2)
    assert lane.handling.mean_s == pytest.approx(HANDLING_S, rel=0.1)
    assert lane.patience is not None
    assert lane.patience.mean_s == pytest.approx(PATIENCE_S, rel=0.3)
    assert lane.wrap_up is not None
    assert lane.wrap_up.mean_s == 20.0
    assert {name: f.source for name, f in found.basis.figures.items()} == {
        "general:phone::per_h": "history",
        "general:phone::handling": "history",
        "general:phone::wrap_up": "history",
        "general:phone::patience": "history",
        "pace:north": "history",
        "factor": "default",
        "absence": "history",
        "misses": "default",
        "answer": "default",
        "people": "history",
    }


def test_people_stand_as_planned_with_breaks_else_as_they_were_there() -> None:
    was = learnt(history(mondays())).form.people
    assert [str(span) for span in was[0].shift] == ["08:00-12:00", "12:30-16:00"]
    assert was[0].absent_share == 0.0
    planned = {TODAY: [There(username="omar", planned=(Interval(540, 900),))]}
    will_be = learnt(history(mondays(), planned=planned))
    (omar,) = will_be.form.people
    assert (omar.shift[0].opens, omar.shift[-1].closes, len(omar.shift)) == (540, 900, 2)
    assert omar.absent_share == defaults.ABSENT_SHARE
    assert will_be.basis.figures["people"].source == "plan"


def test_days_with_a_plan_in_effect_and_quiet_ones_are_left_out() -> None:
    first, *rest = mondays()
    found = learnt(history([first, *rest[:-1]], disturbed=frozenset({first})))
    assert [used.day for used in found.basis.days] == rest[:-1]
    assert [(one.day, one.why) for one in found.basis.left_out] == [
        (first, "plan"),
        (rest[-1], "nothing"),
    ]


def test_a_kind_of_day_that_never_was_is_learnt_from_the_others_and_says_so() -> None:
    found = learnt(history(mondays()), Kind.TUE)
    assert sum(found.form.lanes[0].per_h) / 2 == pytest.approx(PER_DAY, abs=0.2)
    assert found.basis.figures["general:phone::per_h"].source == "others"


def test_a_centre_without_any_history_gets_stated_defaults() -> None:
    found = learnt(history([]))
    assert {lane.per_h[0] for lane in found.form.lanes} == {defaults.PER_H}
    sources = {f.source for name, f in found.basis.figures.items() if "wrap_up" not in name}
    assert sources == {"default"}
    assert len(found.form.people) == 2


def test_missed_offers_count_once_there_are_enough() -> None:
    few, many = Offers(n_accepted=9, n_missed=1), Offers(n_accepted=90, n_missed=10, answer_s=3.2)
    assert learnt(history(mondays(), offers=few)).form.people[0].misses_share == 0.02
    known = learnt(history(mondays(), offers=many)).form.people[0]
    assert (known.misses_share, known.answer_s) == (0.1, 3.2)


def test_what_waits_in_the_morning_is_as_old_as_its_opening_hours() -> None:
    friday = TODAY - timedelta(days=3)
    (one, *_rest) = history([friday]).came
    waiting = one._replace(at=at(friday, 900), answered_at=None, gave_up_at=None, ended_at=None)
    found = waiting_at(at(TODAY, 480), [waiting, one], state())
    assert (found[PHONE].n, found[PHONE].oldest_s) == (1, 3600.0)


def test_what_somebody_changed_is_marked_as_theirs() -> None:
    found = learnt(history(mondays()))
    (lane,) = found.form.lanes
    longer = lane.handling.model_copy(update={"mean_s": 999.0})
    changed = lane.model_copy(update={"handling": longer})
    after = basis_after(
        found.form, found.form.model_copy(update={"lanes": (changed,)}), found.basis
    )
    assert after.figures["general:phone::handling"].source == "hand"
    assert after.figures["general:phone::patience"].source == "history"


def test_a_day_is_checked_against_the_centre_with_paths_into_the_day() -> None:
    file = monday()
    assert file.centre is not None
    assert problems_with(file.day, file.centre) == []
    lane = file.day.lanes[0].model_copy(update={"queue": "ordres"})
    wrong = file.day.model_copy(update={"lanes": (lane, *file.day.lanes[1:])})
    (problem, *_) = problems_with(wrong, file.centre)
    assert (problem.code, problem.path) == ("centre.unknown_queue", ("lanes", 0, "queue"))
