"""Does each kind of probe tell what answers from what does not, and say what is wrong?"""

import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from frontlinje.base import clock
from frontlinje.base.errors import Invalid
from frontlinje.continuity.probing import try_probe
from frontlinje.continuity.rules.probes import (
    ProbeKind,
    ProbeSettings,
    ProbeState,
    Target,
    Tried,
    after_result,
    read_target,
)
from frontlinje.continuity.tests.outside_servers import (
    answering_datagrams,
    certificate,
    nobody_there,
    spoken,
    talking,
    web_site,
)
from frontlinje.continuity.texts import TEXTS

pytestmark = pytest.mark.slow  # real servers, and how long they may take

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SIP_OK = b"SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"
SMTP_ANSWERS = {"EHLO": "250 sink", "ehlo": "250 sink", "noop": "250 OK", "quit": "221 Bye"}
IMAP_ANSWERS = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1\r\nTAG OK done",
    "NOOP": "TAG OK done",
    "LOGOUT": "TAG OK done",
}


def tried(kind: ProbeKind, target: str, *, at: datetime = NOW, **settings: object) -> Tried:
    asked = ProbeSettings.model_validate({"timeout_s": 10, **settings})
    found = try_probe(kind, read_target(kind, target, asked), asked, at=at)
    assert (found.code == "") is found.is_ok
    assert found.is_ok or str(TEXTS[found.code]) % {"detail": found.detail}
    return found


def wrong(kind: ProbeKind, target: str, **facts: Any) -> tuple[str, str]:
    """Return what was wrong, and the detail."""
    found = tried(kind, target, **facts)
    assert not found.is_ok
    return found.code.removeprefix("continuity.probe_"), found.detail


def test_a_page_is_shown_or_not_and_has_its_words_or_not() -> None:
    with web_site(body="<h1>Velkommen til Min side, kjære medlem</h1>".encode()) as port:
        site = f"http://127.0.0.1:{port}/min-side?a=1"
        assert tried(ProbeKind.HTTP, site).is_ok
        assert tried(ProbeKind.HTTP, site, contains="kjære medlem").is_ok
        assert wrong(ProbeKind.HTTP, site, contains="Logg inn") == ("words_missing", "Logg inn")
    with web_site(status=503) as port:
        assert wrong(ProbeKind.HTTP, f"http://127.0.0.1:{port}/") == ("bad_status", "503")
    with web_site(status=302) as port:  # leads to a port where nothing is: it is not followed
        assert tried(ProbeKind.HTTP, f"http://127.0.0.1:{port}/").is_ok
    with nobody_there() as port:
        assert wrong(ProbeKind.HTTP, f"http://127.0.0.1:{port}/") == ("refused", "")
    with talking(lambda line: line.sendall(b"SSH-2.0-hello\r\n")) as port:
        assert wrong(ProbeKind.HTTP, f"http://127.0.0.1:{port}/")[0] == "other_answer"


