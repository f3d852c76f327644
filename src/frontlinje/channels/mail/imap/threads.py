"""Which mailboxes are fetched from? Each that is on, in a thread of its own, by one worker alone.

The worker's service ``mail-fetcher`` runs this. A mailbox that hangs or fails holds up no other;
with several workers, whoever holds a mailbox's lock fetches from it, and the others stand by.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connections

from frontlinje.channels.mail.imap.fetching import Fetcher
from frontlinje.channels.mail.models import Mailbox
from frontlinje.ledger.turns import is_ours

LOOK_EVERY_S = 1.0
LAST_WORDS_S = 2.0
_LOCKS = 0x4D424F58 << 32
"""The number of a mailbox is added to it."""

log = logging.getLogger(__name__)


@dataclass
class Fetching:
    """A mailbox that is looked after, as it was set when that began."""

    changed_at: datetime
    stopping: threading.Event
    thread: threading.Thread

    def is_as_set(self, mailbox: Mailbox) -> bool:
        return self.thread.is_alive() and self.changed_at == mailbox.changed_at


def fetch_from_all(stopping: threading.Event, wake_reader: Callable[[], None]) -> None:
    """Fetch from every mailbox that is on until told to stop."""
    running: dict[int, Fetching] = {}
    try:
        while not stopping.is_set():
            wanted = {mailbox.id: mailbox for mailbox in Mailbox.objects.filter(is_on=True)}
            for mailbox_id, fetching in list(running.items()):
                mailbox = wanted.get(mailbox_id)
                if mailbox is None or not fetching.is_as_set(mailbox):
                    fetching.stopping.set()
                    del running[mailbox_id]
            for mailbox_id, mailbox in wanted.items():
                if mailbox_id not in running:
                    running[mailbox_id] = _begun(mailbox, wake_reader)
            stopping.wait(LOOK_EVERY_S)
    finally:
        for fetching in running.values():
            fetching.stopping.set()
        for fetching in running.values():
            fetching.thread.join(LAST_WORDS_S / len(running))


def _begun(mailbox: Mailbox, wake_reader: Callable[[], None]) -> Fetching:
    stopping = threading.Event()
    thread = threading.Thread(
        target=_fetch_from,
        args=(mailbox, stopping, wake_reader),
        name=f"mailbox-{mailbox.code}",
        daemon=True,
    )
    thread.start()
    return Fetching(mailbox.changed_at, stopping, thread)


def _fetch_from(
    mailbox: Mailbox, stopping: threading.Event, wake_reader: Callable[[], None]
) -> None:
    """Look after one mailbox; whatever goes wrong on our side, another thread begins anew."""
    fetcher = Fetcher(mailbox, stopping, wake_reader)
    try:
        while not stopping.is_set():
            if is_ours(_LOCKS + mailbox.id):
                fetcher.try_once()
            else:
                stopping.wait(LOOK_EVERY_S)
    except Exception:
        log.exception("mailbox_thread_fell", extra={"mailbox": mailbox.code})
        stopping.wait(LOOK_EVERY_S)
    finally:
        connections.close_all()
