"""Is mail fetched over TLS and STARTTLS, and never by trusting less? Real Dovecot, real handshakes.

The proxy on the way stands for a bad line, and for somebody who wants to read along.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from frontlinje.channels.mail.imap import line as imap_line
from frontlinje.channels.mail.models import Mailbox, RawMail
from frontlinje.channels.mail.tests.mailroom import mail, open_centre
from frontlinje.contacts.models import Contact
from frontlinje.people.tests.cast import Cast
from tests.mail.boxes import add_mailbox, ensure_dovecot, fetch_again, fetch_once
from tests.mail.certificates import HOST, Issuer
from tests.mail.dovecot import Dovecot
from tests.mail.live_worker import LiveWorker
from tests.mail.proxy import Proxy
from tests.mail.test_mail_in import until_all_are_read
from tests.mail.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
BOTH = pytest.mark.parametrize("security", ["tls", "starttls"])
SIGNING_IN = re.compile(rb"LOGIN|AUTHENTICATE", re.I)


@pytest.fixture
def issuer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """Return who is trusted on this machine, and nobody else is."""
    tmp_path.chmod(0o755)
    issuer = Issuer(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(issuer.root))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return issuer


@pytest.fixture
def server(issuer: Issuer) -> Iterator[Dovecot]:
    """Return a mail server with a good certificate."""
    ensure_dovecot()
    dovecot = Dovecot("post")
    dovecot.certificate = issuer.issue()
    try:
        dovecot.start()
        yield dovecot
    finally:
        dovecot.remove()


@pytest.fixture
def line(server: Dovecot, security: str) -> Iterator[Proxy]:
    """Return a line to the port where this encryption is spoken."""
    proxy = Proxy(server.tls_port if security == "tls" else server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def box(line: Proxy, security: str, cast: Cast) -> Mailbox:
    open_centre()
    return add_mailbox(line.port, host=HOST, security=security)


def show(server: Dovecot, certificate: Path) -> None:
    """Let the server show another certificate."""
    server.stop()
    server.certificate = certificate
    server.start()


def numbered(n: int, text: str = "Hei") -> bytes:
    return mail(f"{text} {n}", message_id=f"<{n}@example.net>")


def raws() -> list[bytes]:
    return [bytes(raw) for raw in RawMail.objects.order_by("uid").values_list("raw", flat=True)]


@BOTH
def test_mail_is_fetched_and_nobody_on_the_way_learns_the_password(
    box: Mailbox, server: Dovecot, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [numbered(1), numbered(2)]
    server.put(*sent)
    fetch_once(box, monkeypatch)
    assert (box.trouble, raws(), server.count("Frontlinje")) == ("", sent, 2)
    assert line.heard
    assert not SIGNING_IN.search(line.heard)


@BOTH
def test_a_certificate_that_proves_nothing_is_named_and_mail_waits_until_it_is_right(
    box: Mailbox,
    server: Dovecot,
    line: Proxy,
    issuer: Issuer,
    cast: Cast,
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "stranger").mkdir()
    client.force_login(cast.hedda)
    server.put(numbered(1))
    for wrong, code, words in (
        (issuer.issue(host="mail.example.org"), "other_name", "laget for et annet navn"),
        (issuer.issue(days=-1), "expired", "sertifikat er utløpt"),
        (Issuer(tmp_path / "stranger").issue(), "untrusted", "stoler ikke på"),
    ):
        show(server, wrong)
        tested = client.post(reverse("mail:mailbox-test", args=["post"]))
        assert words in tested.content.decode()
        fetcher = fetch_once(box, monkeypatch)
        assert box.trouble == f"mail.box_certificate_{code}"
        for page in ("mail:mailboxes", "mail:problems"):
            assert words in client.get(reverse(page)).content.decode()
    assert not SIGNING_IN.search(line.heard)
    assert (raws(), server.count()) == ([], 1)
    show(server, issuer.issue())
    fetch_again(fetcher)
    assert (fetcher.mailbox.trouble, raws(), server.count()) == ("", [numbered(1)], 0)


@BOTH
def test_a_line_cut_in_the_handshake_or_in_a_mail_keeps_whole_mails_or_none(
    box: Mailbox, server: Dovecot, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [numbered(n, "x" * 3000) for n in range(4)]
    server.put(*sent)
    for cut_after in (*range(0, 1800, 173), *range(1800, 16_000, 1531)):
        line.cut_after = cut_after
        fetch_once(box, monkeypatch)
        assert set(raws()) <= set(sent)
        assert box.trouble == "mail.box_hung_up"
    line.cut_after = None
    fetch_once(box, monkeypatch)
    assert (box.trouble, sorted(raws())) == ("", sorted(sent))
    assert (server.count(), server.count("Frontlinje")) == (0, 4)


@BOTH
def test_a_line_that_hangs_in_the_handshake_or_in_a_mail_is_given_up(
    box: Mailbox, server: Dovecot, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(large := numbered(1, "x" * 200_000))
    whole = imap_line.signed_in
    with monkeypatch.context() as impatient:
        impatient.setattr(
            "frontlinje.channels.mail.imap.fetching.signed_in",
            lambda access, *, token: whole(access, token=token, timeout_s=0.3),
        )
        for hold_after in (0, 100, 250, 500, 900, 50_000):
            line.hold_after = hold_after
            fetch_once(box, monkeypatch)
            assert (box.trouble, raws()) == ("mail.box_silent", [])
    line.hold_after = None
    fetch_once(box, monkeypatch)
    assert (box.trouble, raws(), server.count()) == ("", [large], 0)


def strip_the_offer(said: bytes) -> bytes:
    return said.replace(b" STARTTLS", b"")


def refuse_it(said: bytes) -> bytes:
    return re.sub(rb"(\S+) OK Begin TLS", rb"\1 NO Not", said)


def say_we_are_signed_in(said: bytes) -> bytes:
    return said.replace(b"* OK [CAPABILITY", b"* PREAUTH [CAPABILITY")


def begin_and_go_on_in_clear(said: bytes) -> bytes:
    """Say what Dovecot says, and what a client would like to hear next, instead of a handshake."""
    return b"* OK ready\r\n* CAPABILITY IMAP4rev1\r\n" if said.startswith(b"\x16\x03") else said


@pytest.mark.parametrize("security", ["starttls"])
@pytest.mark.parametrize(
    "reworded", [strip_the_offer, refuse_it, say_we_are_signed_in, begin_and_go_on_in_clear]
)
def test_whoever_takes_starttls_away_gets_no_password(
    box: Mailbox,
    server: Dovecot,
    line: Proxy,
    reworded: Callable[[bytes], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.put(numbered(1))
    line.reworded = reworded
    fetcher = fetch_once(box, monkeypatch)
    assert box.trouble == "mail.box_no_encryption"
    assert not SIGNING_IN.search(line.heard)
    assert (raws(), server.count()) == ([], 1)
    line.reworded = bytes
    fetch_again(fetcher)
    assert (fetcher.mailbox.trouble, raws()) == ("", [numbered(1)])


@pytest.mark.parametrize("security", ["starttls"])
def test_what_is_slipped_in_before_the_handshake_counts_for_nothing(
    box: Mailbox, server: Dovecot, line: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said in clear behind the go-ahead, it must not be taken for the server's encrypted word."""
    line.reworded = lambda said: re.sub(
        rb"(OK Begin TLS[^\r]*\r\n)", rb"\1* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n", said
    )
    server.put(numbered(1))
    fetch_once(box, monkeypatch)
    assert (box.trouble, raws()) == ("", [numbered(1)])


