"""Who else plays? The workers of a Dask cluster, as long as they come to the same figures.

Imported only where a scheduler was named. docs/decisions/0012 says what a cluster is trusted with;
docs/operating.md how one is started.
"""

import asyncio
import logging
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from distributed import Client, Future, KilledWorker, Security, get_worker, rpc
from distributed.utils import LoopRunner

from frontlinje.base.errors import Conflict, Unavailable
from frontlinje.simulation.many import Job
from frontlinje.simulation.outcome import Outcome
from frontlinje.simulation.running import play
from frontlinje.simulation.same_bits import figures_hash

ANSWERS_S: Final = 10.0
"""Within so long a scheduler has to answer."""
LOOK_S: Final = 10.0
"""Waiting longer than that for a job, we look whether anybody is there to play it."""


class Workers:
    """The workers of a scheduler, which play jobs one by one."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address

    def count(self) -> int:
        """Return how many jobs they play at the same time.

        Returns
        -------
        int
            1 or more.

        Raises
        ------
        Unavailable
            ``simulation.no_scheduler`` or ``simulation.no_workers``.
        """
        with self._answering():
            n: int = sum(self._client.nthreads().values())
        if n == 0:
            raise Unavailable("simulation.no_workers", address=self._address)
        return n

    def compare(self) -> None:
        """Refuse workers that would not come to the same; jobs ask those who come later.

        Raises
        ------
        Unavailable
            As `count`.
        Conflict
            ``simulation.other_figures``.
        """
        self.count()
        with self._answering():
            hashes = self._client.run(figures_hash, on_error="return")
        for worker, found in hashes.items():
            # An error: what it has installed does not know the question. It may also have gone.
            if found != figures_hash() and not isinstance(found, OSError):
                raise Conflict("simulation.other_figures", worker=worker)

    def begin(self, job: Job) -> Callable[[], Outcome]:
        """Have a job played.

        Parameters
        ----------
        job : Job
            It goes there as bytes, opened by a worker of the same version alone.

        Returns
        -------
        function
            Waits for the outcome and returns it.

        Raises
        ------
        Unavailable
            ``simulation.no_scheduler``; the function also ``simulation.no_workers``,
            ``simulation.process_lost`` when several workers fell over this job, and
            ``simulation.worker_cannot``.
        Conflict
            From the function: ``simulation.other_figures``, when the worker would not come to the
            same to the last bit.
        """
        with self._answering():
            future = self._client.submit(play_here, figures_hash(), pickle.dumps(job), pure=False)
        return partial(self._outcome, future)

    def _outcome(self, future: "Future[Outcome]") -> Outcome:
        with self._answering():
            while True:
                try:
                    return future.result(timeout=LOOK_S)
                except TimeoutError:
                    self.count()

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except KilledWorker as error:
            raise Unavailable("simulation.process_lost") from error
        except Exception as error:
            # A client that gave up looking for its scheduler fails in ways of its own.
            if isinstance(error, CancelledError | OSError) or self._client.status == "closed":
                raise Unavailable("simulation.no_scheduler", address=self._address) from error
            raise


@contextmanager
def workers_of(address: str) -> Iterator[Workers]:
    """Ask a scheduler for its workers; what is under way is cancelled when the block is left.

    Parameters
    ----------
    address : str
        ``tcp://host:port``; or ``tls://…``, with the certificates that Dask is configured with.

    Yields
    ------
    Workers
        At least one.

    Raises
    ------
    Unavailable
        ``simulation.no_scheduler`` or ``simulation.no_workers``.
    Conflict
        ``simulation.other_figures`` when a worker would not come to the same.
    """
    # What it has to tell is told in our own words.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        LoopRunner().run_sync(_answer, address)
        client = Client(address, timeout=ANSWERS_S, set_as_default=False)
    except Exception as error:
        # Something else that listens there, or certificates, fail in many ways.
        raise Unavailable("simulation.no_scheduler", address=address) from error
    try:
        workers = Workers(client, address)
        workers.compare()
        yield workers
    finally:
        with suppress(TimeoutError):
            client.close()


async def _answer(address: str) -> object:
    """Ask a scheduler who it is: a client that cannot begin would not end for long either."""
    certificates = Security().get_connection_args("client")
    async with rpc(address, timeout=ANSWERS_S, connection_args=certificates) as scheduler:
        return await asyncio.wait_for(scheduler.identity(), ANSWERS_S)


def play_here(wanted: str, packed: bytes) -> Outcome:
    """Play a job in a worker of the cluster.

    Parameters
    ----------
    wanted : str
        The hash of whoever asks; see ``same_bits.figures_hash``.
    packed : bytes
        A pickled `Job`.

    Returns
    -------
    Outcome
        Of the job.

    Raises
    ------
    Conflict
        ``simulation.other_figures`` when the hash is another one here.
    Unavailable
        ``simulation.worker_cannot`` when the compiled kernel cannot be kept or read here.
    """
    here = get_worker().address
    if figures_hash() != wanted:
        raise Conflict("simulation.other_figures", worker=here)
    job: Job = pickle.loads(packed)
    home = os.environ.get("FRONTLINJE_HOME")
    kept_in = Path(home).resolve() / "compiled" if home else None
    try:
        return play(job.day, seed=job.seed, first=job.first, n=job.n, kept_in=kept_in)
    except OSError as error:
        # Left as it is, whoever waits would take it for a lost connection.
        raise Unavailable("simulation.worker_cannot", worker=here, reason=str(error)) from error
