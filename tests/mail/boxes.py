"""What do the tests of fetched mail share? A real mail server, a line to it, and a mailbox row."""

import threading
from collections.abc import Iterator

import pytest

from frontlinje.base import clock
from frontlinje.channels.mail.imap import fetching
from frontlinje.channels.mail.imap.fetching import Fetcher
from frontlinje.channels.mail.models import Mailbox
from frontlinje.channels.mail.sealed import sealed
from tests.debian import ensure_program
from tests.mail.dovecot import PASSWORD, Dovecot
from tests.mail.proxy import Proxy


def ensure_dovecot() -> None:
    """Install Dovecot if it is missing; else skip the test."""
    ensure_program("dovecot", package="dovecot-imapd")


@pytest.fixture
def server() -> Iterator[Dovecot]:
    """Return a mail server with two mailboxes."""
    ensure_dovecot()
    dovecot = Dovecot("post", "oppgjor")
    try:
        dovecot.start()
        yield dovecot
    finally:
        dovecot.remove()


@pytest.fixture
def line(server: Dovecot) -> Iterator[Proxy]:
    proxy = Proxy(server.port)
    yield proxy
    proxy.close()


def add_mailbox(port: int, *, user: str = "post", **facts: object) -> Mailbox:
    """Add a mailbox on the loopback that leads to the queue of settlements."""
    usual: dict[str, object] = {
        "code": user,
        "name": user.capitalize(),
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "user_name": user,
        "sign_in": "password",
        "secrets": sealed({"password": PASSWORD}),
        "folder": "INBOX",
        "done_folder": "Frontlinje",
        "queue": "settlement",
        "changed_at": clock.now(),
    }
    return Mailbox.objects.create(**{**usual, **facts})


class OnceAround(threading.Event):
    """Ends a fetcher when there is nothing more to do, and makes it wait for nothing."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


def fetch_once(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    """Fetch what there is, in this thread; return who did it."""
    mailbox.refresh_from_db()
    stopping = OnceAround()
    monkeypatch.setattr(fetching, "wait_for_mail", lambda _box, event: event.set())
    fetcher = Fetcher(mailbox, stopping, lambda: None)
    fetcher.try_once()
    mailbox.refresh_from_db()
    return fetcher


def fetch_again(fetcher: Fetcher) -> None:
    """Let the same fetcher try once more."""
    fetcher.stopping.clear()
    fetcher.try_once()
    fetcher.mailbox.refresh_from_db()
