"""Is it said plainly what a search and a sweep found?"""

from pathlib import Path

import yaml

import frontlinje
from frontlinje.config.rehearsed_searches import breaking_text, least_text
from frontlinje.simulation.rehearsal.breaking import BreakingMap, Cell
from frontlinje.simulation.rehearsal.cases import ground_of
from frontlinje.simulation.rehearsal.counted import Estimate
from frontlinje.simulation.rehearsal.form import Least, read_rehearsal
from frontlinje.simulation.rehearsal.least import least

SAMPLE = Path(frontlinje.__path__[0]) / "simulation" / "samples" / "bad-monday.yaml"


def test_a_search_says_the_measures_what_each_buys_and_how_sure_it_is(kept_in: Path) -> None:
    plain = yaml.safe_load(SAMPLE.read_text())
    for lane in plain["day"]["lanes"]:
        lane["per_h"] = lane["per_h"][:5]
    plain |= {"plans": plain["plans"][1:], "most_replications": 100}
    plain["scenarios"] = [
        {"code": "ordinary"},
        {"code": "busy", "volume": [{"factor": 1.6}]},
    ]
    file, _ = read_rehearsal(yaml.safe_dump(plain).encode())
    assert file.centre is not None
    ground = ground_of(file, centre=file.centre, library={})
    text = least_text(least(ground, asked=Least(), kept_in=kept_in), ground.document)
    assert "ordinary: holds as it is (without measures " in text
    assert "busy: NOTHING surely HOLDS. Nearest comes (" in text
    assert "All answer groups also answer all queues (all-hands 1): +" in text
    assert "8 sets of 3 measures were played, every set there is." in text


def cell(volume: float, share: float | None, verdict: str) -> Cell:
    return Cell(
        volume=volume,
        share_ill=0.2,
        in_time=None if share is None else Estimate(share, 0.01),
        verdict=verdict,
        turned_away=None,
        n_replications=50,
    )


def test_a_sweep_is_a_small_map_with_its_edge() -> None:
    rows = (
        (cell(1.0, 0.91, "holds"), cell(1.5, 0.79, "edge"), cell(2.0, 0.5, "breaks")),
        (cell(1.0, 0.7, "breaks"), cell(1.5, 0.4, "breaks"), cell(2.0, None, "breaks")),
        (cell(1.0, 0.99, "holds"), cell(1.5, 0.95, "holds"), cell(2.0, 0.9, "holds")),
    )
    text = breaking_text([BreakingMap(plan="all-hands", promise_share=0.8, rows=rows)])
    lines = [line.split() for line in text.splitlines()]
    assert ["plan:", "all-hands"] in lines
    assert ["ill", "x1", "x1.5", "x2", "edge"] in lines
    assert ["20", "%", "91", "+", "79", "~", "50", "-", "x1.46"] in lines
    assert ["20", "%", "70", "-", "40", "-", ".", "<x1"] in lines
    assert ["20", "%", "99", "+", "95", "+", "90", "+", ">x2"] in lines
