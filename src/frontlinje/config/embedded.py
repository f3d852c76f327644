"""Where does PostgreSQL come from when DATABASE_URL is empty? From our own, below the home.

Every process that needs it enters `used(home)`: the first one in starts the server, the last one
out stops it. The kernel drops a dead process's share, so no crash leaves a count behind; a server
that was left running is taken over. It listens on a UNIX socket that only its owner (and root) can
reach, never on the network.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from frontlinje.config.database_user import DatabaseUser, database_user
from frontlinje.config.postgres import MAJOR_VERSION, programs, run_program
from frontlinje.config.trouble import Trouble

DATABASE_NAME = "frontlinje"
START_LIMIT_S = 60
# The kernel allows 104 bytes (macOS) for the whole path of a socket.
LONGEST_SOCKET_PATH = 100
_SOCKET_LOCK = ".s.PGSQL.5432.lock"


def socket_folder(home: Path) -> Path:
    """Return where the socket is: with the data, or in a short place when that path is too long."""
    folder = home / "database"
    if len(os.fsencode(folder / _SOCKET_LOCK)) < LONGEST_SOCKET_PATH:
        return folder
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"frontlinje-{name}"


@contextmanager
def used(home: Path, *, is_durable: bool = True) -> Iterator["Embedded"]:
    """Keep the server running while the block runs.

    `is_durable=False` gives up what makes commits survive a power cut: for throw-away data only.
    """
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    server = Embedded(home, is_durable=is_durable)
    with (run / "database.users").open("a") as users:
        # A second lock around starting and stopping: nobody stops what another just found running.
        with _locked(run / "database.lock"):
            fcntl.flock(users, fcntl.LOCK_SH)
            server.start()
        try:
            yield server
        finally:
            with _locked(run / "database.lock"):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else still uses it
                else:
                    server.stop()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Embedded:
    """The PostgreSQL server of one home."""

    def __init__(self, home: Path, *, is_durable: bool = True) -> None:
        self.home = home
        self.data = home / "database"
        self.socket = socket_folder(home)
        self.is_durable = is_durable

    def pid(self) -> int | None:
        """Return the process id of the running server, None when it is not running."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            is_ours = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return None
        return pid if is_ours else None

    def start(self) -> None:
        """Start the server unless it runs; make its data folder and database the first time."""
        user = database_user(programs())
        user.let_pass(self.home.resolve())
        self._make_data(user)
        if self.pid() is None:
            self._start_server(user)
        self._make_database()

    def stop(self) -> None:
        """Stop at once and cleanly: open transactions are rolled back, what was committed stays."""
        if self.pid() is not None:
            user = database_user(programs())
            limit = ["-w", "-t", str(START_LIMIT_S)]
            run_program("pg_ctl", "-D", self.data, *limit, "-m", "fast", "stop", user=user)

    def _make_data(self, user: DatabaseUser) -> None:
        version = self.data / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found != str(MAJOR_VERSION):
                raise Trouble(
                    f"The data in {self.data} is of PostgreSQL {found}, and this is "
                    f"{MAJOR_VERSION}: take a backup with the Frontlinje that made it, and "
                    "restore that into an empty home."
                )
            return
        # Made beside and moved into place whole: a half-made folder is never taken for data.
        draft = self.home / "database.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        user.give(draft)
        options = ["-U", DATABASE_NAME, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        # Letters are understood everywhere alike, whatever the machine's own locales are.
        options += ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        run_program("initdb", "-D", draft, *options, user=user)
        draft.rename(self.data)

    def _start_server(self, user: DatabaseUser) -> None:
        if self.socket != self.data:
            self._make_socket_folder(user)
        # The process that they name is gone, or belongs to somebody else by now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket / _SOCKET_LOCK).unlink(missing_ok=True)
        settings = " ".join(f"-c {name}={value}" for name, value in self._settings().items())
        log = self.data / "start.log"
        log.unlink(missing_ok=True)
        options = ["-w", "-s", "-t", str(START_LIMIT_S), "-l", str(log), "-o", settings]
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            try:
                run_program("pg_ctl", "-D", self.data, *options, "start", user=user)
            except Trouble as trouble:
                why = self._why_not() or str(trouble)
                # After a kill the old server's children need a moment to notice that it is gone.
                if "still in use" not in why or time.monotonic() > deadline:
                    raise Trouble(f"The database does not start: {why}") from trouble
                time.sleep(0.1)
            else:
                return

    def _why_not(self) -> str:
        """Return what the server last complained of, from before or after it began its own log."""
        logs = [self.data / "start.log", *(self.data / "log").glob("*.log")]
        written = [log for log in logs if log.exists()]
        for log in sorted(written, key=lambda log: log.stat().st_mtime, reverse=True):
            _, fatal, why = log.read_text(errors="replace").rpartition("FATAL:")
            if fatal:
                return why.strip().split("\n")[0]
        return ""

    def _make_socket_folder(self, user: DatabaseUser) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.socket.is_symlink() or self.socket.stat().st_uid not in (os.geteuid(), user.uid):
            raise Trouble(
                f"{self.socket} belongs to somebody else: remove it, or choose a shorter "
                "FRONTLINJE_HOME."
            )
        user.give(self.socket)

    def _settings(self) -> dict[str, str]:
        memory_mb = psutil.virtual_memory().total // 2**20
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.socket}'",
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": f"{min(max(memory_mb // 8, 128), 4096)}MB",
            "effective_cache_size": f"{memory_mb // 2}MB",
            "random_page_cost": "1.1",
            "max_wal_size": "2GB",
            "jit": "off",
            # Nobody waits for ever behind a transaction that was forgotten.
            "idle_in_transaction_session_timeout": "60s",
            # A ring of seven daily files, without the values that people wrote.
            "logging_collector": "on",
            "log_filename": "postgresql-%a.log",
            "log_truncate_on_rotation": "on",
            "log_rotation_size": "0",
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
            "log_parameter_max_length_on_error": "0",
        }
        if not self.is_durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return settings

    def _make_database(self) -> None:
        with psycopg.connect(
            host=str(self.socket), user=DATABASE_NAME, dbname="postgres", autocommit=True
        ) as connection:
            sought = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(sought, [DATABASE_NAME]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE_NAME}")
