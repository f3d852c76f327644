"""How does it go? All cases against the same customers, until the figures are sure enough."""

import math
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from frontlinje.simulation.many import Job, outcomes
from frontlinje.simulation.rehearsal.cases import Case
from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.form import RehearsalFile

CHUNK: Final = 50
"""Replications of one job, and of one look at the figures: part of what makes them equal."""
LEAST: Final = 100
"""Replications before anything is believed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a drill has come."""

    scenario: str
    n_done: int
    """Replications of each of its cases."""
    half_width: float
    """The largest of its cases; infinite before there are enough."""
    n_scenarios_done: int
    n_scenarios: int


def drill(
    file: RehearsalFile,
    cases: Sequence[Case],
    *,
    processes: int = 1,
    kept_in: Path | None = None,
    cluster: str | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> list[Counted]:
    """Play cases until the share in time of each is known as well as was asked.

    Parameters
    ----------
    file : RehearsalFile
        With the promise, the half-width, the most replications and the seed.
    cases : sequence of Case
        See ``cases.cases_of``.
    processes : int
        How many play.
    kept_in : Path, optional
        Where the compiled kernel is kept; see ``compiled.kernel``.
    cluster : str, optional
        A scheduler whose workers play instead; see ``many.players``.
    tell : function, optional
        Called after every look at the figures.

    Returns
    -------
    list of Counted
        In the order of the cases, to the last bit the same with any number of processes. All cases
        of a scenario are played equally often, against the same customers.

    Raises
    ------
    Unavailable
        As ``many.players``.

    Notes
    -----
    Looked at after every 50 replications from the 100th on: a scenario is done when the half-widths
    of all its cases are at most the one asked for. What other processes have played ahead by then
    is thrown away, so that it does not matter how many there are.
    """
    counted = [Counted.of(case, file.promise) for case in cases]
    for progress in looks(file, counted, processes=processes, kept_in=kept_in, cluster=cluster):
        if tell is not None:
            tell(progress)
    return counted


def looks(
    file: RehearsalFile,
    counted: Sequence[Counted],
    *,
    processes: int = 1,
    kept_in: Path | None = None,
    cluster: str | None = None,
) -> Generator[Progress, None, None]:
    """Play cases look by look, so that whoever asks sees figures early and may stop.

    Parameters
    ----------
    file : RehearsalFile
        As for `drill`.
    counted : sequence of Counted
        Cases of which nothing is counted yet; it is counted into them. At each look all cases of a
        scenario have been played equally often.
    processes : int
        How many play.
    kept_in : Path, optional
        Where the compiled kernel is kept.
    cluster : str, optional
        A scheduler whose workers play instead; see ``many.players``.

    Yields
    ------
    Progress
        After each look. Whoever closes the generator stops the playing.

    Raises
    ------
    Unavailable
        As ``many.players``.
    """
    groups: dict[str, list[int]] = {}
    for number, one in enumerate(counted):
        groups.setdefault(one.case.scenario, []).append(number)
    done: set[str] = set()
    issued: deque[tuple[str, int]] = deque()
    jobs = _jobs(file, [one.case for one in counted], groups, done, issued)
    with closing(outcomes(jobs, processes=processes, kept_in=kept_in, cluster=cluster)) as played:
        for outcome in played:
            scenario, number = issued.popleft()
            if scenario in done:
                continue
            counted[number].add(outcome)
            if number != groups[scenario][-1]:
                continue
            own = [counted[k] for k in groups[scenario]]
            width, n_done = _widest(own), own[0].n_replications
            if width <= file.half_width or n_done == file.most_replications:
                done.add(scenario)
            yield Progress(scenario, n_done, width, len(done), len(groups))


def _jobs(
    file: RehearsalFile,
    cases: Sequence[Case],
    groups: Mapping[str, Sequence[int]],
    done: Collection[str],
    issued: deque[tuple[str, int]],
) -> Iterator[Job]:
    """Yield work as it is asked for, scenarios that are done left out, and write down whose."""
    for first in range(0, file.most_replications, CHUNK):
        n = min(CHUNK, file.most_replications - first)
        for scenario in [code for code in groups if code not in done]:
            for number in groups[scenario]:
                issued.append((scenario, number))
                yield Job(day=cases[number].day, seed=file.seed, first=first, n=n)


def _widest(own: Sequence[Counted]) -> float:
    if own[0].n_replications < LEAST:
        return math.inf
    return max(one.in_time().half_width for one in own)
