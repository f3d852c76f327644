"""The mail server of the world outside: takes everything, and lets a test look and interfere."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass(frozen=True)
class Received:
    """A mail that arrived outside."""

    sender: str
    recipients: list[str]
    mail: EmailMessage


class Sink:
    """Listens in a thread of its own; ``before_answer`` runs there when a mail was handed over.

    Whoever is in ``unknown`` is refused for good.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[Received] = []
        self.unknown: set[str] = set()
        self.before_answer: Callable[[], None] = lambda: None
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(
            lambda: SMTP(self, hostname="sink", loop=self._loop), "127.0.0.1", self.port
        )

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 There is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received.append(Received(envelope.mail_from, envelope.rcpt_tos, mail))
        self.before_answer()
        return "250 OK"

    def stop(self) -> None:
        """Close the port; what is connected is cut off. ``start`` opens it again."""
        if self._server is None:
            return
        self._loop.call_soon_threadsafe(self._server.close)
        self._server = None
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.05)
