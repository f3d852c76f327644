"""A scheduler and workers of Dask on this machine: processes of their own, that a test may kill."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from distributed import Client, Security
from django.conf import settings

from tests.mail.waiting import until

_HERE = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class LiveCluster:
    """Begins with a scheduler and no workers."""

    def __init__(self, folder: Path, *, security: Security | None = None, **variables: str) -> None:
        self._folder = folder
        self._security = security
        self._variables = {"FRONTLINJE_HOME": str(settings.HOME), **variables}
        self.workers: list[subprocess.Popen[bytes]] = []
        told = folder / "scheduler.json"
        scheme = "tls://" if security else "tcp://"
        words = ("--protocol", scheme, "--port", "0", "--scheduler-file", str(told))
        # Should nobody be left to end it, it ends by itself.
        patience = ("--idle-timeout", "600")
        self.scheduler = self._started("scheduler", *words, *patience, variables={})
        until(lambda: told.exists() and told.read_text())
        self.address: str = json.loads(told.read_text())["address"]

    def start_worker(self, **variables: str) -> "subprocess.Popen[bytes]":
        """Have one more worker, and wait until the scheduler knows it."""
        words = (self.address, "--nthreads", "1", "--no-nanny", "--local-directory")
        place = str(self._folder / "scratch")
        worker = self._started("worker", *words, place, variables=variables)
        self.workers.append(worker)
        self._wait(len(self.workers))
        return worker

    def have(self, n: int) -> None:
        """Have so many workers at least."""
        while len(self.workers) < n:
            self.start_worker()

    def lose(self, worker: "subprocess.Popen[bytes]") -> None:
        """Kill a worker at whatever it does."""
        self.workers.remove(worker)
        _kill(worker)

    def n_played(self) -> list[int]:
        """Return how many jobs and questions each worker has answered."""
        with self._client() as client:
            answers = client.run(lambda dask_worker: dask_worker.state.executed_count)
        return [int(n) for n in answers.values()]

    def n_known(self) -> int:
        """Return how many jobs the scheduler still holds."""
        with self._client() as client:
            return int(client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))

    def end(self) -> None:
        """End every process of it."""
        for process in [*self.workers, self.scheduler]:
            _kill(process)

    def _client(self) -> Client:
        return Client(self.address, security=self._security, set_as_default=False)

    def _wait(self, n: int) -> None:
        with self._client() as client:
            until(lambda: len(client.nthreads()) == n)

    def _started(
        self, kind: str, *words: str, variables: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        with (self._folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", kind, *_HERE, *words],
                env={**os.environ, **self._variables, **variables},
                stdout=log,
                stderr=log,
            )


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
