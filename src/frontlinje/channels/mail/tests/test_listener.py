"""Is every mail that was answered 250 in the database, and no client able to do us harm?

Real sockets and the real loop in a thread; the commits are real as well.
"""

import asyncio
import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import OperationalError, connections

from frontlinje.centre.models import Revision
from frontlinje.channels.mail import listener
from frontlinje.channels.mail.listener import GuardedLMTP, GuardedSMTP, House
from frontlinje.channels.mail.models import RawMail
from frontlinje.channels.mail.tests.mailroom import GENERAL, SETTLEMENT, mail

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 2 * 2**20
PATIENCE_S = 20.0
BEGIN = f"MAIL FROM:<a@example.net>\r\nRCPT TO:<{GENERAL}>\r\nDATA\r\n".encode()


@dataclass
class Doors:
    """Where the listeners of a test are."""

    smtp: int
    lmtp: int
    house: House

    def client(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.smtp, timeout=PATIENCE_S)

    def line(self) -> socket.socket:
        """Return a bare connection that has been greeted and has said EHLO."""
        plain = socket.create_connection(("127.0.0.1", self.smtp), timeout=PATIENCE_S)
        plain.recv(1000)
        plain.sendall(b"EHLO x\r\n")
        said = b""
        while b"\r\n250 " not in said:
            piece = plain.recv(1000)
            assert piece, "the listener hung up"
            said += piece
        return plain


