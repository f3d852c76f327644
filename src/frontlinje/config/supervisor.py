"""A whole centre in one command: `frontlinje up` starts everything and keeps it running.

It holds the socket and the embedded database, and starts `web` and `worker` as children. Whatever
falls is started again alone; what is under way in the others goes on.
"""

import argparse
import fcntl
import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from frontlinje.config.children import Child
from frontlinje.config.embedded import Embedded, used
from frontlinje.config.listening import listen_on
from frontlinje.config.logs import set_up_logging
from frontlinje.config.parenthood import SUPERVISOR
from frontlinje.config.trouble import Trouble
from frontlinje.config.wake import Wake, wake_on_signals

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
        held.enter_context(_alone_in(home))
        listener = held.enter_context(listen_on(host, port, patience_s=PATIENCE_S))
        wake = held.enter_context(wake_on_signals())
        database = None if settings.DATABASE_URL else held.enter_context(used(home))
        address = _address(listener)
        os.environ.setdefault("FRONTLINJE_URL", address)
        _prepare()
        children = [_web(number, listener) for number in range(1, workers + 1)]
        children.append(Child("worker", ["worker"]))
        children += [Child(name, words) for name, words in companions]
        note = {"pid": os.getpid(), "address": address}
        (home / "run" / "up.json").write_text(json.dumps(note))
        log.info("Frontlinje is at %s; its data is in %s; Ctrl-C stops it.", address, home)
        _watch(children, database, wake)
    log.info("Stopped.")
    return 0


def _web(number: int, listener: socket.socket) -> Child:
    name, socket_number = f"web-{number}", listener.fileno()
    words = ["web", "--listener", str(socket_number), "--name", name]
    return Child(name, words, inherits=[socket_number])


def _prepare() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frontlinje.config.cli", "prepare"],
        env={**os.environ, SUPERVISOR: str(os.getpid())},
        check=False,
    )
    if done.returncode:
        raise Trouble("The centre was not started: mend what stands above and start again.")


def _watch(children: list[Child], database: Embedded | None, wake: Wake) -> None:
    """Keep children and database alive until a signal says stop; then stop the children."""
    for child in children:
        child.start()
    try:
        while not wake.is_stopping:
            wake.wait(LOOK_EVERY_S)
            if database is not None:
                _look_after(database)
            for child in children:
                if not wake.is_stopping:
                    child.look_after()
    finally:
        deadline = time.monotonic() + STOP_LIMIT_S
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_or_kill(deadline)


def _look_after(database: Embedded) -> None:
    if database.pid() is None:
        log.warning("The database ended and is started again.")
        try:
            database.start()
        except Trouble as trouble:
            log.error("%s", trouble)


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """Refuse a second supervisor for the same home."""
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    with (run / "up.pid").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Trouble(
                f"Frontlinje is up already with the data in {home} (process {file.read()}): "
                "stop that one, or choose another FRONTLINJE_HOME."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
