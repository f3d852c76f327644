"""A whole centre in one command: `frontlinje up` starts everything and keeps it running.

It holds the socket and the embedded database, and starts `web` and `worker` as children. Whatever
falls is started again alone; what is under way in the others goes on.
"""

import argparse
import fcntl
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, contextmanager
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from frontlinje.config.children import Child
from frontlinje.config.embedded import DatabaseTrouble, Embedded, used
from frontlinje.config.listening import PortTrouble, listen_on
from frontlinje.config.logs import set_up_logging

STOP_LIMIT_S = 4.5
LOOK_EVERY_S = 0.5
# A supervisor that was killed leaves children that take a moment to die and free the port.
PATIENCE_S = 2.0

log = logging.getLogger(__name__)


def main(words: list[str]) -> int:
    """Run the centre until told to stop; return the exit code."""
    asked = argparse.ArgumentParser(prog="frontlinje up", description=__doc__)
    add_arguments(asked)
    options = asked.parse_args(words)
    return run_centre(host=options.host, port=options.port, workers=options.workers)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `up`, and every command that brings up a centre, can be told."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument(
        "--workers", type=int, default=min(os.cpu_count() or 1, 8), help="web processes"
    )


def run_centre(
    *, host: str, port: int, workers: int, companions: Sequence[tuple[str, Sequence[str]]] = ()
) -> int:
    """Run a centre, and `companions` (name, words of the command) beside it, until told to stop."""
    home: Path = settings.HOME
    set_up_logging("supervisor", home)
    with ExitStack() as held:
        try:
            held.enter_context(_alone_in(home))
            listener = held.enter_context(listen_on(host, port, patience_s=PATIENCE_S))
        except (AlreadyUp, PortTrouble) as trouble:
            print(f"frontlinje: {trouble}", file=sys.stderr)
            return 1
        wake = held.enter_context(_wake_on_signals())
        database = None if settings.DATABASE_URL else held.enter_context(used(home))
        os.environ.setdefault("FRONTLINJE_URL", f"http://{host}:{port}")
        if not _prepare():
            return 1
        children = [
            Child(
                f"web-{number}",
                ["web", "--listener", str(listener.fileno()), "--name", f"web-{number}"],
                inherits=[listener.fileno()],
            )
            for number in range(1, workers + 1)
        ]
        children.append(Child("worker", ["worker"]))
        children += [Child(name, words) for name, words in companions]
        log.info(
            "Frontlinje is at %s; its data is in %s; Ctrl-C stops it.", _address(listener), home
        )
        _watch(children, database, wake)
    log.info("Stopped.")
    return 0


def _prepare() -> bool:
    command = [sys.executable, "-m", "frontlinje.config.cli", "prepare"]
    return (
        subprocess.run(
            command, check=False, env={**os.environ, "FRONTLINJE_SUPERVISOR": str(os.getpid())}
        ).returncode
        == 0
    )


def _watch(children: list[Child], database: Embedded | None, wake: "Wake") -> None:
    """Keep children and database alive until a signal says stop; then stop the children."""
    for child in children:
        child.start()
    try:
        while not wake.is_stopping:
            wake.wait(LOOK_EVERY_S)
            if database is not None:
                _look_after_database(database)
            for child in children:
                if not wake.is_stopping:
                    child.look_after()
    finally:
        deadline = time.monotonic() + STOP_LIMIT_S
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_or_kill(deadline)


def _look_after_database(database: Embedded) -> None:
    if database.pid() is None:
        log.warning("The database ended and is started again.")
        try:
            database.start()
        except DatabaseTrouble as trouble:
            log.error("%s", trouble)


class AlreadyUp(Exception):
    """This home has a supervisor already."""


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    with (run / "up.pid").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyUp(
                f"Frontlinje is up already with the data in {home} (process {file.read().strip()}): "
                "stop that one, or choose another FRONTLINJE_HOME."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


class Wake:
    """Sleep that signals interrupt: the end of a child, or the order to stop."""

    def __init__(self, receiver: socket.socket) -> None:
        self.is_stopping = False
        self._receiver = receiver

    def stop(self, *_: object) -> None:
        self.is_stopping = True

    def wait(self, seconds: float) -> None:
        ready, _, _ = select.select([self._receiver], [], [], seconds)
        if ready:
            self._receiver.recv(4096)


@contextmanager
def _wake_on_signals() -> Iterator[Wake]:
    receiver, sender = socket.socketpair()
    receiver.setblocking(False)
    sender.setblocking(False)
    wake = Wake(receiver)
    with receiver, sender:
        before = signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, wake.stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            yield wake
        finally:
            signal.set_wakeup_fd(before)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
