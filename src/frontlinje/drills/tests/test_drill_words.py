"""Is what came out said rightly: scenarios, figures, the verdict, the least, the edge?"""

from typing import Any

import pytest
from django.utils import translation

from frontlinje.drills.drill_words import (
    Names,
    estimate,
    gain,
    half_width,
    percent,
    scenario_in_words,
)
from frontlinje.drills.result_words import case_rows, sentences
from frontlinje.drills.rules.asked import Asked, asked_from
from frontlinje.drills.rules.results import Results, answered_within
from frontlinje.drills.search_words import edge_maps, least_of
from frontlinje.drills.tests.sample import monday, terms
from frontlinje.simulation.scenario import Scenario


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def asked() -> Asked:
    file = monday()
    assert file.centre is not None
    return asked_from(terms(plans=()), day=file.day, centre=file.centre, plans={})


def told(share: float, plan: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a case with such a share in time."""
    verdict = "holds" if share >= 0.82 else "edge" if share >= 0.78 else "breaks"
    return {
        "scenario": "scenario-2",
        "plan": plan,
        "verdict": verdict,
        "in_time": {"value": share, "half_width": 0.02},
        "gain": None if plan is None else {"value": more.get("gain", 0.1), "half_width": 0.01},
        "promised": {"turned_away": more.get("turned_away", 0.0), "offered": 600.0},
        "people": [{"on_duty_s": 3600.0 * more.get("hours", 7.0)} for _person in range(10)],
    }


def results(*cases: dict[str, Any], **more: Any) -> Results:
    promise = {"share": 0.8, "within_s": 60.0, "channels": ["phone"], "queues": []}
    return Results({"promise": promise, "cases": list(cases), **more})


def test_shares_are_rounded_and_not_cut_off() -> None:
    assert percent(0.949) == "95\N{NO-BREAK SPACE}%"
    assert estimate({"value": 0.70951, "half_width": 0.0226}) == "71.0\N{NO-BREAK SPACE}% ± 2.3"
    assert gain({"value": -0.0126, "half_width": 0.005}) == "−1.3 ± 0.5"
    assert percent(None) == "–"


def test_no_share_is_told_as_if_it_were_certain() -> None:
    assert [half_width(width) for width in (0.024, 0.006, 0.0034)] == ["2", "1", "0.3"]


def test_a_scenario_is_told_by_what_happens() -> None:
    plain = {
        "code": "x",
        "share_ill": 0.33,
        "volume": [{"factor": 1.5, "channels": ["phone"], "hours": "08:00-10:00"}],
        "portal_down": {"to_phone": 0.6},
    }
    line = scenario_in_words(Scenario.model_validate(plain), {})
    assert line.replace("\N{NO-BREAK SPACE}", " ") == (
        "33 % are ill, 1.5 times as much comes (Phone) 08:00–10:00,"
        " the portal is down, 60 % call instead"
    )
    assert scenario_in_words(Scenario(code="x"), {}) == "An ordinary day"


@pytest.mark.parametrize(
    ("cases", "says"),
    [
        ([told(0.9)], "the promise of 80 % holds."),
        ([told(0.7)], "the promise of 80 % breaks."),
        ([told(0.8)], "too close to tell."),
        ([told(0.7), told(0.85, "a")], "«a» lifts it to 85 % (±2), and the promise holds."),
        ([told(0.9), told(0.95, "a")], "With the plan «a» it would be 95 % (±2)."),
        ([told(0.7), told(0.75, "a"), told(0.71, "b")], "«a» lifts it to 75 % (±2), which is not"),
        ([told(0.7), told(0.9, "a", turned_away=130.0), told(0.85, "b")], "«b» lifts it to 85 %"),
        ([told(0.7), told(0.7, "a", gain=0.005)], "None of the plans surely makes it better."),
        ([told(0.7), told(0.85, "a", turned_away=130.0)], "turns away 130 more customers a day."),
        ([told(0.7), told(0.5, "a", gain=-0.2)], "Worse than without a plan: «a» (−20.0 ± 1.0)."),
        (
            [told(0.7), told(0.5, "a", gain=-0.2, hours=5.5), told(0.6, "b", gain=-0.1)],
            "«a» (−20.0 ± 1.0; people are on duty 15.0 h less a day), «b» (−10.0 ± 1.0).",
        ),
    ],
)
def test_the_verdict_is_one_plain_sentence(cases: list[dict[str, Any]], says: str) -> None:
    (line,) = sentences(results(*cases), Names(asked()))
    assert line.startswith("33\N{NO-BREAK SPACE}% are ill: without a plan you answer")
    assert says in line.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("gain", "marked"), [(0.1, ["a"]), (0.005, [])])
def test_only_a_plan_that_surely_helps_is_marked(gain: float, marked: list[str]) -> None:
    rest = {"days_held": 1.0, "busy": 0.5}
    counts = {"offered": 600.0, "turned_away": 0.0, "abandoned": 9.0, "left": 0.0}
    cases = [
        told(0.7, plan, gain=gain) | rest | {"promised": counts | {"mean_wait_s": 9.0}}
        for plan in (None, "a")
    ]
    rows = case_rows(results(*cases), Names(asked()))
    assert [row.plan for row in rows if row.is_best] == marked


def test_the_least_that_holds_is_told_with_what_each_measure_buys() -> None:
    case = {"in_time": {"value": 0.83, "half_width": 0.01}, "turned_away": 4.2}
    points = {"value": 0.12, "half_width": 0.01}
    measure = {"plan": "a", "number": 1, "says": {"en": "Everybody answers"}}
    found = {
        "scenario": "scenario-2",
        "answer": "found",
        "measures": [{**measure, "buys_alone": points, "buys_in_set": points}],
        "with": case,
        "without": case,
        "others": [[measure]],
        "is_proved": True,
        "sets_played": 7,
        "measures_to_choose_among": 3,
    }
    (least,) = least_of(results(told(0.7), least=[found]), Names(asked()))
    assert "1 measure is enough" in least.verdict
    assert (least.bought[0].measure, least.bought[0].in_set) == ("Everybody answers", "+12.0 ± 1.0")
    assert "7 sets of 3 measures" in least.how_sure
    nothing = found | {"answer": "nothing_holds", "measures": [], "is_proved": False}
    (none,) = least_of(results(told(0.7), least=[nothing]), Names(asked()))
    assert "none of these measures surely helps" in none.verdict


def test_the_edge_is_told_where_it_lies_between_and_outside_the_map() -> None:
    def cell(volume: float, share: float | None, verdict: str) -> dict[str, Any]:
        known = None if share is None else {"value": share, "half_width": 0.01}
        return {"volume": volume, "in_time": known, "verdict": verdict}

    rows = [
        {
            "share_ill": 0.0,
            "breaks_at_volume": 1.25,
            "cells": [cell(1.0, 0.9, "holds"), cell(2.0, None, "breaks")],
        },
        {
            "share_ill": 0.5,
            "breaks_at_volume": None,
            "cells": [cell(1.0, 0.2, "breaks"), cell(2.0, None, "breaks")],
        },
    ]
    maps = edge_maps(results(told(0.7), breaking=[{"plan": None, "rows": rows}]), Names(asked()))
    assert [row.edge for row in maps[0].rows] == ["×1.25", "< ×1"]
    assert [one.verdict for one in maps[0].rows[0].cells] == ["holds", "beyond"]


def test_how_many_were_answered_within_a_time_counts_all_who_came() -> None:
    case = {"waits": [4.0, 2.0, 1.0], "promised": {"offered": 10.0}}
    assert answered_within(case, [20.0, 60.0, None], 60.0) == pytest.approx(0.6)
    assert answered_within(case | {"promised": {"offered": 0.0}}, [20.0, 60.0, None], 60.0) is None