def test_a_page_that_never_ends_is_left_in_time() -> None:
    def drip(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        for _ in range(1200):
            line.sendall(b".")
            time.sleep(0.1)

    started = time.monotonic()
    with talking(drip) as port:
        site = f"http://127.0.0.1:{port}/"
        found = wrong(ProbeKind.HTTP, site, contains="Velkommen", timeout_s=1)
    assert found == ("timed_out", "")
    assert time.monotonic() - started < 30  # of the two minutes that it drips


def test_a_port_listens_or_not() -> None:
    with talking(lambda line: None) as port:
        assert tried(ProbeKind.TCP, f"127.0.0.1:{port}").is_ok
    with nobody_there() as port:
        assert wrong(ProbeKind.TCP, f"127.0.0.1:{port}") == ("refused", "")
    assert wrong(ProbeKind.TCP, "nowhere.invalid:80")[0] == "no_address"


def test_a_mail_server_takes_mail_turns_away_or_is_none() -> None:
    with talking(lambda line: spoken(line, SMTP_ANSWERS, "220 sink")) as port:
        assert tried(ProbeKind.SMTP, f"127.0.0.1:{port}").is_ok
    with talking(lambda line: spoken(line, {}, "554 No service here")) as port:
        assert wrong(ProbeKind.SMTP, f"127.0.0.1:{port}") == ("turned_away", "554")
    with talking(lambda line: None) as port:
        assert wrong(ProbeKind.SMTP, f"127.0.0.1:{port}")[0] == "hung_up"
    with talking(lambda line: spoken(line, SMTP_ANSWERS, "220 sink")) as port:
        found = wrong(ProbeKind.SMTP, f"127.0.0.1:{port}", encryption="starttls")
        assert found[0] == "other_answer"


def test_a_mailbox_server_answers_or_hangs_up() -> None:
    with talking(lambda line: spoken(line, IMAP_ANSWERS, "* OK ready")) as port:
        assert tried(ProbeKind.IMAP, f"127.0.0.1:{port}").is_ok
    with talking(lambda line: spoken(line, {}, "* BYE too many connections")) as port:
        assert not tried(ProbeKind.IMAP, f"127.0.0.1:{port}").is_ok
    with nobody_there() as port:
        assert wrong(ProbeKind.IMAP, f"127.0.0.1:{port}") == ("refused", "")


def test_an_exchange_answers_by_datagram_although_one_gets_lost() -> None:
    with answering_datagrams([b"", SIP_OK]) as port:
        assert tried(ProbeKind.SIP, f"127.0.0.1:{port}").is_ok
    with answering_datagrams([b"SIP/2.0 405 Method Not Allowed\r\n\r\n"]) as port:
        assert tried(ProbeKind.SIP, f"127.0.0.1:{port}").is_ok
    with answering_datagrams([b"SIP/2.0 503 Service Unavailable\r\n\r\n"]) as port:
        assert wrong(ProbeKind.SIP, f"127.0.0.1:{port}") == ("turned_away", "503")
    with answering_datagrams([]) as port:
        assert wrong(ProbeKind.SIP, f"127.0.0.1:{port}", timeout_s=1) == ("timed_out", "")
    with nobody_there() as port:
        assert wrong(ProbeKind.SIP, f"127.0.0.1:{port}") == ("refused", "")


def test_an_exchange_is_asked_as_the_standard_says() -> None:
    heard: list[bytes] = []

    def answer(line: socket.socket) -> None:
        heard.append(line.recv(4096))
        line.sendall(SIP_OK)

    with talking(answer) as port:
        assert tried(ProbeKind.SIP, f"127.0.0.1:{port}", transport="tcp").is_ok
    first, *headers = heard[0].decode().split("\r\n")
    assert first == f"OPTIONS sip:127.0.0.1:{port};transport=tcp SIP/2.0"
    names = {header.partition(":")[0] for header in headers if header}
    assert {"Via", "From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length"} <= names
    assert heard[0].endswith(b"\r\n\r\n")
    with talking(lambda line: line.sendall(b"HTTP/1.1 400 Bad\r\n")) as port:
        assert wrong(ProbeKind.SIP, f"127.0.0.1:{port}", transport="tcp")[0] == "other_answer"


def test_a_certificate_holds_long_enough_ends_soon_or_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    shown = certificate(tmp_path, days=30, at=now)
    with talking(lambda line: None, tls=shown) as port:
        server = f"127.0.0.1:{port}"
        assert wrong(ProbeKind.CERTIFICATE, server, at=now)[0] == "certificate_untrusted"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "one.pem"))
        assert tried(ProbeKind.CERTIFICATE, server, at=now, least_days=21).is_ok
        found = wrong(ProbeKind.CERTIFICATE, server, at=now, least_days=60)
        assert found == ("certificate_ends", "29")
    with talking(lambda line: None, tls=certificate(tmp_path, days=-1, at=now)) as port:
        found = wrong(ProbeKind.CERTIFICATE, f"127.0.0.1:{port}", at=now)
        assert found == ("certificate_expired", "")
    with talking(lambda line: line.sendall(b"220 sink\r\n")) as port:
        assert wrong(ProbeKind.CERTIFICATE, f"127.0.0.1:{port}", at=now)[0] == "no_encryption"


