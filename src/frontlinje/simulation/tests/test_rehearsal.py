"""Does a rehearsal play what its file says, refuse what cannot be, and count rightly?"""

from pathlib import Path
from typing import Any

import pytest

from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.simulation.outcome import (
    ABANDONED,
    ANSWERED,
    IN_TIME,
    LEFT,
    OFFERED,
    OVERFLOWED,
    Outcome,
)
from frontlinje.simulation.rehearsal.cases import Case, cases_of
from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.details import band
from frontlinje.simulation.rehearsal.drill import drill, looks
from frontlinje.simulation.rehearsal.form import Promise, RehearsalFile, read_rehearsal
from frontlinje.simulation.rehearsal.told import plain_results
from frontlinje.simulation.running import play
from frontlinje.simulation.tests.sample import LIBRARY, SAMPLE, sample


def cases(file: RehearsalFile, library: dict[str, PlanDocument] = LIBRARY) -> list[Case]:
    assert file.centre is not None
    return cases_of(file, centre=file.centre, library=library)


def found(file: RehearsalFile) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as caught:
        cases(file)
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_every_scenario_is_played_without_a_plan_and_with_each() -> None:
    file = sample()
    assert [(case.scenario, case.plan) for case in cases(file)] == [
        (scenario.code, plan)
        for scenario in file.scenarios
        for plan in (None, "from-the-library", "all-hands")
    ]


def test_a_plan_acts_through_the_rules_of_the_centre() -> None:
    without, library, all_hands = cases(sample())[:3]
    assert without.day.lanes == all_hands.day.lanes
    assert without.day.stages[0].rules[0].groups == ("orders",)
    assert "everyone" in all_hands.day.stages[0].rules[0].groups
    assert [demand.level for demand in all_hands.day.stages[0].rules[0].demands] == [1]
    # The library's plan limits the hours of the telephone to nine to three.
    assert [(s.from_s, s.until_s) for s in library.day.lanes[0].opens] == [(3600.0, 25200.0)]


def test_a_part_of_a_plan_begins_when_it_is_said_to() -> None:
    use = {"library": "third-ill", "code": "part", "measures": [3], "begins": "10:00"}
    _, part = cases(sample(plans=[use]))[:2]
    assert [stage.from_s for stage in part.day.stages] == [0.0, 7200.0]
    assert "everyone" in part.day.stages[1].rules[0].groups
    assert part.day.lanes[0].opens == cases(sample())[0].day.lanes[0].opens


@pytest.mark.slow
def test_every_plan_of_the_library_can_be_tried() -> None:
    file = sample(plans=[{"library": code} for code in sorted(LIBRARY)])
    assert len(cases(file)) == 4 * (1 + len(LIBRARY))


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"day__lanes__0__queue": "ordres"}, "centre.unknown_queue", "day.lanes.0.queue"),
        (
            {"day__lanes__0__per_h": [-1.0] * 16},
            "simulation.rate_below_zero",
            "day.lanes.0.per_h.0",
        ),
        ({"day__lanes__1__per_h": [1.0]}, "simulation.other_length", "day.lanes.1.per_h"),
        ({"day__date": "2026-03-15"}, "simulation.never_open", "day.lanes.0.opens"),
        ({"day__people": []}, "simulation.no_agents", "day.people"),
        ({"plans__0__library": "third-well"}, "simulation.no_such_plan", "plans.0.library"),
        ({"plans__0__measures": [99]}, "simulation.no_such_measure", "plans.0.measures.0"),
        ({"promise__channels": ["chat"]}, "simulation.promise_about_nothing", "promise"),
        ({"scenarios__1__code": "ordinary"}, "centre.duplicate_code", "scenarios.1"),
    ],
)
def test_what_cannot_be_played_is_told_with_its_place(
    changes: dict[str, Any], code: str, place: str
) -> None:
    assert found(sample(**changes))[0] == (code, place)


def test_a_day_on_which_nobody_has_the_skill_is_refused() -> None:
    skills = {f"day__people__{i}__skills": {"orders": 9} for i in range(4)}
    assert found(sample(**skills))[0] == ("simulation.nobody_has_skill", "day.lanes.2")


