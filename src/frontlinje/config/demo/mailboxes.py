"""Where do answers to made-up members go? Into files of the demonstration, never further."""

import email
import email.policy
import re
from collections import deque
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_KEPT_FOR_REPLIES = 200


class Mailboxes:
    """A mail server that takes everything and keeps it as ``<recipient>/<number>.eml``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unread: deque[EmailMessage] = deque(maxlen=_KEPT_FOR_REPLIES)
        self._n = sum(1 for _ in folder.rglob("*.eml"))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep a mail for each of its recipients."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        for recipient in envelope.rcpt_tos:
            self._n += 1
            box = self.folder / re.sub(r"[^a-z0-9@.-]", "_", recipient.lower())[:100]
            box.mkdir(parents=True, exist_ok=True)
            (box / f"{self._n:05d}.eml").write_bytes(raw)
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.unread.append(message)
        return "250 kept"


def open_mailboxes(mailboxes: Mailboxes, port: int) -> Controller:
    """Start the server on the loopback; the caller stops it."""
    controller = Controller(mailboxes, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
