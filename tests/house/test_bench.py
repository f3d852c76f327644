"""Do benchmarks say what they measured, and whether that is enough?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from frontlinje.config.bench import Goal, Result

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("goal", "holds"),
    [
        (Goal("p50_ms", at_most=15), True),
        (Goal("p50_ms", at_most=9.9), False),
        (Goal("p50_ms", at_least=10), True),
        (Goal("p50_ms", at_least=5, at_most=9), False),
    ],
)
def test_goal_holds_within_its_bounds(goal: Goal, *, holds: bool) -> None:
    assert goal.holds({"p50_ms": 10.0}) is holds
    assert Result({"p50_ms": 10.0}, [Goal("p50_ms", at_most=100), goal]).holds is holds


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "frontlinje.config.cli", "bench", *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_every_benchmark_is_listed() -> None:
    listed = {line.split()[0] for line in bench().stdout.splitlines()}
    assert "policy" in listed
    guide = ROOT / "docs" / "performance.md"
    assert [name for name in listed if f"bench {name}" not in guide.read_text()] == []


@pytest.mark.slow
def test_json_is_exactly_one_object() -> None:
    done = bench("policy", "--quick", "--json")
    shown = json.loads(done.stdout)
    assert set(shown) == {"name", "figures", "goals", "holds"}
    assert done.returncode == (0 if shown["holds"] else 1)


@pytest.mark.slow
def test_unknown_benchmark_is_told_in_one_line() -> None:
    done = bench("speed")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No benchmark is called speed" in done.stderr
