"""What of mail runs in the worker? Loops named in ``config.services``: in, fetch, read, send.

Each may run in several workers at once; all they share is rows. Here time is read.
"""

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections

from frontlinje.base import clock
from frontlinje.base.errors import Unavailable
from frontlinje.centre.queries import steady_state
from frontlinje.channels.mail.actions.reading import (
    HOLD,
    Said,
    claim_kept_mail,
    hand_back,
    hold_on,
    store_missing_files,
    what_they_say,
    write_kept_mail,
    write_together,
)
from frontlinje.channels.mail.actions.sending import begin_data, claim_due_mail, settle
from frontlinje.channels.mail.delivery import Outcome, WrongAddress, deliver, read_way
from frontlinje.channels.mail.imap.threads import fetch_from_all
from frontlinje.channels.mail.listener import GuardedLMTP, GuardedSMTP, House
from frontlinje.channels.mail.models import RawMail
from frontlinje.channels.mail.reader import Reader
from frontlinje.ledger.listeners import gathered

LOOK_EVERY_S = 1.0
"""How often rows are looked at that nobody announced: another process wrote them, or died."""

MOST_TOGETHER = 20
MEND_EVERY_ROUNDS = 60
LAST_WORDS_S = 2.0

log = logging.getLogger(__name__)
_arrived = threading.Event()
"""Set when this process has kept a mail, so that it is read at once."""


def take_in(stopping: threading.Event) -> None:
    """Listen for mail until told to stop."""
    asyncio.run(_listen(stopping))


async def _listen(stopping: threading.Event) -> None:
    house = House(
        hostname=socket.gethostname(),
        size_limit=settings.MAIL_SIZE_LIMIT,
        wake_reader=_arrived.set,
    )
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda: GuardedSMTP(house), settings.SMTP_HOST, settings.SMTP_PORT)
    ]
    if settings.LMTP_PORT:
        servers.append(
            await loop.create_server(
                lambda: GuardedLMTP(house), settings.SMTP_HOST, settings.LMTP_PORT
            )
        )
    log.info("mail_listening", extra={"smtp": settings.SMTP_PORT, "lmtp": settings.LMTP_PORT})
    try:
        while not stopping.is_set():
            await asyncio.sleep(0.2)
    finally:
        for server in servers:
            server.close()
        for _ in range(int(LAST_WORDS_S * 10)):  # who is being answered gets the answer
            if not house.connected.total():
                break
            await asyncio.sleep(0.1)
        house.threads.shutdown(wait=True)


def fetch_mail(stopping: threading.Event) -> None:
    """Fetch from mailboxes at other servers until told to stop."""
    fetch_from_all(stopping, _arrived.set)


def read_mail(stopping: threading.Event) -> None:
    """Read what was kept, as soon as it is kept, until told to stop."""
    rounds = 0
    with closing(Reader()) as reader:
        while not stopping.is_set():
            close_old_connections()
            _arrived.clear()
            while not stopping.is_set() and _read_some(reader, stopping):
                pass
            if rounds % MEND_EVERY_ROUNDS == 0:
                store_missing_files(reader)
            rounds += 1
            _arrived.wait(LOOK_EVERY_S)


def _read_some(reader: Reader, stopping: threading.Event) -> bool:
    """Read mail whose turn it is; say whether there was any."""
    claimed = claim_kept_mail(at=clock.now())
    held_at, done = clock.now(), 0
    with gathered(), steady_state():  # who is free is asked once for all of them
        for some in _handfuls(what_they_say(claimed, reader), len(claimed), reader):
            if stopping.is_set():
                hand_back(claimed[done:])
                break
            _write(list(zip(claimed[done:], some, strict=False)))
            done += len(some)
            if clock.now() - held_at > HOLD / 3:
                hold_on(claimed[done:], at=clock.now())
                held_at = clock.now()
    return bool(claimed)


def _handfuls(said: Iterator[Said], n: int, reader: Reader) -> Iterator[list[Said]]:
    """Yield together what is read meanwhile, while what was read before is written."""
    some: list[Said] = []
    for number, one in enumerate(said, start=1):
        some.append(one)
        if len(some) == MOST_TOGETHER or number == n or not reader.has_more():
            yield some
            some = []


def _write(read: Sequence[tuple[RawMail, Said]]) -> None:
    for raw, said in write_together(read, at=clock.now()):
        _write_one(raw, said)


def _write_one(raw: RawMail, said: Said) -> None:
    try:
        write_kept_mail(raw, said, at=clock.now())
    except Unavailable as error:
        log.warning("mail_not_read: %s", error, extra={"raw_mail": raw.id})
    except (InterfaceError, OperationalError):
        raise
    except Exception:  # it is claimed again later; the mail behind it must not wait for it
        log.exception("mail_not_read", extra={"raw_mail": raw.id})


def send_mail(stopping: threading.Event) -> None:
    """Send what is due until told to stop."""
    while not stopping.is_set():
        close_old_connections()
        while not stopping.is_set() and send_one():
            pass
        stopping.wait(LOOK_EVERY_S)


def send_one() -> bool:
    """Send the mail that is due; say whether it is worth trying the next one at once."""
    claimed = claim_due_mail(at=clock.now())
    if claimed is None:
        return False
    if not settings.MAIL_OUT_URL:
        outcome = Outcome(is_server_away=True, trouble="mail.no_way_out")
    else:
        try:
            outcome = deliver(
                read_way(settings.MAIL_OUT_URL),
                envelope_sender=claimed.envelope_sender,
                recipients=claimed.recipients,
                raw=claimed.raw,
                may_begin=lambda: begin_data(claimed, at=clock.now()),
            )
        except WrongAddress:
            outcome = Outcome(is_server_away=True, trouble="mail.wrong_way_out")
    settle(claimed, outcome, at=clock.now())
    return not outcome.is_server_away
