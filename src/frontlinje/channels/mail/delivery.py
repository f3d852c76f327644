"""How is a mail handed to a mail server? The one place that speaks SMTP outwards.

The server is named by ``FRONTLINJE_MAIL_OUT_URL``: ``smtp://user:password@host:587`` (with
STARTTLS, demanded unless the host is this machine or the address ends in ``?starttls=never``) or
``smtps://…:465``. The password is in no log, text or error.
"""

import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT_S = 60.0
"""For every single step; a step that takes longer ends the attempt."""

_PORTS = {"smtp": 25, "smtps": 465}


class WrongAddress(ValueError):
    """The setting names no mail server; its value is not repeated, for it may hold a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Which mail server takes our mail, and how it is reached."""

    host: str
    port: int
    is_tls: bool
    needs_starttls: bool
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(slots=True)
class Outcome:
    """What became of one attempt."""

    taken: list[str] = field(default_factory=list)
    """Recipients that the server took the mail for."""
    refused: list[str] = field(default_factory=list)
    """Recipients that the server will never take it for."""
    is_final: bool = False
    """Whether the server refused the mail itself for good."""
    is_unknown: bool = False
    """Whether the text was handed over and the answer never came."""
    is_server_away: bool = False
    """Whether the trouble has nothing to do with this mail."""
    trouble: str = ""


def read_way(url: str) -> Way:
    """Return what an address of a mail server says.

    Raises
    ------
    WrongAddress
        When it is none.
    """
    parts = urlsplit(url)
    try:
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise WrongAddress("smtp://user:password@host:port") from None
    starttls = parse_qs(parts.query).get("starttls", ["required"])[0]
    if not parts.hostname or starttls not in ("required", "never"):
        raise WrongAddress("smtp://user:password@host:port?starttls=required|never")
    is_tls = parts.scheme == "smtps"
    return Way(
        host=parts.hostname,
        port=port,
        is_tls=is_tls,
        needs_starttls=not is_tls
        and starttls == "required"
        and not _is_this_machine(parts.hostname),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def deliver(
    way: Way,
    *,
    envelope_sender: str,
    recipients: Sequence[str],
    raw: bytes,
    may_begin: Callable[[], bool],
) -> Outcome:
    """Hand a mail to the server for these recipients and say what became of it.

    ``may_begin`` is asked right before the text is handed over, when the server has agreed to take
    it: whoever sends notes down that from here on the outcome may stay unknown. If it says no, the
    attempt ends there.
    """
    outcome = Outcome()
    try:
        with _connected(way) as server:
            _hand_over(server, outcome, envelope_sender, recipients, raw, may_begin)
    except smtplib.SMTPResponseException as error:
        outcome.is_server_away = not outcome.taken and not outcome.trouble
        outcome.trouble = outcome.trouble or _words(error.smtp_code, error.smtp_error)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        outcome.is_server_away = not (outcome.taken or outcome.is_unknown)
        outcome.trouble = outcome.trouble or f"{type(error).__name__}: {error}"[:400]
    return outcome


def _connected(way: Way) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if way.is_tls:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            way.host, way.port, timeout=TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(way.host, way.port, timeout=TIMEOUT_S)
    try:
        server.ehlo_or_helo_if_needed()
        if way.needs_starttls:
            server.starttls(context=context)
            server.ehlo()
        if way.user:
            server.login(way.user, way.password)
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(
    server: smtplib.SMTP,
    outcome: Outcome,
    envelope_sender: str,
    recipients: Sequence[str],
    raw: bytes,
    may_begin: Callable[[], bool],
) -> None:
    code, words = server.mail(envelope_sender)
    if code != 250:
        _note(outcome, code, words)
        return
    accepted = []
    for recipient in recipients:
        code, words = server.rcpt(recipient)
        if code in (250, 251):
            accepted.append(recipient)
        else:
            outcome.trouble = _words(code, words)
            if code >= 500:
                outcome.refused.append(recipient)
    if not accepted or not may_begin():
        return
    outcome.is_unknown = True
    answer: bytes | str
    try:
        code, answer = server.data(raw)
    except smtplib.SMTPDataError as error:  # it did not even let us begin
        code, answer = error.smtp_code, error.smtp_error
    outcome.is_unknown = False
    if code == 250:
        outcome.taken = accepted
    else:
        _note(outcome, code, answer)


def _note(outcome: Outcome, code: int, words: bytes | str) -> None:
    outcome.trouble = _words(code, words)
    outcome.is_final = code >= 500


def _words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:400]