def test_shares_and_their_differences_are_counted_with_how_sure_they_are() -> None:
    import numpy as np

    case = cases(sample())[0]
    one, other = (Counted.of(case, Promise(share=0.8, within_s=60.0)) for _ in range(2))
    for counted, in_time in ((one, (8, 18)), (other, (7, 17))):
        outcome = _outcome(np.zeros((2, 16, 4, 13), np.int64))
        outcome.lanes[:, 0, 0, OFFERED] = (10, 20)
        outcome.lanes[:, 0, 0, IN_TIME] = in_time
        counted.add(outcome)
    share = one.in_time()
    assert share.value == pytest.approx(26 / 30)
    # Residuals 8 - 10 * 26/30 and 18 - 20 * 26/30, over a mean of 15: -2/45 and 2/45.
    assert share.half_width == pytest.approx(1.959963984540054 * 2 / 45)
    assert one.days_held() == 1.0
    assert other.days_held() == 0.5
    # Those of the other case are -3/45 and 3/45: only what differs day by day is unsure.
    gain = one.gain_over(other)
    assert gain.value == pytest.approx(2 / 30)
    assert gain.half_width == pytest.approx(1.959963984540054 / 45)


def test_a_band_holds_eight_days_of_ten() -> None:
    import numpy as np

    counted = Counted.of(cases(sample())[0], Promise(share=0.8, within_s=60.0))
    lanes = np.zeros((11, 16, 4, 13), np.int64)
    lanes[:, 2, 0, OFFERED] = 10
    lanes[:, 2, 0, IN_TIME] = (9, 0, 3, 10, 4, 5, 1, 6, 7, 2, 8)
    counted.add(_outcome(lanes))
    assert band(counted, 2) == (0.1, 0.9)
    assert band(counted, 3) is None


def _outcome(lanes: Any) -> Outcome:
    none = lanes[:, 0, 0, :1]
    return Outcome(lanes=lanes, intervals=none, agents=none, waits=none, events=none[:, 0])


@pytest.mark.slow
def test_everything_that_comes_ends_somewhere_under_every_plan() -> None:
    for case in cases(sample())[3:6]:
        counts = play(case.day, seed=5, n=1, is_plain=True).lanes
        ends = counts[..., [ANSWERED, ABANDONED, OVERFLOWED, LEFT]].sum(axis=-1)
        assert (counts[..., OFFERED] == ends).all()
        assert counts[..., OFFERED].sum() > 0


@pytest.mark.slow
def test_figures_are_the_same_to_the_last_bit_with_one_process_and_two(kept_in: Path) -> None:
    file = sample(half_width=0.5, most_replications=100, plans=[])
    played = cases(file)
    play(played[0].day, seed=1, kept_in=kept_in)  # or both would compile
    one, two = (
        plain_results(file, drill(file, played, processes=n, kept_in=kept_in)) for n in (1, 2)
    )
    assert one == two
    assert [case["replications"] for case in one["cases"]] == [100] * 4


@pytest.mark.slow
def test_figures_are_seen_look_by_look_and_the_playing_can_be_stopped(kept_in: Path) -> None:
    file = sample(half_width=0.0005, most_replications=200, plans=[])
    counted = [Counted.of(case, file.promise) for case in cases(file)]
    looking = looks(file, counted, kept_in=kept_in)
    next(looking)
    assert [one.n_replications for one in counted] == [50, 0, 0, 0]
    told = plain_results(file, counted[:1])["cases"][0]
    assert sum(told["waits"]) == pytest.approx(told["promised"]["answered"])
    assert len(told["people"]) == len(counted[0].case.day.agents)
    looking.close()
    assert sum(one.n_replications for one in counted) == 50


def test_a_file_tells_its_mistakes_with_line_and_cure() -> None:
    text = SAMPLE.read_text().replace("library: third-ill", "librari: third-ill")
    with pytest.raises(InvalidDocument) as caught:
        read_rehearsal(text.encode())
    told = {(p.code, p.params.get("nearest")) for p in caught.value.problems}
    assert ("centre.unknown_key", "library") in told
    line = text[: text.index("librari:")].count("\n") + 1
    assert line in {problem.line for problem in caught.value.problems}
