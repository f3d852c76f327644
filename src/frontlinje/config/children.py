"""The processes that the supervisor keeps alive: one object each, started again when it falls."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from frontlinje.config.parenthood import SUPERVISOR

# A child that ran this long had recovered; its next fall is a first one again.
RECOVERED_S = 10.0
LONGEST_PAUSE_S = 10.0

log = logging.getLogger(__name__)


class Child:
    """`frontlinje WORDS` as a process of its own."""

    def __init__(self, name: str, words: Sequence[str], *, inherits: Sequence[int] = ()) -> None:
        self.name = name
        self._command = [sys.executable, "-m", "frontlinje.config.cli", *words]
        self._inherits = tuple(inherits)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._quick_falls = 0
        self._start_again = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process, in a group of its own so that Ctrl-C reaches the supervisor alone."""
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            env={**os.environ, SUPERVISOR: str(os.getpid())},
            pass_fds=self._inherits,
            process_group=0,
            stdin=subprocess.DEVNULL,
        )

    def look_after(self) -> None:
        """Notice a fall, and start again when its pause is over."""
        now = time.monotonic()
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            self._process = None
            has_recovered = now - self._started > RECOVERED_S
            self._quick_falls = 0 if has_recovered else self._quick_falls + 1
            # The first time at once; a child that cannot live is not tried in a busy loop.
            pause_s = min(2.0 ** (self._quick_falls - 3), LONGEST_PAUSE_S)
            self._start_again = now + pause_s
            log.warning("%s ended (%s) and is started again.", self.name, _how(code))
        if now >= self._start_again:
            self.start()

    def ask_to_stop(self) -> None:
        """Ask the process to finish what it has in hand."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def wait_or_kill(self, deadline: float) -> None:
        """Wait for the end until `deadline` (monotonic), then enforce it."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s did not stop in time and was killed.", self.name)
            self._process.kill()
            self._process.wait()


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
