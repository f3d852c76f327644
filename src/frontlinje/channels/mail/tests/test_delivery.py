"""Do we speak SMTP so that we know what became of a mail? Against real sockets."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from frontlinje.channels.mail.delivery import Outcome, Way, WrongAddress, deliver, read_way

pytestmark = pytest.mark.slow  # real servers, and how long they may take

RAW = b"Subject: x\r\n\r\nhei\r\n.\r\n.. dots\r\n"


class Sink:
    """A mail server that says what it is told to say."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.kept: list[tuple[str, list[str], bytes]] = []

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        answer = self.answers.get(address.partition("@")[0], "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers.get("DATA") == "hang up":
            server.transport.abort()
        self.kept.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.answers.get("DATA", "250 OK")


@contextmanager
def listening(sink: Sink) -> Iterator[Way]:
    """Let the sink listen in a thread of its own while the block runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> asyncio.Server:
        return await loop.create_server(lambda: SMTP(sink, hostname="sink", loop=loop), "127.0.0.1")

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield read_way(f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def sent(way: Way, *recipients: str, may_begin: bool = True) -> Outcome:
    return deliver(
        way,
        envelope_sender="post@example.org",
        recipients=recipients or ("kari@example.net",),
        raw=RAW,
        may_begin=lambda: may_begin,
    )


def test_a_mail_arrives_as_it_was_written() -> None:
    sink = Sink()
    with listening(sink) as way:
        outcome = sent(way)
    assert outcome.taken == ["kari@example.net"]
    assert not outcome.is_unknown
    assert sink.kept == [("post@example.org", ["kari@example.net"], RAW)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"MAIL": "550 no"}, Outcome(is_final=True, trouble="550 no")),
        ({"MAIL": "451 later"}, Outcome(trouble="451 later")),
        ({"kari": "550 who"}, Outcome(refused=["kari@example.net"], trouble="550 who")),
        ({"kari": "450 greylisted"}, Outcome(trouble="450 greylisted")),
        ({"DATA": "554 spam"}, Outcome(is_final=True, trouble="554 spam")),
        ({"DATA": "452 full"}, Outcome(trouble="452 full")),
    ],
)
def test_what_the_server_says_is_understood(answers: dict[str, str], expected: Outcome) -> None:
    with listening(Sink(**answers)) as way:
        assert sent(way) == expected


def test_some_recipients_may_be_taken_and_others_not() -> None:
    with listening(Sink(ola="550 who", per="450 later")) as way:
        outcome = sent(way, "kari@example.net", "ola@example.net", "per@example.net")
    assert (outcome.taken, outcome.refused) == (["kari@example.net"], ["ola@example.net"])


def test_a_connection_that_breaks_after_the_text_leaves_it_unknown() -> None:
    with listening(Sink(DATA="hang up")) as way:
        outcome = sent(way)
    assert outcome.is_unknown
    assert outcome.taken == []


def test_nothing_is_handed_over_without_leave() -> None:
    sink = Sink()
    with listening(sink) as way:
        outcome = sent(way, may_begin=False)
    assert sink.kept == []
    assert not outcome.is_unknown


def test_a_server_that_is_away_is_not_the_mails_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    outcome = sent(read_way(f"smtp://127.0.0.1:{port}"))
    assert outcome.is_server_away
    assert "refused" in outcome.trouble


def test_secrets_go_only_through_tls() -> None:
    sink = Sink()
    with listening(sink) as way:
        outcome = sent(Way(host=way.host, port=way.port, is_tls=False, needs_starttls=True))
    assert outcome.is_server_away
    assert sink.kept == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, False, True)),
        ("smtp://mail.example.org:587", ("mail.example.org", 587, False, True)),
        ("smtp://10.0.0.5:25?starttls=never", ("10.0.0.5", 25, False, False)),
        ("smtp://localhost:1025", ("localhost", 1025, False, False)),
        ("smtp://[::1]:1025", ("::1", 1025, False, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, True, False)),
    ],
)
def test_the_way_out_is_read(url: str, expected: tuple[str, int, bool, bool]) -> None:
    way = read_way(url)
    assert (way.host, way.port, way.is_tls, way.needs_starttls) == expected


def test_user_and_password_are_read_and_not_shown() -> None:
    way = read_way("smtp://post%40example.org:p%2Fss@mail.example.org:587")
    assert (way.user, way.password) == ("post@example.org", "p/ss")
    assert "p/ss" not in repr(way)


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://x", "smtp://", "smtp://u:sesam@x:y", "smtp://x?starttls=no"]
)
def test_a_wrong_way_out_says_what_it_must_look_like(url: str) -> None:
    with pytest.raises(WrongAddress) as error:
        read_way(url)
    assert "smtp://user:password@host:port" in str(error.value)
    assert "sesam" not in str(error.value)
