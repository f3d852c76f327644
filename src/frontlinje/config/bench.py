"""How fast are we, and is that fast enough? `frontlinje bench` lists benchmarks, or runs one.

A benchmark is a module in the repository's `benchmarks/` folder with NAME, SUMMARY and
`run(quick: bool) -> Result`; NEEDS_DATABASE = True gives it a fresh, empty, migrated database.
Whatever it does happens in a home of its own, which is gone afterwards.
"""

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import django

from frontlinje.config.trouble import Trouble

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"


@dataclass(frozen=True)
class Goal:
    """What a figure has to be: at least or at most a value."""

    figure: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, figures: Mapping[str, float]) -> bool:
        """Say whether the figure is as it has to be."""
        value = figures[self.figure]
        is_enough = self.at_least is None or value >= self.at_least
        return is_enough and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        bounds = {"at least": self.at_least, "at most": self.at_most}
        return ", ".join(f"{word} {bound:g}" for word, bound in bounds.items() if bound is not None)


@dataclass(frozen=True)
class Result:
    """Figures by name (the unit is the end of the name: `p50_ms`, `per_s`), and their goals."""

    figures: Mapping[str, float]
    goals: Sequence[Goal] = ()

    @property
    def holds(self) -> bool:
        """Say whether every goal is reached."""
        return all(goal.holds(self.figures) for goal in self.goals)


def main(words: list[str]) -> int:
    """List the benchmarks, or run one; return 1 when a goal is missed."""
    asked = argparse.ArgumentParser(prog="frontlinje bench", description=__doc__)
    asked.add_argument("name", nargs="?")
    asked.add_argument("--quick", action="store_true", help="fewer repetitions, rougher figures")
    asked.add_argument("--json", action="store_true", help="print one JSON object")
    options = asked.parse_args(words)
    with TemporaryDirectory(prefix="frontlinje-bench-") as home:
        # Before anything reads the settings: the benchmark must not touch this installation.
        os.environ.pop("DATABASE_URL", None)
        os.environ["FRONTLINJE_HOME"] = home
        Path(home).chmod(0o755)  # the database's own user passes through
        django.setup()
        found = {module.NAME: module for module in _modules()}
        if options.name is None:
            for name, module in sorted(found.items()):
                print(f"{name:<12} {module.SUMMARY}")
            return 0
        if options.name not in found:
            raise Trouble(f"No benchmark is called {options.name}; frontlinje bench lists them.")
        result = _run(found[options.name], Path(home), quick=options.quick)
    _show(options.name, result, as_json=options.json)
    return 0 if result.holds else 1


def _modules() -> list[ModuleType]:
    if not FOLDER.is_dir():
        raise Trouble("Benchmarks are part of the repository: run ./run bench in a checkout.")
    # A benchmark may use what another one brings (`from benchmarks.load import ...`).
    sys.path.insert(0, str(FOLDER.parent))
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    modules = [importlib.import_module(f"benchmarks.{name}") for name in names]
    return [module for module in modules if hasattr(module, "NAME")]


def _run(module: ModuleType, home: Path, *, quick: bool) -> Result:
    from frontlinje.config.embedded import used
    from frontlinje.config.prepare import prepare_database

    needs_database = getattr(module, "NEEDS_DATABASE", False)
    with used(home) if needs_database else nullcontext():
        if needs_database:
            prepare_database()
        result = module.run(quick=quick)
        if needs_database:
            django.db.connections.close_all()
    if not isinstance(result, Result):
        raise TypeError(f"{module.__name__}.run returned {type(result).__name__}, not Result")
    return result


def _show(name: str, result: Result, *, as_json: bool) -> None:
    if as_json:
        goals = [
            {"goal": f"{g.figure} {g}", "holds": g.holds(result.figures)} for g in result.goals
        ]
        shown = {"name": name, "figures": dict(result.figures), "goals": goals}
        print(json.dumps({**shown, "holds": result.holds}))
        return
    goal_of = {goal.figure: goal for goal in result.goals}
    for figure, value in result.figures.items():
        goal = goal_of.get(figure)
        verdict = "" if goal is None else "ok" if goal.holds(result.figures) else "MISSED"
        print(f"{figure:<36} {value:>12,.3f}   {goal or ''!s:<20} {verdict}")
    print("Every goal is reached." if result.holds else "A goal is missed.")
