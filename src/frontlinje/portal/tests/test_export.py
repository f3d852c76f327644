"""Do the exported files say what the page says, stand on their own feet, and get where they go?"""

import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.continuity.actions.announcing import approve_announcement, write_announcement
from frontlinje.portal import exporting
from frontlinje.portal.exporting import StatusNotSent, export_status, last_export
from frontlinje.portal.tests.test_status import PORTAL, publish


@pytest.fixture
def now(db: None) -> datetime:
    at = clock.now()
    begin_centre(at=at, by=None)
    return at


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path / "home"
    settings.STATUS_FOLDER = tmp_path / "status"
    settings.STATUS_COMMAND = []
    settings.PUBLIC_URL = "https://centre.example.org"
    return tmp_path / "status"


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_the_files_say_what_is_announced_in_three_languages(now: datetime, folder: Path) -> None:
    publish(now)
    assert export_status(at=now)
    titles = {code: (folder / code / "index.html").read_text() for code in ("nb", "sv", "en")}
    assert "The portal is down" in titles["en"]
    assert "Min side er nede" in titles["nb"]
    assert "Så når du oss nu" in titles["sv"]
    assert "Slik når du oss nå" in (folder / "index.html").read_text()
    assert 'href="https://centre.example.org/contact/"' in titles["en"]


def test_everything_the_files_point_at_is_in_the_folder(now: datetime, folder: Path) -> None:
    export_status(at=now)
    for page in [*folder.glob("**/*.html")]:
        text = page.read_text()
        found = re.findall(r'(?:href|src)="([^"#]+)"', text)
        near = [link for link in found if not re.match(r"[a-z]+:", link)]
        assert len(near) >= 9
        assert [link for link in near if not (page.parent / link).is_file()] == []
    for sheet in folder.glob("**/*.css"):
        for url in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text()):
            assert url.startswith("data:") or (sheet.parent / url).is_file(), (sheet, url)


def test_nothing_is_sent_twice_and_every_change_is(now: datetime, folder: Path) -> None:
    assert export_status(at=now)
    assert not export_status(at=now + timedelta(seconds=30))
    publish(now)
    assert export_status(at=now + timedelta(seconds=40))


def test_what_moves_with_time_alone_is_a_change_too(now: datetime, folder: Path) -> None:
    row = write_announcement(wording=PORTAL, by=None, at=now)
    approve_announcement(announcement_id=row.id, by=None, at=now)
    export_status(at=now)
    assert export_status(at=now + timedelta(days=1))


def test_the_command_runs_in_the_folder_and_learns_no_secrets(
    now: datetime, folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTLINJE_SECRET_KEY", "hush")
    settings.STATUS_COMMAND = python(
        "import os, pathlib; assert 'FRONTLINJE_SECRET_KEY' not in os.environ;"
        "pathlib.Path('../sent').write_text(pathlib.Path('en/index.html').read_text())"
    )
    export_status(at=now)
    assert (folder.parent / "sent").read_text() == (folder / "en" / "index.html").read_text()


def test_a_command_that_fails_is_told_and_tried_again(
    now: datetime, folder: Path, settings: Any
) -> None:
    settings.STATUS_COMMAND = python("import sys; sys.exit('no route to host')")
    for _ in range(2):
        with pytest.raises(StatusNotSent, match="no route to host"):
            export_status(at=now)
    last = last_export()
    assert last is not None
    assert "no route to host" in last.trouble
    settings.STATUS_COMMAND = python("")
    assert export_status(at=now)
    last = last_export()
    assert last is not None
    assert last.trouble == ""


def test_a_command_that_never_ends_is_stopped(
    now: datetime, folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "COMMAND_TAKES_AT_MOST_S", 0.2)
    settings.STATUS_COMMAND = python("import time; time.sleep(60)")
    with pytest.raises(StatusNotSent, match="not done"):
        export_status(at=now)


@pytest.mark.django_db(transaction=True)
def test_a_change_puts_off_one_job_where_there_is_a_folder(folder: Path, settings: Any) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="portal.export_status", status="todo")
    settings.STATUS_FOLDER = None
    begin_centre(at=clock.now(), by=None)
    assert jobs.count() == 0
    settings.STATUS_FOLDER = folder
    for _ in range(2):
        publish(clock.now())
        assert jobs.count() == 1
