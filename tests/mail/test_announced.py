"""Does one announcement reach the world outside: the mail of customers, and the exported files?"""

from pathlib import Path
from typing import Any

import pytest

from frontlinje.base import clock
from frontlinje.channels.mail.tests.mailroom import GENERAL, mail
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.announcing import approve_announcement, write_announcement
from frontlinje.continuity.rules.wording import Wording
from frontlinje.people.tests.cast import Cast
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.STATUS_FOLDER = tmp_path / "status"
    monkeypatch.setenv("FRONTLINJE_STATUS_FOLDER", str(settings.STATUS_FOLDER))
    monkeypatch.setenv("FRONTLINJE_STATUS_COMMAND", "cp -R . ../sent")
    return tmp_path / "sent"


def test_one_announcement_answers_mail_and_is_sent_on_as_files(
    folder: Path, worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    row = write_announcement(
        wording=Wording(title={"nb": "Min side er nede"}, body={"nb": "Ring oss på 12 34 56 78."}),
        by=cast.liv,
        at=clock.now(),
    )
    approve_announcement(announcement_id=row.id, by=cast.liv, at=clock.now())
    with worker.client() as client:
        machine = mail(message_id="<0@example.net>", headers=["Auto-Submitted: auto-generated"])
        client.sendmail("kari@example.net", [GENERAL], machine)
        for number in (1, 2):
            again = mail("Er Min side nede?", message_id=f"<{number}@example.net>")
            client.sendmail("kari@example.net", [GENERAL], again)
        other = mail("Hei", sender="Per <per@example.net>", message_id="<3@example.net>")
        client.sendmail("per@example.net", [GENERAL], other)
    until(lambda: Contact.objects.count() == 4)
    until(lambda: len(outside.received) == 2)
    answers = {answer.recipients[0]: answer for answer in outside.received}
    assert set(answers) == {"kari@example.net", "per@example.net"}
    told = answers["kari@example.net"]
    body = told.mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["Min side er nede", "", "Ring oss på 12 34 56 78."]
    assert told.mail["In-Reply-To"] in ("<1@example.net>", "<2@example.net>")
    assert told.mail["Auto-Submitted"] == "auto-replied"
    assert told.sender == "<>"
    page = folder / "index.html"
    until(lambda: page.is_file() and "Min side er nede" in page.read_text())
