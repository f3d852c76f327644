"""Does the doctor see what is wrong, and say what to do?"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from frontlinje.base.last_backup import NOTE
from frontlinje.config import checks
from frontlinje.config.doctor import examine

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Question = Callable[[datetime], Iterator[checks.Check]]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """Return an empty home for the checks to look at."""
    settings.HOME = tmp_path
    settings.PUBLIC_URL = "http://127.0.0.1:9"
    return tmp_path


def answer(question: Question) -> tuple[bool, str]:
    (found,) = question(NOW)
    return found.is_ok, found.says


def run_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_database_with_all_tables_is_well() -> None:
    is_ok, says = answer(checks.check_database)
    assert is_ok
    assert "PostgreSQL 18" in says


def test_missing_migration_is_told_with_the_cure() -> None:
    run_sql("DELETE FROM django_migrations WHERE app = 'ledger'")
    is_ok, says = answer(checks.check_database)
    assert not is_ok
    assert "frontlinje prepare" in says


def test_silent_web_process_is_told() -> None:
    is_ok, says = answer(checks.check_web)
    assert not is_ok
    assert "no answer at http://127.0.0.1:9/health" in says


@pytest.mark.parametrize(("silent_s", "is_ok"), [(3, True), (60, False)])
def test_worker_is_alive_while_its_heart_beats(silent_s: int, *, is_ok: bool) -> None:
    run_sql(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        f" VALUES (now() - interval '{silent_s} seconds')"
    )
    assert answer(checks.check_worker)[0] is is_ok


@pytest.mark.parametrize(
    ("status", "due", "is_ok"),
    [
        ("todo", "now() + interval '1 day'", True),
        ("todo", "now() - interval '5 seconds'", True),
        ("todo", "now() - interval '5 minutes'", False),
        ("failed", "now()", False),
        ("succeeded", "now() - interval '1 day'", True),
    ],
)
def test_jobs_are_well_unless_overdue_or_failed(status: str, due: str, *, is_ok: bool) -> None:
    run_sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at)"
        f" VALUES ('default', 'some', '{status}', {due})"
    )
    assert answer(checks.check_jobs)[0] is is_ok


def test_disk_that_fills_up_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(checks.check_disk)[0]
    monkeypatch.setattr(checks, "LEAST_FREE", shutil.disk_usage(home).total + 1)
    assert not answer(checks.check_disk)[0]


@pytest.mark.parametrize(("days", "is_ok"), [(6, True), (8, False)])
def test_backup_is_due_every_week(home: Path, days: int, *, is_ok: bool) -> None:
    note = {"at": (NOW - timedelta(days=days)).isoformat(), "size": 1}
    (home / NOTE).write_text(json.dumps(note))
    assert answer(checks.check_backup)[0] is is_ok


@pytest.mark.parametrize(("days", "is_ok"), [(1, True), (8, False)])
def test_new_installation_has_a_week_for_its_first_backup(days: int, *, is_ok: bool) -> None:
    begun = (NOW - timedelta(days=days)).isoformat()
    run_sql(f"UPDATE django_migrations SET applied = '{begun}'")
    assert answer(checks.check_backup)[0] is is_ok


def test_check_that_cannot_ask_the_database_says_so() -> None:
    run_sql("DROP TABLE procrastinate_workers CASCADE")
    (line,) = [line for line in examine(NOW) if line["name"] == "worker"]
    assert line["is_ok"] is False
    assert "cannot be asked" in str(line["says"])


def test_a_status_page_that_did_not_get_through_is_told(home: Path, settings: Any) -> None:
    settings.STATUS_FOLDER = None
    assert list(checks.check_status_page(NOW)) == []
    settings.STATUS_FOLDER = home / "status"
    assert answer(checks.check_status_page)[0] is False
    note = home / "run" / "status-page.json"
    note.parent.mkdir()
    note.write_text(json.dumps({"sha256": "", "at": NOW.isoformat(), "trouble": "no route"}))
    assert answer(checks.check_status_page) == (False, "not sent: no route")
    note.write_text(json.dumps({"sha256": "1", "at": NOW.isoformat(), "trouble": ""}))
    assert answer(checks.check_status_page)[0] is True


def test_words_that_nobody_reads_are_told() -> None:
    assert answer(checks.check_search)[0]
    run_sql("INSERT INTO contacts_searchchange (at) VALUES ('2026-11-22 11:50Z')")
    is_ok, says = answer(checks.check_search)
    assert not is_ok
    assert "worker" in says