@BOTH
def test_a_server_without_encryption_gets_no_password(
    box: Mailbox, server: Dovecot, line: Proxy, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put(numbered(1))
    server.stop()
    server.certificate = None
    server.start()
    line.to_port = server.port
    fetch_once(box, monkeypatch)
    assert box.trouble == "mail.box_no_encryption"
    assert not SIGNING_IN.search(line.heard)
    assert (raws(), server.count()) == ([], 1)


@pytest.mark.parametrize("security", ["tls"])
@pytest.mark.django_db(transaction=True)
def test_a_running_worker_fetches_as_soon_as_the_certificate_is_renewed(
    issuer: Issuer, server: Dovecot, line: Proxy, worker: LiveWorker
) -> None:
    show(server, issuer.issue(days=-1))
    server.put(numbered(1))
    box = add_mailbox(line.port, host=HOST, security="tls")
    until(lambda: Mailbox.objects.get(id=box.id).trouble)
    assert Mailbox.objects.get(id=box.id).trouble == "mail.box_certificate_expired"
    show(server, issuer.issue())
    until(lambda: server.count("Frontlinje") == 1)
    server.put(numbered(2))  # the server tells of it, through the encrypted line
    until(lambda: server.count("Frontlinje") == 2)
    line.cut_all()
    server.put(numbered(3))
    until(lambda: server.count("Frontlinje") == 3)
    until_all_are_read()
    assert (RawMail.objects.count(), Contact.objects.count()) == (3, 3)
    until(lambda: not Mailbox.objects.get(id=box.id).trouble)
