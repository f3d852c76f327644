"""What does a mail say? From the raw bytes to text, HTML and files; the bytes themselves are kept.

Whatever people and machines send must come out as something a colleague can read. What cannot be
parsed at all raises ``UnreadableMail``, and nothing else is ever raised.
"""

import hashlib
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from frontlinje.channels.mail.rules.addresses import comparable
from frontlinje.channels.mail.rules.automatic import Automatic, who_wrote
from frontlinje.channels.mail.rules.body import Body, body_of
from frontlinje.channels.mail.rules.bounces import Report, Reported, report_of
from frontlinje.channels.mail.rules.charsets import decoded
from frontlinje.channels.mail.rules.extras import Extra, extras_of
from frontlinje.channels.mail.rules.headers import (
    Mailbox,
    first_values,
    mailboxes_of,
    raw_value,
    text_of,
    values_of,
)
from frontlinje.channels.mail.rules.threads import ids_in

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_SHOWN_UNREADABLE = 100_000


class UnreadableMail(Exception):
    """The bytes are no mail that we can make sense of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A mail as it was understood."""

    message_id: str
    """With angle brackets; empty when there was none that makes sense."""
    references: list[str]
    """What it refers to by References, oldest first."""
    refers_to: list[str]
    """All Message-IDs it refers to in any way, nearest first."""
    sender: Mailbox
    reply_to: str
    """Where answers go: Reply-To if there is one, else the sender; empty when nobody is named."""
    recipients: list[str]
    copies: list[str]
    subject: str
    body: Body
    automatic: Automatic
    report: Report | None
    """What it says of a mail that we sent, if it is a report."""
    extras: list[Extra]
    content_sha256: str
    """Over sender, subject and body, so that the path it travelled does not matter."""


def read_mail(raw: bytes, *, envelope_sender: str | None) -> ReadMail:
    """Return what a mail says.

    Parameters
    ----------
    raw : bytes
        The mail as it was handed over by the sending server.
    envelope_sender : str or None
        The return path, empty when it is the null one; stands in when nobody is named in From.
        None when nobody told it: then Return-Path says it, if the mail has one.

    Returns
    -------
    ReadMail
        The mail.

    Raises
    ------
    UnreadableMail
        When no sense can be made of the bytes, for example multiparts nested a thousand deep.
    """
    try:
        # The older policy: the newer one parses headers while it reads, and some make it raise.
        message = BytesParser(_class=Message, policy=compat32).parsebytes(raw)
        return _understood(message, raw, _return_path(message, envelope_sender))
    except MemoryError:
        raise UnreadableMail("mail.reading_took_too_much") from None
    except RecursionError:
        raise UnreadableMail("mail.nested_too_deep") from None
    except Exception as error:  # whatever the library chokes on, the mail must not be lost
        raise UnreadableMail(f"{type(error).__name__}: {error}"[:400]) from error


def _return_path(message: Message, told: str | None) -> str | None:
    """Return what the server told, else what it wrote into the mail on delivery (RFC 5321, 4.4)."""
    if told is not None or message["Return-Path"] is None:
        return told
    return comparable(raw_value(message, "Return-Path"))


def _understood(message: Message, raw: bytes, envelope_sender: str | None) -> ReadMail:
    sender = _sender_of(message, envelope_sender or "")
    answers_to = mailboxes_of(message, "Reply-To")
    subject = text_of(message, "Subject")
    references = ids_in(" ".join(values_of(message, "References")))
    nearest = ids_in(raw_value(message, "In-Reply-To")) + references[::-1]
    body = body_of(message)
    report = report_of(
        message,
        sender=sender.address,
        subject=subject,
        text=body.text,
        envelope_sender=envelope_sender,
    )
    return ReadMail(
        message_id=next(iter(ids_in(raw_value(message, "Message-ID"))), ""),
        references=references,
        refers_to=[*nearest, *(report.message_ids if report else [])],
        sender=sender,
        reply_to=answers_to[0].address if answers_to else sender.address,
        recipients=[str(box)[:320] for box in mailboxes_of(message, "To")],
        copies=[str(box)[:320] for box in mailboxes_of(message, "Cc")],
        subject=subject,
        body=body,
        automatic=_machine(message, report, sender, subject, body.text, envelope_sender),
        report=report,
        extras=extras_of(message, body.text),
        content_sha256=_content_sha256(sender.address, subject, raw),
    )


def _machine(
    message: Message,
    report: Report | None,
    sender: Mailbox,
    subject: str,
    text: str,
    envelope_sender: str | None,
) -> Automatic:
    if report is not None:
        is_well = report.what == Reported.DELIVERED
        return Automatic.REPLY if is_well else Automatic.BOUNCE
    return who_wrote(
        first_values(message),
        envelope_sender=envelope_sender,
        sender=sender.address,
        content_type=raw_value(message, "Content-Type"),
        subject=subject,
        text=text,
    )


def _sender_of(message: Message, envelope_sender: str) -> Mailbox:
    named = mailboxes_of(message, "From") or mailboxes_of(message, "Sender")
    return named[0] if named else Mailbox(text_of(message, "From"), comparable(envelope_sender))


def _content_sha256(sender: str, subject: str, raw: bytes) -> str:
    end = _END_OF_HEADERS.search(raw)
    body = raw[end.end() :].replace(b"\r\n", b"\n").rstrip() if end else b""
    return hashlib.sha256(f"{sender}\n{subject}\n".encode() + body).hexdigest()


def shown_as_text(raw: bytes) -> tuple[str, str, str]:
    """Return what a colleague can make out of a mail that could not be read.

    Parameters
    ----------
    raw : bytes
        The mail.

    Returns
    -------
    tuple of str
        The sender's address and the subject as far as they can be made out, and the mail itself
        as text, its first 100,000 characters.
    """
    text = decoded(raw[: 4 * _SHOWN_UNREADABLE], None)[:_SHOWN_UNREADABLE]
    head = text.partition("\n\n")[0]
    sender = re.search(r"(?im)^from:[^\n]{0,300}?([^\s<>\"',;:]{1,64}@[^\s<>\"',;]{1,190})", head)
    subject = re.search(r"(?im)^subject:[ \t]*([^\n]{1,200})", head)
    return (comparable(sender[1]) if sender else "", subject[1] if subject else "", text)