def test_mail_servers_with_encryption_show_their_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = certificate(tmp_path, days=30, at=clock.now())
    with talking(lambda line: spoken(line, SMTP_ANSWERS, "220 sink"), tls=shown) as port:
        found = wrong(ProbeKind.SMTP, f"127.0.0.1:{port}", encryption="tls")
        assert found[0] == "certificate_untrusted"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "one.pem"))
        assert tried(ProbeKind.SMTP, f"127.0.0.1:{port}", encryption="tls").is_ok
    with talking(lambda line: spoken(line, IMAP_ANSWERS, "* OK ready"), tls=shown) as port:
        assert tried(ProbeKind.IMAP, f"127.0.0.1:{port}", encryption="tls").is_ok


def test_a_disk_has_room_or_not(tmp_path: Path) -> None:
    assert tried(ProbeKind.DISK, str(tmp_path), least_free_percent=0.0001).is_ok
    code, detail = wrong(ProbeKind.DISK, str(tmp_path), least_free_percent=99.9999)
    assert code == "disk_full"
    assert 0 <= int(detail) < 100
    gone = str(tmp_path / "gone")
    assert wrong(ProbeKind.DISK, gone) == ("no_folder", gone)


@pytest.mark.parametrize(
    ("kind", "written", "settings", "expected"),
    [
        ("http", "https://portal.example.org", {}, Target("portal.example.org", 443, "/", True)),
        ("http", "http://[::1]:81/a?b=c", {}, Target("::1", 81, "/a?b=c")),
        ("tcp", " db.example.org:5432 ", {}, Target("db.example.org", 5432)),
        ("smtp", "mail.example.org", {}, Target("mail.example.org", 25)),
        ("smtp", "mail.example.org", {"encryption": "tls"}, Target("mail.example.org", 465)),
        ("imap", "mail.example.org", {"encryption": "tls"}, Target("mail.example.org", 993)),
        ("sip", "[2001:db8::1]", {}, Target("2001:db8::1", 5060)),
        ("certificate", "portal.example.org", {}, Target("portal.example.org", 443)),
        ("disk", "/var/lib", {}, Target(path="/var/lib")),
        ("jobs", "", {}, Target()),
    ],
)
def test_an_address_is_read_with_the_port_that_is_usual(
    kind: str, written: str, settings: dict[str, object], expected: Target
) -> None:
    asked = ProbeSettings.model_validate(settings)
    assert read_target(ProbeKind(kind), written, asked) == expected


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("http", "portal.example.org"),
        ("http", "file:///etc/passwd"),
        ("http", "https://user:secret@portal.example.org/"),
        ("http", "http://portal.example.org/a\r\nHost: other"),
        ("http", "http://portal.example.org:99999/"),
        ("tcp", "db.example.org"),
        ("tcp", "db.example.org:0"),
        ("tcp", "db.example.org:80/path"),
        ("tcp", "-x:80"),
        ("sip", ""),
        ("disk", "var/lib"),
    ],
)
def test_what_is_no_address_is_refused(kind: str, written: str) -> None:
    with pytest.raises(Invalid, match=r"continuity\.probe_target_"):
        read_target(ProbeKind(kind), written, ProbeSettings())


def test_the_state_turns_after_some_equal_results_in_a_row() -> None:
    state, told = ProbeState(), []
    for is_ok in (True, False, False, True, False, False, False, False, True, True, True):
        state = after_result(state, is_ok, 3)
        told.append(state.is_ok)
    assert told == [True] * 6 + [False] * 4 + [True]
