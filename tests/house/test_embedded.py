"""Does the embedded database start once for all, stop with the last, and survive a crash?"""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from frontlinje.config.embedded import Embedded, used
from frontlinje.config.trouble import Trouble
from tests.house.centre import kill, query, wait_for

pytestmark = pytest.mark.slow

HOLD = """
import sys, time
from pathlib import Path
from frontlinje.config.embedded import used
with used(Path(sys.argv[1])):
    print("holding", flush=True)
    sys.stdin.read()
"""


def hold(home: Path) -> subprocess.Popen[str]:
    """Start another process that uses the database until its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    return holder


def test_last_one_out_stops_the_server(tmp_path: Path) -> None:
    with used(tmp_path) as server:
        holder = hold(tmp_path)
    assert server.pid() is not None, "the other process still uses it"
    holder.communicate("")
    assert holder.returncode == 0
    assert server.pid() is None


def test_server_of_a_killed_process_is_taken_over_and_stopped(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    server = Embedded(tmp_path)
    pid = server.pid()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with used(tmp_path):
        assert server.pid() == pid
    assert server.pid() is None


def test_committed_rows_survive_a_killed_server(tmp_path: Path) -> None:
    with used(tmp_path) as server:
        query(tmp_path, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)")
        pid = server.pid()
        assert pid is not None
        kill(pid)
        wait_for(lambda: server.pid() is None)
        server.start()
        assert query(tmp_path, "SELECT n FROM kept") == [(42,)]


def test_pid_file_of_another_program_does_not_stop_the_start(tmp_path: Path) -> None:
    with used(tmp_path) as server:
        lines = (server.data / "postmaster.pid").read_text().splitlines()
    # After a restart of the machine the number may belong to anything, here to this process.
    (server.data / "postmaster.pid").write_text("\n".join([str(1), *lines[1:]]))
    with used(tmp_path):
        assert query(tmp_path, "SELECT 1") == [(1,)]


def test_half_made_data_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "database.new").mkdir()
    (tmp_path / "database.new" / "PG_VERSION").write_text("18")
    with used(tmp_path):
        assert query(tmp_path, "SELECT 1") == [(1,)]


def test_home_with_a_long_path_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / ("long-" * 25)
    home.mkdir()
    with used(home) as server:
        assert server.socket != server.data
        assert query(home, "SELECT 1") == [(1,)]
    assert not any(server.socket.iterdir())
    server.socket.rmdir()


def test_data_of_another_version_is_refused_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "PG_VERSION").write_text("17\n")
    with pytest.raises(Trouble, match=r"PostgreSQL 17.*take a backup"), used(tmp_path):
        pass


def test_commits_are_durable_and_nothing_listens_on_the_network(tmp_path: Path) -> None:
    names = ("fsync", "synchronous_commit", "full_page_writes", "listen_addresses")
    with used(tmp_path):
        found = [query(tmp_path, f"SHOW {name}")[0][0] for name in names]
    assert found == ["on", "on", "on", ""]


def test_words_of_the_nordic_languages_are_understood(tmp_path: Path) -> None:
    with used(tmp_path):
        assert query(tmp_path, "SELECT lower('ÆØÅ ÄÖ'), 'Ås' ILIKE 'åS'") == [("æøå äö", True)]
        same_word = "SELECT to_tsvector('norwegian', 'ærlige') @@ to_tsquery('norwegian', 'Ærlig')"
        assert query(tmp_path, same_word) == [(True,)]
