"""What of mail runs in the worker? Three loops, named in ``config.services``: in, read, send.

Each may run in several workers at once; all they share is rows. Here time is read.
"""

import asyncio
import logging
import socket
import threading

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections

from frontlinje.base import clock
from frontlinje.base.errors import Unavailable
from frontlinje.channels.mail.actions.reading import (
    claim_kept_mail,
    read_kept_mail,
    store_missing_files,
)
from frontlinje.channels.mail.actions.sending import begin_data, claim_due_mail, settle
from frontlinje.channels.mail.delivery import Outcome, WrongAddress, deliver, read_way
from frontlinje.channels.mail.listener import GuardedLMTP, GuardedSMTP, House

LOOK_EVERY_S = 1.0
"""How often rows are looked at that nobody announced: another process wrote them, or died."""

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


def read_mail(stopping: threading.Event) -> None:
    """Read what was kept, as soon as it is kept, until told to stop."""
    rounds = 0
    while not stopping.is_set():
        close_old_connections()
        _arrived.clear()
        while not stopping.is_set() and _read_one():
            pass
        if rounds % MEND_EVERY_ROUNDS == 0:
            store_missing_files()
        rounds += 1
        _arrived.wait(LOOK_EVERY_S)


def _read_one() -> bool:
    """Read the mail that has waited longest; say whether there was one."""
    raw_id = claim_kept_mail(at=clock.now())
    if raw_id is None:
        return False
    try:
        read_kept_mail(raw_id=raw_id, at=clock.now())
    except Unavailable as error:
        log.warning("mail_not_read: %s", error, extra={"raw_mail": raw_id})
    except (InterfaceError, OperationalError):
        raise
    except Exception:  # it is claimed again later; the mail behind it must not wait for it
        log.exception("mail_not_read", extra={"raw_mail": raw_id})
    return True


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
