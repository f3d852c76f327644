"""How is somebody called who is not at a desk? By mail, or by an SMS gateway's web address."""

import http.client
import json
import ssl
from contextlib import closing
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.delivery import WrongAddress, deliver, read_way
from frontlinje.channels.mail.rules.own_addresses import queues_by_address

TIMEOUT_S = 10.0
NO_GATEWAY: Final = "FRONTLINJE_SMS_WEBHOOK"
"""Why no text message went out where this setting is missing."""


class NotCalled(Exception):
    """The mail or text message did not go out; says why, in the words of whoever refused it."""


def send_mail(*, to: str, subject: str, text: str, state: CentreState, at: datetime) -> None:
    """Send a mail that no contact stands behind, at once.

    Raises
    ------
    NotCalled
        When no server took it.
    """
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    sender = next(iter(queues_by_address(state)), f"frontlinje@{host}")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr(("Frontlinje", sender), "utf-8")
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["Importance"] = "high"
    mail.set_content(text, cte="quoted-printable")
    try:
        way = read_way(settings.MAIL_OUT_URL)
    except WrongAddress:
        raise NotCalled("FRONTLINJE_MAIL_OUT_URL") from None
    outcome = deliver(
        way,
        envelope_sender="",
        recipients=[to],
        raw=mail.as_bytes(),
        may_begin=lambda: True,
    )
    if not outcome.taken:
        raise NotCalled(outcome.trouble)


def send_sms(*, to: str, text: str, key: str) -> None:
    """Hand a text message to the gateway; ``key`` is the same when it is handed over again.

    Raises
    ------
    NotCalled
        When the gateway did not take it.
    """
    address = urlsplit(settings.SMS_WEBHOOK)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise NotCalled(NO_GATEWAY)
    connection: http.client.HTTPConnection
    if address.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            address.hostname, address.port, timeout=TIMEOUT_S, context=context
        )
    else:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=TIMEOUT_S)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    body = json.dumps({"id": key, "to": to, "text": text}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    try:
        with closing(connection):
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NotCalled(f"{type(error).__name__}: {error}") from None
    if not 200 <= status < 300:
        raise NotCalled(str(status))
