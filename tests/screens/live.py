"""The real web process, on the database of the tests: started, killed and started again."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

STARTS_WITHIN_S = 150.0  # a busy test machine takes its time


class LiveCentre:
    """A web server that a browser can reach at ``url``."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.log = Path(settings.HOME) / "live-centre.log"

    @property
    def status_folder(self) -> Path:
        """Return where the public status page is written, by whichever worker there is."""
        name: str = connection.settings_dict["NAME"]
        return Path(settings.HOME) / "status" / name

    def start(self) -> None:
        """Start the process and wait until it answers."""
        place = connection.settings_dict
        database = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
        environment = {
            **os.environ,
            "FRONTLINJE_HOME": str(settings.HOME),
            "FRONTLINJE_DEBUG": "yes",
            "FRONTLINJE_STATUS_FOLDER": str(self.status_folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "frontlinje.config.settings",
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "frontlinje.config.cli", "web", "--port", str(self.port)],
                env=environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"The web process did not start: see {self.log}.")
            time.sleep(0.1)

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def wait_until_quiet(self) -> None:
        """Wait until the process has left the database alone for a moment, so it can be emptied.

        What pages asked for last may not have been looked at yet: we ask for something after them.
        """
        with suppress(OSError):
            urlopen(f"{self.url}/static/frontlinje/start.js", timeout=STARTS_WITHIN_S).close()
        still = 0
        while still < 3:
            time.sleep(0.1)
            with connection.cursor() as cursor:
                cursor.execute(
                    """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                       AND pid <> pg_backend_pid() AND state <> 'idle'"""
                )
                still = 0 if cursor.fetchone()[0] else still + 1

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/account/login/", timeout=5):
                return True
        except (URLError, OSError):
            return False
