"""The real worker on the database of the tests: started, killed and started again."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.mail.waiting import until

STARTS_WITHIN_S = 150.0  # a busy test machine takes its time


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class LiveWorker:
    """A worker that takes mail in on ``smtp_port`` and sends it to ``out_port``."""

    def __init__(self, out_port: int, *, database: str = "") -> None:
        self.smtp_port, self.lmtp_port, self.out_port = free_port(), free_port(), out_port
        self.database = database
        """Another one beside that of the tests; empty for theirs."""
        self.log = Path(settings.HOME) / f"live-worker-{self.smtp_port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process and wait until it takes mail."""
        place = connection.settings_dict
        name = self.database or place["NAME"]
        environment = {
            **os.environ,
            "FRONTLINJE_HOME": str(settings.HOME),
            "DATABASE_URL": f"postgresql://{place['USER']}@/{name}?host={place['HOST']}",
            "DJANGO_SETTINGS_MODULE": "frontlinje.config.settings",
            "FRONTLINJE_SMTP_PORT": str(self.smtp_port),
            "FRONTLINJE_LMTP_PORT": str(self.lmtp_port),
            "FRONTLINJE_MAIL_OUT_URL": f"smtp://127.0.0.1:{self.out_port}",
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "frontlinje.config.cli", "worker"],
                env=environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The worker did not start: see {self.log}.")
            time.sleep(0.05)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def leave(self) -> None:
        """End the process, and wait until the database has noticed, so that it can be emptied."""
        self.kill()
        until(_nobody_works)

    def stop(self) -> None:
        """End the process as an operator would."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=15)
        self._process = None

    def client(self) -> smtplib.SMTP:
        """Return a connection as another mail server would open it."""
        return smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.smtp_port), timeout=5) as plain:
                return plain.recv(3) == b"220"
        except OSError:
            return False


def _nobody_works() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
               AND backend_type = 'client backend' AND pid <> pg_backend_pid()
               AND state <> 'idle'"""
        )
        return not cursor.fetchone()[0]
