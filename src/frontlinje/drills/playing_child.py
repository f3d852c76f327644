"""What is told by the process that plays? How far it is, the figures so far, at last all of them.

No Django, no database, and no numba either: those who play have it, and are gone with it.
``playing_start`` is how it begins.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from frontlinje.drills.rules.asked import Asked
from frontlinje.drills.rules.progress import share_done, share_of_all
from frontlinje.simulation.ready import is_ready, make_ready
from frontlinje.simulation.rehearsal.cases import cases_on
from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.drill import Progress, looks
from frontlinje.simulation.rehearsal.form import Breaking, Least
from frontlinje.simulation.rehearsal.ground import Ground
from frontlinje.simulation.rehearsal.told import plain_results
from frontlinje.simulation.rehearsal.told_searches import plain_breaking, plain_least

BETWEEN_RESULTS_S: Final = 1.5
"""Progress is told at every look, figures less often: they are long."""

Told = dict[str, Any]
Tell = Callable[[Told], None]


def play(
    asked: Asked, *, kept_in: Path, processes: int, cluster: str | None = None, tell: Tell
) -> None:
    """Tell how far it is, from time to time with the figures so far, and at last all of them."""
    from frontlinje.simulation.compiled import source_hash

    ground = asked.ground()
    counted = [Counted.of(case, asked.file.promise) for case in cases_on(ground)]
    if cluster is None and not is_ready(kept_in):
        # Here, or every process would compile it for itself.
        tell({"is_compiling": True})
        make_ready(kept_in)
    how = {"kept_in": kept_in, "processes": processes, "cluster": cluster}
    playing = _Playing(ground, how, tell)
    results = playing.cases(counted)
    if asked.file.least is not None:
        results["least"] = playing.least(asked.file.least)
    if asked.file.breaking is not None:
        results["breaking"] = playing.edge(asked.file.breaking)
    tell({"results": results, "fingerprint": fingerprint(results), "kernel": source_hash()})


class _Playing:
    """Plays part after part of what is asked, and tells how far it is."""

    def __init__(self, ground: Ground, how: dict[str, Any], tell: Tell) -> None:
        self.ground, self.file, self.how, self.tell = ground, ground.file, how, tell
        self.n_parts_done = 0

    def cases(self, counted: Sequence[Counted]) -> Told:
        """Return the figures of all scenarios, with and without plans."""
        latest: dict[str, Progress] = {}
        told_at = -BETWEEN_RESULTS_S
        for progress in looks(self.file, counted, **self.how):
            latest[progress.scenario] = progress
            told = self._progress(
                share_done(self.file, latest),
                scenario=progress.scenario,
                n_days=progress.n_done,
                n_scenarios_done=progress.n_scenarios_done,
                n_scenarios=progress.n_scenarios,
            )
            if time.monotonic() - told_at >= BETWEEN_RESULTS_S:
                known = [one for one in counted if one.by_day]
                told["results"] = plain_results(self.file, known)
                told_at = time.monotonic()
            self.tell(told)
        self.n_parts_done += 1
        results = plain_results(self.file, counted)
        # What is asked besides may take longer: the comparison is read meanwhile.
        self.tell(self._progress(0.0) | {"results": results})
        return results

    def least(self, asked: Least) -> list[Told]:
        """Return the least that holds in each scenario."""
        from frontlinje.simulation.rehearsal.least import Searched, least

        def tell(searched: Searched) -> None:
            share = searched.n_scenarios_done / searched.n_scenarios
            self.tell(self._progress(share, n_sets=searched.n_sets, scenario=searched.scenario))

        found = least(self.ground, asked=asked, tell=tell, **self.how)
        self.n_parts_done += 1
        return plain_least(found, self.ground.document)

    def edge(self, asked: Breaking) -> list[Told]:
        """Return the maps of volume and absence."""
        from frontlinje.simulation.rehearsal.breaking import Swept, breaking

        def tell(swept: Swept) -> None:
            share = swept.n_cells / swept.n_cells_of
            self.tell(self._progress(share, n_cells=swept.n_cells, n_cells_of=swept.n_cells_of))

        maps = breaking(self.ground, asked=asked, tell=tell, **self.how)
        self.n_parts_done += 1
        return plain_breaking(maps)

    def _progress(self, share: float, **more: object) -> Told:
        done = share_of_all(self.file, self.n_parts_done, share)
        return {"progress": {"share": min(done, 1.0), **more}}


def fingerprint(results: Told) -> str:
    """Return a hash of figures that is equal when they are equal to the last bit."""
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()
