"""What runs in the process that plays? Reads what is asked, tells how far it is, line by line.

No Django, no database: JSON in, JSON lines out. ``player`` starts it; numba and its memory are gone
with it. When whoever started it is killed, the input ends, and this process ends with all of its
own.
"""

import hashlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from frontlinje.base.errors import FrontlinjeError
from frontlinje.drills.rules.asked import Asked
from frontlinje.drills.rules.progress import share_done
from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.drill import Progress, looks
from frontlinje.simulation.rehearsal.told import plain_results

BETWEEN_RESULTS_S: Final = 1.5
"""Progress is told at every look, figures less often: they are long."""

Told = dict[str, Any]


def main(words: Sequence[str]) -> None:
    """Play what stands on standard input; the words are the kernel's folder and how many play.

    With nothing there, have the kernel compiled.
    """
    os.nice(10)
    kept_in, processes = Path(words[0]), int(words[1])
    line = sys.stdin.readline()
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    try:
        for told in _told(line.strip(), kept_in, processes):
            print(json.dumps(told, allow_nan=False), flush=True)
    except FrontlinjeError as error:
        print(json.dumps({"failed": {"code": error.code, "params": error.params}}, default=str))
    except ModuleNotFoundError:
        print(json.dumps({"failed": {"code": "drills.no_simulator", "params": {}}}))


def _end_with_the_input() -> None:
    # Not through `sys.stdin`, whose lock a thread must not hold when the process ends by itself.
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


def _told(line: str, kept_in: Path, processes: int) -> Iterator[Told]:
    if not line:
        make_ready(kept_in)
        return iter(())
    return play(Asked.model_validate_json(line), kept_in=kept_in, processes=processes)


def play(asked: Asked, *, kept_in: Path, processes: int) -> Iterator[Told]:
    """Yield how far it is, from time to time with the figures so far, and at last all of them."""
    from frontlinje.simulation.compiled import source_hash

    kernel = source_hash()
    counted = [Counted.of(case, asked.file.promise) for case in asked.cases()]
    if not is_ready(kept_in):
        # Here, or every process would compile it for itself.
        yield {"is_compiling": True}
        make_ready(kept_in)
    latest: dict[str, Progress] = {}
    told_at = -BETWEEN_RESULTS_S
    for progress in looks(asked.file, counted, processes=processes, kept_in=kept_in):
        latest[progress.scenario] = progress
        told: Told = {"progress": _progress(asked, latest, progress)}
        if time.monotonic() - told_at >= BETWEEN_RESULTS_S:
            told["results"] = plain_results(asked.file, [one for one in counted if one.by_day])
            told_at = time.monotonic()
        yield told
    results = plain_results(asked.file, counted)
    yield {"results": results, "fingerprint": fingerprint(results), "kernel": kernel}


def is_ready(kept_in: Path) -> bool:
    """Say whether the kernel is compiled."""
    from frontlinje.simulation.compiled import source_hash

    return any((kept_in / source_hash()).rglob("*.nbc"))


def make_ready(kept_in: Path) -> None:
    """Have the kernel compiled and kept unless it is, by playing the smallest of days."""
    if is_ready(kept_in):
        return
    from frontlinje.simulation.model import Agent, Day, Lane, Rules, Spread, Stage
    from frontlinje.simulation.running import play as play_days

    lane = Lane(
        queue="q", channel="phone", per_h=(1.0,), handling=Spread(mean_s=60.0), target_s=60.0
    )
    stage = Stage(from_s=0.0, rules=(Rules(groups=(), promise_s=60.0),))
    day = Day(lanes=(lane,), agents=(Agent(username="a"),), stages=(stage,))
    play_days(day, seed=0, kept_in=kept_in)


def fingerprint(results: Told) -> str:
    """Return a hash of figures that is equal when they are equal to the last bit."""
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()


def _progress(asked: Asked, latest: dict[str, Progress], one: Progress) -> Told:
    return {
        "share": share_done(asked.file, latest),
        "scenario": one.scenario,
        "n_days": one.n_done,
        "n_scenarios_done": one.n_scenarios_done,
        "n_scenarios": one.n_scenarios,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