@pytest.fixture
def doors(centre: Revision) -> Iterator[Doors]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    house = House(hostname="mx.example.org", size_limit=LIMIT, wake_reader=lambda: None)

    async def start(door: Callable[[House], GuardedSMTP]) -> asyncio.Server:
        return await loop.create_server(lambda: door(house), "127.0.0.1", 0)

    servers = [
        asyncio.run_coroutine_threadsafe(start(door), loop).result()
        for door in (GuardedSMTP, GuardedLMTP)
    ]
    smtp, lmtp = (server.sockets[0].getsockname()[1] for server in servers)
    yield Doors(smtp=smtp, lmtp=lmtp, house=house)
    for server in servers:
        loop.call_soon_threadsafe(server.close)
    house.threads.submit(connections.close_all)
    for _ in range(8):
        house.threads.submit(_close_connections)
    house.threads.shutdown(wait=True)
    asyncio.run_coroutine_threadsafe(_cancel_others(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def _close_connections() -> None:
    connections.close_all()
    time.sleep(0.05)  # so that each of the threads gets one


async def _cancel_others() -> None:
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0.05)


def pour(line: socket.socket, piece: bytes, *, every_s: float) -> None:
    for _ in range(200):
        line.sendall(piece)
        time.sleep(every_s)


def test_a_mail_is_kept_exactly_as_it_came(doors: Doors) -> None:
    raw = mail("Blåbær\r\n.\r\n..punktum") + b"\r\n\xff\xfe not text\r\n"
    with doors.client() as client:
        client.sendmail("kari@example.net", [GENERAL, SETTLEMENT], raw)
    kept = RawMail.objects.get()
    assert bytes(kept.raw) == raw
    assert kept.size == len(raw)
    assert (kept.envelope_sender, kept.recipients) == ("kari@example.net", [GENERAL, SETTLEMENT])
    assert (kept.door, kept.peer) == ("smtp", "127.0.0.1")


def test_the_answer_names_the_row(doors: Doors) -> None:
    with doors.client() as client:
        client.ehlo()
        client.mail("kari@example.net")
        client.rcpt(GENERAL)
        code, said = client.data(mail())
    assert code == 250
    assert said.decode().split()[-1] == str(RawMail.objects.get().id)


def test_bounces_come_in_with_an_empty_return_path(doors: Doors) -> None:
    with doors.client() as client:
        client.sendmail("", [GENERAL], mail())
    assert RawMail.objects.get().envelope_sender == ""


def test_an_unknown_recipient_is_refused_and_the_others_are_not(doors: Doors) -> None:
    with doors.client() as client:
        refused = client.sendmail("kari@example.net", [GENERAL, "who@example.org"], mail())
    assert refused["who@example.org"][0] == 550
    assert RawMail.objects.get().recipients == [GENERAL]


def test_our_addresses_are_known_in_any_case(doors: Doors) -> None:
    with doors.client() as client:
        client.sendmail("kari@example.net", [GENERAL.upper()], mail())
    assert RawMail.objects.count() == 1


def test_a_lost_database_puts_off_and_the_next_try_succeeds(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**kwargs: object) -> RawMail:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(listener, "keep_mail", away)
    with doors.client() as client:
        with pytest.raises(smtplib.SMTPDataError) as error:
            client.sendmail("kari@example.net", [GENERAL], mail())
        assert error.value.smtp_code == 451
        monkeypatch.undo()
        client.sendmail("kari@example.net", [GENERAL], mail())
    assert RawMail.objects.count() == 1


def test_any_fault_of_ours_puts_off_and_never_refuses(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(address: str, *, at: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(listener, "is_our_address", broken)
    with doors.client() as client, pytest.raises(smtplib.SMTPRecipientsRefused) as error:
        client.sendmail("kari@example.net", [GENERAL], mail())
    assert error.value.recipients[GENERAL][0] == 451


def test_lmtp_answers_for_each_recipient(doors: Doors) -> None:
    with smtplib.LMTP("127.0.0.1", doors.lmtp) as client:
        client.ehlo()
        client.mail("kari@example.net")
        for recipient in (GENERAL, "who@example.org", SETTLEMENT):
            client.rcpt(recipient)
        client.putcmd("DATA")
        client.getreply()
        client.send(mail() + b"\r\n.\r\n")
        assert [client.getreply()[0], client.getreply()[0]] == [250, 250]
        assert client.noop()[0] == 250
    assert RawMail.objects.get().door == "lmtp"


def test_a_mail_that_says_it_is_too_big_is_refused_at_once(doors: Doors) -> None:
    with doors.client() as client:
        client.ehlo()
        code, _said = client.mail("kari@example.net", [f"size={LIMIT + 1}"])
    assert code == 552


def test_a_mail_that_is_too_big_is_refused(doors: Doors) -> None:
    with doors.client() as client:
        client.helo()
        with pytest.raises(smtplib.SMTPDataError) as error:
            client.sendmail("kari@example.net", [GENERAL], mail("x\r\n" * LIMIT))
        assert error.value.smtp_code == 552
        client.sendmail("kari@example.net", [GENERAL], mail())
    assert RawMail.objects.count() == 1


def test_lines_longer_than_the_standard_are_taken(doors: Doors) -> None:
    raw = mail("x" * 100_000) + b"\r\n"
    with doors.client() as client:
        client.sendmail("kari@example.net", [GENERAL], raw)
    assert bytes(RawMail.objects.get().raw) == raw


def test_a_line_without_end_is_cut_off(doors: Doors) -> None:
    with doors.line() as line:
        line.sendall(BEGIN)
        with pytest.raises(OSError, match=r"reset|pipe"):
            pour(line, b"x" * 2**17, every_s=0.005)
    assert not RawMail.objects.exists()


def test_too_many_recipients_are_put_off_not_lost(doors: Doors) -> None:
    with doors.client() as client:
        client.ehlo()
        client.mail("kari@example.net")
        codes = [client.rcpt(GENERAL)[0] for _ in range(101)]
    assert codes == [250] * 100 + [452]


def test_one_peer_cannot_take_every_connection(doors: Doors) -> None:
    clients = [doors.client() for _ in range(listener.MOST_FROM_ONE_PEER)]
    with pytest.raises(smtplib.SMTPConnectError) as error:
        doors.client()
    assert error.value.smtp_code == 421
    clients.pop().quit()
    for _ in range(400):
        if doors.house.lets_in("127.0.0.1"):
            break
        time.sleep(0.05)
    doors.client().quit()
    for client in clients:
        client.close()


def test_a_silent_client_is_let_go(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "STEP_TIMEOUT_S", 0.2)
    with socket.create_connection(("127.0.0.1", doors.smtp), timeout=PATIENCE_S) as line:
        while line.recv(100):
            pass


def test_a_slow_text_is_let_go(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "STEP_TIMEOUT_S", 2.0)
    with doors.line() as line:
        line.sendall(BEGIN)
        with pytest.raises(OSError, match=r"reset|pipe"):
            pour(line, b"x\r\n", every_s=0.05)
    assert not RawMail.objects.exists()


def test_a_client_that_leaves_in_the_middle_leaves_nothing(doors: Doors) -> None:
    with doors.line() as line:
        line.sendall(BEGIN)
        line.sendall(b"Subject: half\r\n\r\nhal")
    time.sleep(0.3)
    assert not RawMail.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x00\xff\r\n",
        b'MAIL FROM:<"\r\n',
        b"RCPT TO:<a@b>\r\n",
        b"AUTH LOGIN\r\n",
        b"DATA\r\n",
        b"MAIL FROM:<a@example.net> FOO=BAR\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
    ],
)
def test_nonsense_is_answered_and_the_next_client_is_served(doors: Doors, nonsense: bytes) -> None:
    with doors.line() as line:
        line.sendall(nonsense)
        assert line.recv(1000)[:1] in b"45"
    with doors.client() as client:
        client.sendmail("kari@example.net", [GENERAL], mail())
    assert RawMail.objects.count() == 1


def test_a_hidden_second_mail_stays_text_of_the_first(doors: Doors) -> None:
    """SMTP smuggling: only CRLF . CRLF ends a mail."""
    for end in (b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r"):
        RawMail.objects.all().delete()
        smuggled = b"Subject: a\r\n\r\nhei" + end + b"MAIL FROM:<b@example.net>\r\n"
        with doors.line() as line:
            line.sendall(BEGIN)
            line.sendall(smuggled + b".\r\n")
            _wait_for_mail()
        assert b"b@example.net" in bytes(RawMail.objects.get().raw)


def _wait_for_mail() -> None:
    for _ in range(400):
        if RawMail.objects.exists():
            return
        time.sleep(0.05)
