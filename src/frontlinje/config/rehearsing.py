"""`frontlinje rehearse`: a file's scenarios, played with and without plans, without a database."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

import frontlinje
from frontlinje.base.errors import FrontlinjeError
from frontlinje.centre.rules.files import CentreFile, read_file
from frontlinje.centre.rules.problems import InvalidDocument
from frontlinje.config.rehearsed import FORMULAS, table
from frontlinje.config.trouble import Trouble
from frontlinje.continuity.rules.plan import PlanDocument, read_plan
from frontlinje.simulation.compiled import source_hash
from frontlinje.simulation.rehearsal.cases import cases_of
from frontlinje.simulation.rehearsal.drill import Progress, drill
from frontlinje.simulation.rehearsal.form import RehearsalFile, read_rehearsal
from frontlinje.simulation.rehearsal.told import plain_results
from frontlinje.simulation.running import play

LIBRARY = Path(frontlinje.__path__[0]) / "continuity" / "library"


def main(words: list[str]) -> int:
    """Play what the file says and print how it goes; return 1 when it cannot be played."""
    asked = argparse.ArgumentParser(
        prog="frontlinje rehearse",
        description=__doc__,
        epilog=FORMULAS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("file", metavar="FILE", type=Path, help="a rehearsal, in YAML")
    asked.add_argument("--json", action="store_true", help="print all figures as one JSON object")
    asked.add_argument(
        "--processes",
        type=int,
        default=len(os.sched_getaffinity(0)),
        help="how many play at the same time; the figures are the same (one for each core)",
    )
    options = asked.parse_args(words)
    django.setup()
    # The command line speaks English, whatever the screens of the centre speak.
    with translation.override("en"):
        try:
            return _rehearse(options.file, is_json=options.json, processes=options.processes)
        except OSError as error:
            raise Trouble(f"{error.filename}: {error.strerror}") from error
        except InvalidDocument as error:
            print("\n".join(_lines(options.file, error)), file=sys.stderr)
            return 1
        except FrontlinjeError as error:
            from frontlinje.people.wording import said

            raise Trouble(said(error)) from error


def _rehearse(path: Path, *, is_json: bool, processes: int) -> int:
    file, marks = read_rehearsal(path.read_bytes())
    centre = _centre(path, file)
    try:
        cases = cases_of(file, centre=centre, library=_library())
    except InvalidDocument as error:
        raise InvalidDocument([marks.mark(problem) for problem in error.problems]) from error
    kept_in = settings.HOME / "compiled"
    if not (kept_in / source_hash()).exists():
        # Here, or every process would compile it for itself.
        print("First the simulator is compiled, which takes half a minute.", file=sys.stderr)
        play(cases[0].day, seed=file.seed, kept_in=kept_in)
    counted = drill(file, cases, processes=processes, kept_in=kept_in, tell=_Told(file).tell)
    if is_json:
        print(json.dumps(plain_results(file, counted), indent=1))
    else:
        print(table(file, counted))
    return 0


def _library() -> dict[str, PlanDocument]:
    plans = [read_plan(path.read_bytes()) for path in sorted(LIBRARY.glob("*.yaml"))]
    return {plan.code: plan for plan in plans}


def _centre(path: Path, file: RehearsalFile) -> CentreFile:
    if file.centre is not None:
        return file.centre
    centre_path = path.parent / str(file.centre_file)
    try:
        return read_file(centre_path.read_bytes())[0]
    except InvalidDocument as error:
        lines = ["the centre cannot be read:", *_lines(centre_path, error)]
        raise Trouble("\n".join(lines)) from error


def _lines(path: Path, error: InvalidDocument) -> Iterator[str]:
    # Imported here: the rooms' texts can be imported when Django is set up.
    from frontlinje.centre.texts import problem_in_words

    for problem in error.problems:
        place = f"{problem.place}: " if problem.path else ""
        line = f"{path}:{problem.line or 1}:{problem.column or 1}: "
        yield f"{line}{place}{problem_in_words(problem)}"


class _Told:
    """Says on the error stream how far it is: one line that changes, on a terminal."""

    def __init__(self, file: RehearsalFile) -> None:
        self.file = file

    def tell(self, progress: Progress) -> None:
        points = 100 * progress.half_width
        sure = f", sure to {points:.1f} points" if points < 100 else ""
        line = (
            f"{progress.n_scenarios_done} of {progress.n_scenarios} scenarios done;"
            f" {progress.scenario}: {progress.n_done} days of at most"
            f" {self.file.most_replications}{sure}"
        )
        if sys.stderr.isatty():
            ends = "\n" if progress.n_scenarios_done == progress.n_scenarios else ""
            print(f"\r{line}\033[K", end=ends, file=sys.stderr, flush=True)
        elif progress.n_done % 500 == 0:
            print(line, file=sys.stderr, flush=True)
