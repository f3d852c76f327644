"""What does a mail of ours look like, complete and ready to send? Built once, sent as it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape

from frontlinje.channels.mail.rules.headers import Mailbox
from frontlinje.channels.mail.rules.subjects import is_answer

_LONGEST_SUBJECT = 200
# Folded headers break the long Message-IDs of others in two; a line may have 998 characters.
_UNFOLDED = SMTP.clone(max_line_length=998)
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]']")


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file that goes with a mail of ours."""

    name: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything that a mail of ours is made of."""

    sender: Mailbox
    to: str
    subject: str
    text: str
    language: str
    message_id: str
    in_reply_to: str
    references: Iterable[str]
    at: datetime
    is_automatic: bool
    reply_to: str = ""
    """Where answers are wanted, when that is not the sender."""
    files: Sequence[LetterFile] = ()


def composed(letter: Letter) -> bytes:
    """Return the mail as bytes (RFC 5322), in plain text with the same as HTML beside it.

    Parameters
    ----------
    letter : Letter
        What it is made of; addresses in the form that ``addresses.sendable`` gives.

    Returns
    -------
    bytes
        Lines end as SMTP wants them and hold nothing outside ASCII.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((_one_line(letter.sender.name), letter.sender.address), "utf-8")
    mail["To"] = letter.to
    if letter.reply_to:
        mail["Reply-To"] = letter.reply_to
    mail["Subject"] = _one_line(letter.subject)
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = letter.message_id
    if letter.in_reply_to:
        mail["In-Reply-To"] = letter.in_reply_to
    references = " ".join(letter.references)
    if references:
        mail["References"] = references
    if letter.is_automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["Precedence"] = "auto_reply"
    mail.set_content(letter.text, cte="quoted-printable")
    mail.add_alternative(_as_html(letter), subtype="html", cte="quoted-printable")
    if letter.language:
        mail["Content-Language"] = letter.language
    for file in letter.files:
        _attach(mail, file)
    return mail.as_bytes(policy=_UNFOLDED)


def _attach(mail: EmailMessage, file: LetterFile) -> None:
    main, _slash, sub = file.content_type.partition("/")
    if main in ("message", "multipart"):
        main, sub = "application", "octet-stream"  # as it is, byte for byte
    mail.add_attachment(file.body, maintype=main, subtype=sub, filename=file.name)


def answer_subject(subject: str, *, otherwise: str) -> str:
    """Return the subject of an answer.

    Parameters
    ----------
    subject : str
        What is answered.
    otherwise : str
        The subject when that had none.

    Returns
    -------
    str
        With one «Re:» before it, unless it already begins with that in some language.

    Examples
    --------
    >>> answer_subject("SV: Faktura", otherwise="")
    'SV: Faktura'
    >>> answer_subject("Faktura", otherwise="")
    'Re: Faktura'
    """
    known = _one_line(subject)
    if not known:
        return otherwise
    return known if is_answer(known) else f"Re: {known}"


def with_signature(text: str, signature: str) -> str:
    """Return a text with the signature below it.

    Parameters
    ----------
    text, signature : str
        The signature may be empty.

    Returns
    -------
    str
        The two with an empty line between them.
    """
    return f"{text.strip()}\n\n{signature.strip()}" if signature.strip() else text.strip()


def without_signature(text: str, signatures: Iterable[str]) -> str:
    """Return what was written, before one of these signatures was put below it.

    Parameters
    ----------
    text : str
        From ``with_signature``.
    signatures : iterable of str
        Those it may have.

    Returns
    -------
    str
        The text as it is when it ends with none of them.

    Examples
    --------
    >>> without_signature(with_signature("Hei", "Mvh Senteret"), ["Mvh Senteret"])
    'Hei'
    """
    ends = (f"\n\n{signature.strip()}" for signature in signatures if signature.strip())
    found = next((end for end in ends if text.endswith(end)), "")
    return text.removesuffix(found)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_SUBJECT]


def _as_html(letter: Letter) -> str:
    paragraphs = "".join(
        f"<p>{_linked(piece)}</p>\n" for piece in re.split(r"\n{2,}", letter.text.strip())
    )
    language = f' lang="{escape(letter.language)}"' if letter.language else ""
    return f"<!doctype html>\n<html{language}><body>\n{paragraphs}</body></html>\n"


def _linked(text: str) -> str:
    pieces: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        pieces += [escape(text[end : found.start()])]
        pieces += [f'<a href="{escape(found[0])}">{escape(found[0])}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])]).replace("\n", "<br>\n")
