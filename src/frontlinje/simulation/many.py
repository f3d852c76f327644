"""How is much played on all cores? Jobs in, outcomes out in the same order, however many work."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from frontlinje.base.errors import Unavailable
from frontlinje.simulation.ahead import load_ahead
from frontlinje.simulation.model import Day
from frontlinje.simulation.outcome import Outcome
from frontlinje.simulation.running import play

if TYPE_CHECKING:
    from frontlinje.simulation.cluster import Workers

_AHEAD = 2
"""Jobs of each process, so that none stands idle: one that it plays and one that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Some replications of a day; half a second of work or more is worth a process."""

    day: Day
    seed: int
    first: int
    n: int


def outcomes(
    jobs: Iterable[Job],
    *,
    processes: int = 1,
    kept_in: Path | None = None,
    cluster: str | None = None,
) -> Generator[Outcome, None, None]:
    """Play jobs, and yield what comes out of each in their order.

    Parameters
    ----------
    jobs : iterable of Job
        Read as they are needed, so that what is asked next may depend on what came out.
    processes : int
        1 plays in this one.
    kept_in : Path, optional
        Where the compiled kernel is kept; see ``compiled.kernel``. Without it every process
        compiles its own.
    cluster : str, optional
        Address of a scheduler whose workers play instead of processes here; see ``cluster``.

    Yields
    ------
    Outcome
        Of each job: the same to the last bit with any number of processes or workers. Whoever reads
        no further and closes the iterator cancels what was not begun.

    Raises
    ------
    Unavailable
        ``simulation.process_lost`` when a process was killed; what was yielded stands. What is
        wrong with a cluster: see `players`.
    """
    with players(processes=processes, kept_in=kept_in, cluster=cluster) as play_all:
        yield from play_all(jobs)


Players = Callable[[Iterable[Job]], Generator[Outcome, None, None]]


@contextmanager
def players(
    *, processes: int = 1, kept_in: Path | None = None, cluster: str | None = None
) -> Iterator[Players]:
    """Keep processes at hand for somebody who asks again and again, as a search does.

    Parameters
    ----------
    processes, kept_in, cluster
        As for `outcomes`.

    Yields
    ------
    function
        Takes jobs and yields what comes out of each, as `outcomes` does. What is under way is
        cancelled when the block is left.

    Raises
    ------
    Unavailable
        ``simulation.process_lost`` when a process was killed. Of a cluster:
        ``simulation.no_scheduler``, ``simulation.no_workers``, ``simulation.worker_cannot``,
        ``simulation.no_cluster_here``.
    Conflict
        ``simulation.other_figures`` when a worker would not come to the same.
    """
    if cluster is not None:
        with _workers_of(cluster) as workers:
            yield lambda jobs: _in_order(workers.begin, iter(jobs), workers.count() * _AHEAD)
        return
    if processes <= 1:
        yield lambda jobs: (_played(job, kept_in) for job in jobs)
        return
    pool = ProcessPoolExecutor(processes, mp_context=load_ahead(kept_in))
    try:
        begin = partial(_begun, pool, kept_in)
        yield lambda jobs: _in_order(begin, iter(jobs), processes * _AHEAD)
    except BrokenProcessPool as error:
        raise Unavailable("simulation.process_lost") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _workers_of(cluster: str) -> AbstractContextManager["Workers"]:
    try:
        # Dask is an extra, and takes half a second to import.
        from frontlinje.simulation.cluster import workers_of
    except ModuleNotFoundError as error:
        raise Unavailable("simulation.no_cluster_here") from error
    return workers_of(cluster)


def _in_order(
    begin: Callable[[Job], Callable[[], Outcome]], jobs: Iterator[Job], n_ahead: int
) -> Generator[Outcome, None, None]:
    under_way: deque[Callable[[], Outcome]] = deque()
    for job in jobs:
        under_way.append(begin(job))
        if len(under_way) >= n_ahead:
            yield under_way.popleft()()
    while under_way:
        yield under_way.popleft()()


def _begun(pool: ProcessPoolExecutor, kept_in: Path | None, job: Job) -> Callable[[], Outcome]:
    return pool.submit(_played, job, kept_in).result


def _played(job: Job, kept_in: Path | None) -> Outcome:
    return play(job.day, seed=job.seed, first=job.first, n=job.n, kept_in=kept_in)
