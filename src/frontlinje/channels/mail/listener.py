"""How do mail servers hand us mail? SMTP and LMTP, one session object for each connection.

Made for strangers: everything a client can make large or slow has a limit. A mail is kept (and
committed) by a thread before its 250, so the loop that serves the others never waits for a disk.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error, close_old_connections

from frontlinje.base import clock
from frontlinje.base.errors import FrontlinjeError
from frontlinje.channels.mail.actions.keeping import is_our_address, keep_mail
from frontlinje.channels.mail.models import RawMail

MOST_CONNECTIONS = 40
MOST_FROM_ONE_PEER = 20
"""Half of all, so that nobody can keep everybody else out."""

MOST_RECIPIENTS = 100
LONGEST_LINE = 2**20
STEP_TIMEOUT_S = 300.0
"""For one command, or for the whole text of one mail."""

_CALLS = {"MAIL": 1000, "RCPT": 10_000, "DATA": 1000, "RSET": 1000, "NOOP": 1000, "*": 50}

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass
class House:
    """What all sessions share: the threads that keep mail, and who is connected."""

    hostname: str
    size_limit: int
    wake_reader: Callable[[], None]
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(8, thread_name_prefix="mail-in")
    )
    connected: Counter[str] = field(default_factory=Counter)

    def lets_in(self, peer: str) -> bool:
        """Say whether there is room for one more from there."""
        is_room = self.connected.total() < MOST_CONNECTIONS
        return is_room and self.connected[peer] < MOST_FROM_ONE_PEER

    async def in_thread(self, function: Callable[[], Answer]) -> Answer:
        """Do something that waits for the database, outside the loop."""
        return await asyncio.get_running_loop().run_in_executor(
            self.threads, partial(_with_usable_connection, function)
        )


def _with_usable_connection(function: Callable[[], Answer]) -> Answer:
    close_old_connections()
    return function()


class Reception:
    """Answers what a sending server asks; aiosmtpd calls its methods by their names."""

    def __init__(self, house: House, door: str) -> None:
        self.house = house
        self.door = door

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take recipients that are ours."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients, please send to the others separately"
        wanted = _printable(address)
        try:
            is_ours = await self.house.in_thread(lambda: is_our_address(wanted, at=clock.now()))
        except Exception as error:
            return self._later(error)
        if not is_ours:
            return "550 5.1.1 There is no such address here"
        envelope.rcpt_tos.append(wanted)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep a mail, and only then say so."""
        try:
            kept = await self.house.in_thread(lambda: self._keep(session, envelope))
        except Exception as error:
            return self._to_each(envelope, self._later(error))
        self.house.wake_reader()
        return self._to_each(envelope, f"250 2.0.0 Kept as {kept.id}")

    def _keep(self, session: Session, envelope: Envelope) -> RawMail:
        sender = _printable(envelope.mail_from or "")
        return keep_mail(
            raw=bytes(envelope.original_content or b""),
            envelope_sender="" if sender == "<>" else sender,
            recipients=list(dict.fromkeys(envelope.rcpt_tos)),
            door=self.door,
            peer=_host_of(session.peer),
            at=clock.now(),
        )

    def _to_each(self, envelope: Envelope, answer: str) -> str:
        """LMTP answers once for each recipient (RFC 2033 section 4.2), SMTP once for all."""
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if self.door == "lmtp" else answer

    async def handle_exception(self, error: Exception) -> str:
        """Never refuse for good because of a fault of ours."""
        return self._later(error)

    def _later(self, error: Exception) -> str:
        is_known = isinstance(error, (Error, FrontlinjeError))
        log.error("mail_not_taken: %s", type(error).__name__, exc_info=None if is_known else error)
        return "451 4.3.0 Not kept: our side is down for a moment, please try again"


def _printable(address: str) -> str:
    return address.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _host_of(peer: object) -> str:
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


class GuardedSMTP(SMTP):
    """SMTP with the limits that aiosmtpd lacks: connections, and bytes that never end a line."""

    line_length_limit = LONGEST_LINE

    def __init__(self, house: House, door: str = "smtp") -> None:
        super().__init__(
            Reception(house, door),
            hostname=house.hostname,
            ident="Frontlinje",
            data_size_limit=house.size_limit,
            enable_SMTPUTF8=True,
            timeout=STEP_TIMEOUT_S,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            command_call_limit=_CALLS,
            loop=asyncio.get_running_loop(),
        )
        self.house = house
        self.peer = ""
        self.is_refused = False
        self.unended = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let in, unless there are too many already."""
        self.peer = _host_of(transport.get_extra_info("peername"))
        self.is_refused = not self.house.lets_in(self.peer)
        if self.is_refused:
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(b"421 4.7.0 Too many connections, please come back later\r\n")
            transport.close()
            return
        self.house.connected[self.peer] += 1
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Hang up on lines without end; what aiosmtpd refuses, it would first collect."""
        if self.is_refused or self.transport is None:
            return
        end = data.rfind(b"\n")
        self.unended = len(data) - end - 1 if end >= 0 else self.unended + len(data)
        if self.unended > 2 * LONGEST_LINE:
            assert isinstance(self.transport, asyncio.WriteTransport)
            self.transport.write(b"500 5.5.2 Line too long\r\n")
            self.transport.close()
            return
        super().data_received(data)

    def eof_received(self) -> bool | None:
        """Let go of a client that has nothing more to say."""
        return None if self.is_refused else super().eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        """Make room for the next."""
        if not self.is_refused:
            self.house.connected[self.peer] -= 1
            super().connection_lost(error)


class GuardedLMTP(GuardedSMTP, LMTP):
    """The same for a mail server beside us that delivers by LMTP."""

    def __init__(self, house: House) -> None:
        super().__init__(house, "lmtp")
