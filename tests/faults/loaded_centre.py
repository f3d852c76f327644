"""A real `frontlinje up` whose processes are killed one by one, and that says when it is back."""

import os
import socket
import subprocess
import time
from enum import StrEnum
from pathlib import Path

import psutil

from tests.house.centre import COMMAND, Centre, kill
from tests.slack import slack

BACK_LIMIT_S = 30.0
"""What is asserted, on a machine with a processor to spare; what was measured is printed."""


class Victim(StrEnum):
    """What can be killed."""

    WEB = "web"
    WORKER = "worker"
    DATABASE = "database"
    SUPERVISOR = "supervisor"


class LoadedCentre(Centre):
    """A centre whose log is a file, so that nothing waits for a reader."""

    @property
    def log(self) -> Path:
        return self.home / "up.log"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "up", "--port", str(self.port), "--workers", "1"],
                env=self.environment,
                stdout=log,
                stderr=log,
                text=True,
            )

    def strike(self, victim: Victim) -> float:
        """Kill one of the processes, and return how long until everything is back, in seconds."""
        before = self._pids()
        struck = time.monotonic()
        kill(before[victim])
        if victim == Victim.SUPERVISOR:
            assert self.process is not None
            self.process.wait()
            self.start()
        while not self._is_back(victim, before):
            waited = time.monotonic() - struck
            assert waited < BACK_LIMIT_S * slack(), (
                f"{victim} is not back after {waited:.0f} s\n{self.end()}"
            )
            time.sleep(0.05)
        return time.monotonic() - struck

    def end(self) -> str:
        """Return the last lines of the log."""
        return self.log.read_text(errors="replace")[-3000:]

    def _pids(self) -> dict[Victim, int]:
        assert self.process is not None
        web, worker = self.child("web"), self.child("worker")
        assert web is not None
        assert worker is not None
        return {
            Victim.WEB: web.pid,
            Victim.WORKER: worker.pid,
            Victim.DATABASE: self.database_pid(),
            Victim.SUPERVISOR: self.process.pid,
        }

    def _is_back(self, victim: Victim, before: dict[Victim, int]) -> bool:
        try:
            is_replaced = self._pids()[victim] != before[victim]
        except (AssertionError, OSError, ValueError, psutil.NoSuchProcess):
            return False
        return is_replaced and self.status() == 200 and self.takes_mail()

    def takes_mail(self) -> bool:
        """Say whether the SMTP listener greets."""
        try:
            with socket.create_connection(("127.0.0.1", self.smtp_port), timeout=5) as plain:
                return plain.recv(3) == b"220"
        except OSError:
            return False


def rounds(default: int) -> int:
    """Return how many rounds to play: FRONTLINJE_FAULT_ROUNDS, else so many."""
    return int(os.environ.get("FRONTLINJE_FAULT_ROUNDS", default))
