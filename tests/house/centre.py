"""A real `frontlinje up` in a home of its own, for tests that stop, kill and restart things."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from frontlinje.config.embedded import DATABASE_NAME, socket_folder

PATIENCE_S = 150.0  # a busy test machine takes its time
COMMAND = [sys.executable, "-m", "frontlinje.config.cli"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def wait_for(what: Callable[[], bool], *, limit_s: float = PATIENCE_S) -> float:
    """Wait until something is so and return how long that took; fail when it never is."""
    started = time.monotonic()
    while not what():
        waited = time.monotonic() - started
        assert waited < limit_s, f"not so after {waited:.0f} s"
        time.sleep(0.1)
    return time.monotonic() - started


class Centre:
    """One home, and the supervisor that runs on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.smtp_port = free_port()
        self.process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        ours = {"FRONTLINJE_HOME": str(self.home), "FRONTLINJE_SMTP_PORT": str(self.smtp_port)}
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("FRONTLINJE_")}
        # The tests' own settings module must not reach a real centre.
        inherited.pop("DJANGO_SETTINGS_MODULE", None)
        return {**inherited, **ours}

    def run(self, *words: str, limit_s: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*COMMAND, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )

    def python(self, code: str) -> str:
        """Run Python inside this centre and return what it prints."""
        done = self.run("shell", "--no-imports", "--command", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self) -> None:
        """Start the centre without waiting for it."""
        self.process = subprocess.Popen(
            [*COMMAND, "up", "--port", str(self.port), "--workers", "1"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def up(self) -> None:
        """Start the centre and wait until it answers and does jobs."""
        self.start()
        try:
            wait_for(lambda: self.status() == 200)
            wait_for(lambda: self.child("worker") is not None)
        except AssertionError as error:
            _, said = self.stop()
            raise AssertionError(f"{error}\n{said}") from error

    def status(self, path: str = "/health") -> int:
        """Return the HTTP status of a page, 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as page:
                return int(page.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except (urllib.error.URLError, OSError):
            return 0

    def child(self, command: str) -> psutil.Process | None:
        """Return the supervisor's child that runs `frontlinje COMMAND`."""
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children():
            try:
                if command in child.cmdline()[3:4]:
                    return child
            except psutil.NoSuchProcess:
                continue
        return None

    def database_pid(self) -> int:
        return int((self.home / "database" / "postmaster.pid").read_text().split("\n", 1)[0])

    def stop(self) -> tuple[int, str]:
        """Ask the supervisor to stop; return its exit code and what it said."""
        assert self.process is not None
        self.process.terminate()
        said, _ = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, said

    def kill_everything(self) -> None:
        """End whatever still belongs to this home."""
        for process in self.processes():
            process.kill()
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    def processes(self) -> list[psutil.Process]:
        """Return every living process that belongs to this home."""
        found = []
        for process in psutil.process_iter():
            try:
                is_ours = process.environ().get("FRONTLINJE_HOME") == str(self.home)
                is_ours |= str(self.home / "database") in process.cmdline()
                if is_ours and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found


def query(home: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the embedded database of a home, which must be running."""
    host = str(socket_folder(home))
    place = make_conninfo(host=host, user=DATABASE_NAME, dbname=DATABASE_NAME)
    with psycopg.connect(place) as connection:
        cursor = connection.execute(question.encode())
        return cursor.fetchall() if cursor.description else []


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
