"""Who plays? A process of its own with those it starts, gone as soon as nobody listens."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from django.conf import settings

from frontlinje.base.child import ChildLost, environment, last_line
from frontlinje.drills.rules.asked import Asked

POLL_S = 0.5
"""How often whoever listens is asked whether to go on, when nothing is told."""

# Each process that plays uses one core; those of numpy's own would only be in the way.
_ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}

Told = dict[str, Any]


def kernel_folder() -> Path:
    """Return where the compiled simulator is kept for the next time."""
    return Path(settings.HOME) / "compiled"


def compile_simulator() -> None:
    """Have the simulator compiled unless it is; half a minute, after which drills begin at once.

    Where it cannot be, a drill will say why.
    """
    with suppress(ChildLost):
        for _told in _said(""):
            pass


def played(asked: Asked) -> Generator[Told | None, None, None]:
    """Yield what the process tells, and None while it tells nothing; closing this ends it.

    Raises
    ------
    ChildLost
        With the last line that the process said.
    """
    return _said(asked.model_dump_json())


def _said(line: str) -> Generator[Told | None, None, None]:
    words = [str(kernel_folder()), str(len(os.sched_getaffinity(0)))]
    variables = environment() | _ALONE
    if settings.CLUSTER:
        words.append(settings.CLUSTER)
        # Where Dask finds its certificates.
        variables |= {k: v for k, v in os.environ.items() if k.startswith("DASK_")}
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "frontlinje.drills.playing_start", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=variables,
            start_new_session=True,
        )
        try:
            yield from _lines(child, line)
            if child.wait() != 0:
                said.seek(0)
                raise ChildLost(last_line(said.read(), otherwise=f"ended with {child.returncode}"))
        finally:
            # Those that it started as well, even where it was killed itself.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            with suppress(OSError):
                child.stdin.close() if child.stdin else None


def _lines(child: "subprocess.Popen[bytes]", first: str) -> Iterator[Told | None]:
    assert child.stdin is not None
    assert child.stdout is not None
    lines: SimpleQueue[bytes] = SimpleQueue()
    reading = threading.Thread(target=_read, args=(child.stdout, lines), daemon=True)
    reading.start()
    with suppress(BrokenPipeError):  # it fell at once; the reading finds out
        child.stdin.write(first.encode() + b"\n")
        # It stays open: its end tells the process that nobody listens any more.
        child.stdin.flush()
    while True:
        try:
            line = lines.get(timeout=POLL_S)
        except Empty:
            if child.poll() is not None:
                # Killed: those that it started still hold the pipe open, and say nothing more.
                return
            yield None
            continue
        if not line:
            return
        yield json.loads(line)


def _read(of: IO[bytes], lines: "SimpleQueue[bytes]") -> None:
    with of:
        for line in of:
            lines.put(line)
        lines.put(b"")
