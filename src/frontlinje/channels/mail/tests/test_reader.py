"""Does a mail that is made to kill its reader kill only that, and is every mail answered for?"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontlinje.channels.mail.reader import Envelope, Reader
from frontlinje.channels.mail.rules.packed import packed, unpacked
from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail, read_mail
from frontlinje.channels.mail.tests.nasty_mails import READABLE, nested, with_files

pytestmark = pytest.mark.slow  # processes, sockets and their limits

ORDINARY: Envelope = (b"From: kari@example.net\r\n\r\nhei", "kari@example.net")
SLOW: Envelope = (nested(1500), "kari@example.net")
LARGE: Envelope = (b"From: kari@example.net\r\n\r\n" + b"x" * 30_000_000, "kari@example.net")


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def text_of(said: ReadMail | UnreadableMail) -> str:
    return str(said) if isinstance(said, UnreadableMail) else said.body.text


def child_of(reader: Reader) -> int:
    assert reader._child is not None
    return reader._child.pid


def test_what_travels_is_what_was_read() -> None:
    for raw in (READABLE["names made to deceive"], with_files(b"Content-Type: image/png")):
        mail = read_mail(raw, envelope_sender="")
        assert unpacked(packed(mail)) == mail
    assert str(unpacked(packed(UnreadableMail("why")))) == "why"


@pytest.mark.parametrize("sent", [b"", b"null", b'[{"subject": "x"}, ""]', b"[null", b"\x80\x04."])
def test_what_a_child_says_is_not_trusted(sent: bytes) -> None:
    assert isinstance(unpacked(sent), UnreadableMail)


def test_one_child_reads_batch_after_batch(reader: Reader) -> None:
    assert [text_of(said) for said in reader.read([ORDINARY] * 30)] == ["hei"] * 30
    child = child_of(reader)
    assert text_of(next(reader.read([ORDINARY]))) == "hei"
    assert child_of(reader) == child


def test_a_mail_that_takes_too_long_costs_itself_alone() -> None:
    reader = Reader(most_cpu_s=0.1)
    said = [text_of(mail) for mail in reader.read([ORDINARY, SLOW, ORDINARY])]
    reader.close()
    assert said == ["hei", "mail.reading_took_too_long", "hei"]


def test_a_mail_that_takes_too_much_memory_costs_itself_alone() -> None:
    reader = Reader(most_memory=160 * 2**20)
    said = [text_of(mail) for mail in reader.read([ORDINARY, LARGE, ORDINARY])]
    reader.close()
    assert said[0] == said[2] == "hei"
    assert said[1] in ("mail.reading_took_too_much", "mail.reading_fell")


def test_a_child_that_is_killed_loses_no_mail(reader: Reader) -> None:
    answers = reader.read([ORDINARY] * 50)
    said = [next(answers)]
    os.kill(child_of(reader), signal.SIGKILL)
    said += list(answers)
    assert [text_of(mail) for mail in said] == ["hei"] * 50


def test_a_mail_that_fells_every_child_is_unreadable(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "limits", ["not a number", "1"])
    (said,) = reader.read([ORDINARY])
    assert text_of(said) == "mail.reading_fell"
    monkeypatch.undo()
    assert text_of(next(reader.read([ORDINARY]))) == "hei"


def test_the_child_is_told_no_secrets(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTLINJE_SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:hush@example.org/centre")
    list(reader.read([ORDINARY]))
    assert b"hush" not in Path(f"/proc/{child_of(reader)}/environ").read_bytes()
