"""How is much played on all cores? Jobs in, outcomes out in the same order, however many work."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from frontlinje.base.errors import Unavailable
from frontlinje.simulation.model import Day
from frontlinje.simulation.outcome import Outcome
from frontlinje.simulation.running import play

_AHEAD = 2
"""Jobs that wait for each process, so that none stands idle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Some replications of a day; half a second of work or more is worth a process."""

    day: Day
    seed: int
    first: int
    n: int


def outcomes(
    jobs: Iterable[Job], *, processes: int = 1, kept_in: Path | None = None
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

    Yields
    ------
    Outcome
        Of each job: the same to the last bit with any number of processes. Whoever reads no further
        and closes the iterator cancels what was not begun.

    Raises
    ------
    Unavailable
        ``simulation.process_lost`` when a process was killed; what was yielded stands.
    """
    with players(processes=processes, kept_in=kept_in) as play_all:
        yield from play_all(jobs)


Players = Callable[[Iterable[Job]], Generator[Outcome, None, None]]


@contextmanager
def players(*, processes: int = 1, kept_in: Path | None = None) -> Iterator[Players]:
    """Keep processes at hand for somebody who asks again and again, as a search does.

    Parameters
    ----------
    processes, kept_in
        As for `outcomes`.

    Yields
    ------
    function
        Takes jobs and yields what comes out of each, as `outcomes` does. What is under way is
        cancelled when the block is left.

    Raises
    ------
    Unavailable
        ``simulation.process_lost`` when a process was killed.
    """
    if processes <= 1:
        yield lambda jobs: (_played(job, kept_in) for job in jobs)
        return
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield lambda jobs: _in_order(pool, iter(jobs), processes * _AHEAD, kept_in)
    except BrokenProcessPool as error:
        raise Unavailable("simulation.process_lost") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, jobs: Iterator[Job], n_ahead: int, kept_in: Path | None
) -> Generator[Outcome, None, None]:
    under_way: deque[Future[Outcome]] = deque()
    for job in jobs:
        under_way.append(pool.submit(_played, job, kept_in))
        if len(under_way) >= n_ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _played(job: Job, kept_in: Path | None) -> Outcome:
    return play(job.day, seed=job.seed, first=job.first, n=job.n, kept_in=kept_in)
