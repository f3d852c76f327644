"""Is the least that holds found, and the edge where it breaks? On half a Monday."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.simulation.rehearsal.breaking import BreakingMap, Cell, Swept, breaking
from frontlinje.simulation.rehearsal.cases import Case, ground_of
from frontlinje.simulation.rehearsal.choosing import candidates_of, laid_with
from frontlinje.simulation.rehearsal.counted import Counted, Estimate
from frontlinje.simulation.rehearsal.form import Breaking, Least
from frontlinje.simulation.rehearsal.ground import Ground
from frontlinje.simulation.rehearsal.least import LeastFound, Searched, least
from frontlinje.simulation.rehearsal.told_searches import plain_breaking, plain_least
from frontlinje.simulation.running import play
from frontlinje.simulation.scenario import Scenario, Volume
from frontlinje.simulation.tests.sample import LIBRARY, SAMPLE, sample

CLOSING = {"kind": "limit_hours", "channels": ["phone"], "hours": "08:00-09:00"}


def checked(**changes: Any) -> Ground:
    file = sample(**changes)
    assert file.centre is not None
    return ground_of(file, centre=file.centre, library=LIBRARY)


def ground(**changes: Any) -> Ground:
    """Return the sample until noon, half as much again coming, with the plan of all hands."""
    plain = yaml.safe_load(SAMPLE.read_text())
    mornings = {
        f"day__lanes__{i}__per_h": lane["per_h"][:8] for i, lane in enumerate(plain["day"]["lanes"])
    }
    given = {
        "scenarios": [{"code": "busy", "volume": [{"factor": 1.5}]}],
        "plans": plain["plans"][1:],
        "most_replications": 100,
    }
    return checked(**given | mornings | changes)


def found(kept_in: Path, **changes: Any) -> LeastFound:
    (one,) = least(ground(**changes), asked=Least(), kept_in=kept_in)
    return one


def kinds(one: LeastFound) -> set[str]:
    return {bought.candidate.measure.kind for bought in one.bought}


@pytest.mark.slow
def test_two_measures_that_only_help_together_come_before_one_that_turns_people_away(
    kept_in: Path,
) -> None:
    one = found(kept_in, plans__0__plan__measures__2=CLOSING)
    assert (one.answer, kinds(one)) == ("found", {"add_groups", "relax_skills"})
    assert one.is_proved
    assert one.n_candidates == 3
    assert (one.without.verdict(), one.counted.verdict()) == ("breaks", "holds")
    for bought in one.bought:
        assert bought.in_set.value is not None
        assert bought.alone.value is not None
        assert bought.in_set.value - bought.in_set.half_width > 0.05
        assert abs(bought.alone.value) < 0.01


@pytest.mark.slow
def test_turning_people_away_is_found_when_nothing_else_holds(kept_in: Path) -> None:
    one = found(kept_in, plans__0__plan__measures=[CLOSING])
    assert (one.answer, kinds(one)) == ("found", {"limit_hours"})
    assert one.counted.row(one.counted.promised).turned_away > 100


@pytest.mark.slow
def test_it_is_said_when_nothing_is_needed_and_when_nothing_holds(kept_in: Path) -> None:
    given = ground(promise__share=0.5)
    (easy,) = least(given, asked=Least(), kept_in=kept_in)
    assert (easy.answer, easy.bought, easy.n_sets) == ("nothing_needed", (), 1)
    hard = found(kept_in, promise__share=0.99)
    assert (hard.answer, hard.is_proved, hard.n_sets) == ("nothing_holds", True, 8)
    assert kinds(hard) >= {"add_groups", "relax_skills"}
    plain = plain_least([easy, hard], given.document)
    assert [len(one["measures"]) for one in json.loads(json.dumps(plain))] == [0, len(hard.bought)]


def test_only_measures_that_change_the_day_are_chosen_among_each_once() -> None:
    given = ground()
    assert given.file.plans[0].plan is not None
    own = candidates_of(given, library=False)
    assert [(one.plan, one.number) for one in own] == [("all-hands", n) for n in (1, 2, 3)]
    both = candidates_of(given, library=True)
    assert both[:3] == own
    days = [laid_with(given, [one]) for one in both]
    assert all(day not in days[:i] for i, day in enumerate(days) if day != given.laid([]))
    assert "checklist" not in {one.measure.kind for one in both}


def test_a_search_is_cancelled_by_whoever_is_told_of_it(kept_in: Path) -> None:
    told: list[Searched | Swept] = []

    def stop(progress: Searched | Swept) -> None:
        told.append(progress)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        least(ground(), asked=Least(), kept_in=kept_in, tell=stop)
    with pytest.raises(KeyboardInterrupt):
        breaking(ground(), asked=Breaking(), kept_in=kept_in, tell=stop)
    assert [one.n_days for one in told] == [50, 50]


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"least": {"scenarios": ["ill"]}}, "simulation.no_such_scenario", "least.scenarios.0"),
        ({"least": {}, "plans": []}, "simulation.nothing_to_choose", "least"),
        ({"breaking": {"volume": [1, 1]}}, "centre.steps_not_rising", "breaking"),
    ],
)
def test_a_search_that_cannot_be_is_told_with_its_place(
    changes: dict[str, Any], code: str, place: str
) -> None:
    with pytest.raises(InvalidDocument) as caught:
        checked(**changes)
    assert [(one.code, one.place) for one in caught.value.problems] == [(code, place)]


@pytest.mark.slow
def test_each_cell_of_the_map_is_the_day_played_with_so_much_and_so_many_ill(
    kept_in: Path,
) -> None:
    given = ground()
    asked = Breaking(volume=(1.0, 2.5), share_ill=(0.0, 0.3))
    without, with_plan = breaking(given, asked=asked, kept_in=kept_in)
    assert (without.plan, with_plan.plan) == (None, "all-hands")
    harder = Scenario(code="x", share_ill=0.3, volume=(Volume(factor=1.0),))
    day = given.under(harder, given.laid([]))
    counted = Counted.of(Case(scenario="x", plan=None, day=day), given.file.promise)
    cell = without.rows[1][0]
    counted.add(play(day, seed=given.file.seed, n=cell.n_replications, kept_in=kept_in))
    assert cell.in_time == counted.in_time()
    assert [one.verdict for one in without.rows[0]] == ["holds", "breaks"]
    # What is far below the promise is not left behind again.
    assert without.rows[1][1].in_time is None
    assert without.rows[1][1].verdict == "breaks"
    plain = plain_breaking([without, with_plan])
    assert plain[0]["rows"][1]["cells"][1]["in_time"] is None


def cell(volume: float, share: float | None) -> Cell:
    told = None if share is None else Estimate(share, 0.01)
    verdict = "holds" if share is not None and share > 0.8 else "breaks"
    return Cell(
        volume=volume,
        share_ill=0.0,
        in_time=told,
        verdict=verdict,
        turned_away=None,
        n_replications=50,
    )


def test_the_edge_is_on_a_line_between_the_cells_around_it() -> None:
    rows = ([0.9, 0.85, 0.75], [0.95, 0.5, None], [0.99, 0.98, 0.97], [0.7, 0.5, None])
    cells = tuple(
        tuple(cell(volume, share) for volume, share in zip((1.0, 1.5, 2.0), row, strict=True))
        for row in rows
    )
    edges = BreakingMap(plan=None, promise_share=0.8, rows=cells).edges
    assert edges[0] == pytest.approx(1.75)
    assert edges[1] == pytest.approx(1.0 + 0.5 * 0.15 / 0.45)
    assert edges[2:] == (None, None)
