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
from frontlinje.config.environment import SCHEDULER, is_scheduler
from frontlinje.config.rehearsed import FORMULAS, table
from frontlinje.config.rehearsed_searches import breaking_text, least_text
from frontlinje.config.trouble import Trouble
from frontlinje.continuity.rules.plan import PlanDocument, read_plan
from frontlinje.drills.player import kernel_folder
from frontlinje.simulation.ready import is_ready, make_ready
from frontlinje.simulation.rehearsal.breaking import Swept, breaking
from frontlinje.simulation.rehearsal.cases import cases_on, ground_of
from frontlinje.simulation.rehearsal.drill import Progress, drill
from frontlinje.simulation.rehearsal.form import RehearsalFile, read_rehearsal
from frontlinje.simulation.rehearsal.least import Searched, least
from frontlinje.simulation.rehearsal.told import plain_results
from frontlinje.simulation.rehearsal.told_searches import plain_breaking, plain_least

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
    asked.add_argument(
        "--cluster",
        metavar="ADDRESS",
        default=settings.CLUSTER,
        help="a Dask scheduler whose workers play instead (FRONTLINJE_CLUSTER, or none)",
    )
    options = asked.parse_args(words)
    if options.cluster is not None and not is_scheduler(options.cluster):
        asked.error(f"--cluster is {options.cluster!r}, but must be {SCHEDULER}.")
    django.setup()
    # The command line speaks English, whatever the screens of the centre speak.
    with translation.override("en"):
        try:
            return _rehearse(options)
        except OSError as error:
            raise Trouble(f"{error.filename}: {error.strerror}") from error
        except InvalidDocument as error:
            print("\n".join(_lines(options.file, error)), file=sys.stderr)
            return 1
        except FrontlinjeError as error:
            from frontlinje.people.wording import said

            raise Trouble(said(error)) from error


def _rehearse(options: argparse.Namespace) -> int:
    path: Path = options.file
    file, marks = read_rehearsal(path.read_bytes())
    centre = _centre(path, file)
    try:
        ground = ground_of(file, centre=centre, library=_library())
        cases = cases_on(ground)
    except InvalidDocument as error:
        raise InvalidDocument([marks.mark(problem) for problem in error.problems]) from error
    kept_in = kernel_folder()
    if options.cluster is None and not is_ready(kept_in):
        # Here, or every process would compile it for itself.
        print("First the simulator is compiled, which takes half a minute.", file=sys.stderr)
        make_ready(kept_in)
    how = {"processes": options.processes, "kept_in": kept_in, "cluster": options.cluster}
    told = _Told(file)
    counted = drill(file, cases, tell=told.drill, **how)
    plain, texts = plain_results(file, counted), [table(file, counted)]
    if file.least is not None:
        found = least(ground, asked=file.least, tell=told.search, **how)
        plain["least"] = plain_least(found, ground.document)
        texts.append(least_text(found, ground.document))
    if file.breaking is not None:
        maps = breaking(ground, asked=file.breaking, tell=told.sweep, **how)
        plain["breaking"] = plain_breaking(maps)
        texts.append(breaking_text(maps))
    print(json.dumps(plain, indent=1) if options.json else "\n\n".join(texts))
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
        self._n_days_said = 0

    def drill(self, progress: Progress) -> None:
        points = 100 * progress.half_width
        sure = f", sure to {points:.1f} points" if points < 100 else ""
        self._say(
            f"{progress.n_scenarios_done} of {progress.n_scenarios} scenarios done;"
            f" {progress.scenario}: {progress.n_done} days of at most"
            f" {self.file.most_replications}{sure}",
            is_due=progress.n_done % 500 == 0,
            is_last=progress.n_scenarios_done == progress.n_scenarios,
        )

    def search(self, progress: Searched) -> None:
        self._say(
            f"the least that holds: {progress.n_scenarios_done} of {progress.n_scenarios} scenarios"
            f" done; {progress.scenario}: {progress.n_sets} sets, {progress.n_days} days in all",
            is_due=self._is_due(progress.n_days),
        )

    def sweep(self, progress: Swept) -> None:
        self._say(
            f"when does it break: {progress.n_cells} of {progress.n_cells_of} cells,"
            f" {progress.n_days} days",
            is_due=self._is_due(progress.n_days),
        )

    def _is_due(self, n_days: int) -> bool:
        if n_days // 1000 == self._n_days_said // 1000:
            return False
        self._n_days_said = n_days
        return True

    def _say(self, line: str, *, is_due: bool, is_last: bool = False) -> None:
        if sys.stderr.isatty():
            print(f"\r{line}\033[K", end="\n" if is_last else "", file=sys.stderr, flush=True)
        elif is_due:
            print(line, file=sys.stderr, flush=True)
