"""Do the loops of the worker do all there is to do, and does one bad mail hold up no other?"""

import threading
from datetime import datetime

import pytest
from django.test import override_settings

from frontlinje.base import clock
from frontlinje.channels.mail import doors
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.reading import Said, write_kept_mail
from frontlinje.channels.mail.channel import findings
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState, RawMail, RawState
from frontlinje.channels.mail.tests.mailroom import arrive, contact_of, keep, let_go, mail, take
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")


class OnceRound(threading.Event):
    """Stops a loop when it is about to wait for more."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> OnceRound:
    event = OnceRound()
    monkeypatch.setattr(doors, "_arrived", event)
    monkeypatch.setattr(event, "clear", lambda: None)
    # The test's own connection is in the middle of a transaction.
    monkeypatch.setattr(doors, "close_old_connections", lambda: None)
    return event


def test_all_that_was_kept_is_read(stopping: OnceRound) -> None:
    for number in range(3):
        keep(mail(str(number), message_id=f"<{number}@example.net>"), at=clock.now())
    doors.read_mail(stopping)
    assert RawMail.objects.filter(state=RawState.READ).count() == 3


def test_one_mail_that_cannot_even_be_shown_holds_up_no_other(
    stopping: OnceRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = keep(mail("bad"), at=clock.now())
    good = keep(mail("good", message_id="<2@example.net>"), at=clock.now())

    def stumble(raw: RawMail, said: Said, *, at: datetime) -> None:
        if raw.id == bad.id:
            raise ZeroDivisionError
        write_kept_mail(raw, said, at=at)

    monkeypatch.setattr(doors, "write_together", lambda read, at: read)
    monkeypatch.setattr(doors, "write_kept_mail", stumble)
    doors.read_mail(stopping)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (RawState.KEPT, RawState.READ)


@pytest.mark.parametrize(
    ("url", "trouble"), [("", "mail.no_way_out"), ("mail.example.org", "mail.wrong_way_out")]
)
def test_without_a_way_out_answers_wait_and_say_why(cast: Cast, url: str, trouble: str) -> None:
    contact = contact_of(arrive(mail(), at=clock.now()))
    take(contact, cast.nina, at=clock.now())
    send_reply(contact_id=contact.id, text="Hei", by=cast.nina, at=clock.now())
    let_go(at=clock.now())
    with override_settings(MAIL_OUT_URL=url):
        assert not doors.send_one()
    outgoing = OutgoingMail.objects.get()
    assert (outgoing.state, outgoing.trouble) == (OutgoingState.DELAYED, trouble)


def test_the_doctor_hears_of_mail_that_waits_or_has_no_way_out() -> None:
    with override_settings(MAIL_OUT_URL="smtp://127.0.0.1:25"):
        assert all(finding.is_well for finding in findings(clock.now()))
    keep(mail())  # a long time ago
    with override_settings(MAIL_OUT_URL=""):
        wrong = [finding.subject for finding in findings(clock.now()) if not finding.is_well]
    assert len(wrong) == 2
