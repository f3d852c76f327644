"""What comes when, how long did it take, who would be left? Without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from frontlinje.channels.mail.rules.addresses import sendable
from frontlinje.exercises.actions.contacts import address_of
from frontlinje.exercises.rules.arriving import arrivals
from frontlinje.exercises.rules.course import breaks_service, clock_s, left_alone
from frontlinje.exercises.rules.scenario import Scenario, library
from frontlinje.exercises.rules.score import EntryKind, Line, score_of

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def test_the_library_is_whole_and_every_channel_that_comes_has_words() -> None:
    assert set(library()) == {"cyberattack", "pandemic", "portal-down", "storm"}
    for scenario in library().values():
        assert any(inject.expects == "activation" for inject in scenario.injects)
        assert all(scenario.texts_for(one.channel) for one in scenario.arrivals)


def test_every_made_up_customer_can_be_answered_and_lives_nowhere() -> None:
    addresses = [address_of(one) for scenario in library().values() for one in scenario.made_up]
    assert "bjorg.eksempel@exercise.invalid" in addresses
    assert all(sendable(address) == address for address in addresses)
    assert all(address.endswith(".invalid") for address in addresses)


def test_a_card_after_the_end_is_refused() -> None:
    plain = library()["storm"].model_dump(mode="json")
    plain["lasts_min"] = 10
    with pytest.raises(ValidationError, match="after the end"):
        Scenario.model_validate(plain)


def test_the_same_seed_brings_the_same_customers_and_the_rate_is_kept() -> None:
    scenario = library()["storm"]
    drawn = arrivals(scenario, factor=2.0, seed=7, lasts_s=36_000)
    assert drawn == arrivals(scenario, factor=2.0, seed=7, lasts_s=36_000)
    assert drawn != arrivals(scenario, factor=2.0, seed=8, lasts_s=36_000)
    calls = [one for one in drawn if one.channel == "phone"]
    # 60 an hour, twice as busy, for ten hours: 1,200 within five standard errors.
    assert abs(len(calls) - 1200) < 5 * 1200**0.5
    assert drawn == sorted(drawn, key=lambda one: one.at_s)


def test_each_text_comes_once_before_any_comes_again() -> None:
    scenario = library()["cyberattack"]
    calls = [c for c in arrivals(scenario, factor=1, seed=3, lasts_s=7200) if c.channel == "phone"]
    n = len(scenario.texts_for("phone"))
    assert sorted(one.text for one in calls[:n]) == list(range(n))


def test_pauses_do_not_count_on_the_clock() -> None:
    assert clock_s(90.0, None, NOON) == 90.0
    assert clock_s(90.0, NOON, NOON + timedelta(seconds=30)) == 120.0


def test_service_is_broken_when_more_are_late_than_allowed() -> None:
    assert not breaks_service([], 0)
    assert breaks_service(["one"], 0)
    assert not breaks_service(["one"], 1)


def test_a_queue_that_only_participants_serve_would_be_left_alone() -> None:
    served = {"general": ["nina", "omar"], "settlement": ["stig"], "idle": []}
    assert left_alone(served, {"nina"}) == []
    assert left_alone(served, {"nina", "omar"}) == ["general"]
    assert left_alone(served, {"stig", "nina"}) == ["settlement"]


def _line(kind: EntryKind, at_s: float, inject: str = "") -> Line:
    return Line(kind, at_s, inject)


def test_the_score_tells_how_long_each_card_waited_for_its_answer() -> None:
    scenario = library()["portal-down"]
    score = score_of(
        scenario,
        [
            _line(EntryKind.STARTED, 0),
            _line(EntryKind.INJECT, 10, "many-ask-the-same"),  # asks for a decision
            _line(EntryKind.NOTE, 20),
            _line(EntryKind.INJECT, 30, "queue-doubles"),  # asks for a plan
            _line(EntryKind.DECISION, 70),
            _line(EntryKind.ACTIVATION, 130),
            _line(EntryKind.INJECT, 200, "deadline-today"),
        ],
    )
    assert (score.decide_s, score.activate_s) == (60, 120)
    assert [(one.inject, one.after_s) for one in score.answered] == [
        ("many-ask-the-same", 60),
        ("queue-doubles", 100),
        ("deadline-today", None),
    ]


def test_a_plan_is_a_decision_too_but_answers_one_card_only() -> None:
    scenario = library()["portal-down"]
    score = score_of(
        scenario,
        [
            _line(EntryKind.INJECT, 0, "many-ask-the-same"),
            _line(EntryKind.INJECT, 1, "queue-doubles"),
            _line(EntryKind.ACTIVATION, 5),
        ],
    )
    assert [one.after_s for one in score.answered] == [5, None]
    assert score.decide_s == score.activate_s == 5


def test_nothing_given_means_no_times() -> None:
    score = score_of(library()["storm"], [_line(EntryKind.DECISION, 5)])
    assert (score.decide_s, score.activate_s, score.answered) == (None, None, ())
