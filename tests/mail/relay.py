"""A mail server between two centres that loses, or keeps, what says that a mail is automatic."""

import asyncio
import smtplib
from email.message import EmailMessage
from typing import Any

from tests.mail.sink import Sink

_SAYS_SO = ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence")


class Relay(Sink):
    """Hands mail on to another port; a rude one makes every mail look as if a person wrote it."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.to_port = 0
        self.is_rude = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        received = self.received[-1]
        sender = received.sender.strip("<>")
        if self.is_rude:
            sender = _without_marks(received.mail)
        await asyncio.to_thread(self._hand_on, sender, received.recipients, bytes(received.mail))
        return answer

    def _hand_on(self, sender: str, recipients: list[str], mail: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self.to_port, timeout=20) as client:
            client.sendmail(sender, recipients, mail)


def _without_marks(mail: EmailMessage) -> str:
    """Take off what says that a mail is automatic; return who it says wrote it."""
    for name in _SAYS_SO:
        del mail[name]
    return str(mail["From"].addresses[0].addr_spec)
