"""Does a mail report what became of one of ours? Reports of servers, and what they say in words.

RFC 3464 is read where it is followed. Elsewhere a machine must have written the mail, and its
subject must say in Norwegian, Swedish, Danish, English or German that a mail did not arrive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from frontlinje.channels.mail.rules.addresses import comparable
from frontlinje.channels.mail.rules.charsets import decoded
from frontlinje.channels.mail.rules.headers import raw_value
from frontlinje.channels.mail.rules.parts import bytes_of, parts_of
from frontlinje.channels.mail.rules.threads import ids_in

_POSTMASTER = re.compile(r"mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|microsoftexchange.*")
_FAILED = re.compile(
    r"undeliver|returned mail|mail (?:delivery|system) (?:failed|failure|error)|failure notice|"
    r"deliver\w* (?:has )?(?:failed|failure)|delivery status notification ?\(failure\)|"
    r"could not be delivered|non[- ]?delivery|message not delivered|rejected:|"
    r"(?:kan|kunne) ikke (?:bli )?lever|ikke (?:blitt )?levere?t|lever\w* (?:mislyktes|feilet)|"
    r"leveringsfeil|ulevere?t|uleverba|mislykket levering|"
    r"(?:kan|kunde) inte (?:bli )?lever|går inte att leverera|olever\w+|ej (?:blivit )?lever|"
    r"leverans\w* (?:har )?misslyckades|misslyckad leverans|leveransfel|obeställbar|"
    r"unzustellbar|zustellung fehlgeschlagen"
)
_DELAYED = re.compile(
    r"delivery status notification ?\(delay\)|delayed|still (?:being )?(?:tried|retried)|"
    r"not yet (?:been )?delivered|delivery (?:is )?delay|"
    r"forsink|ikke levert ennå|försena|fördröj|ännu inte levere|verzöger"
)
_REPLY = re.compile(r"[45]\d\d[ -]|[45]\.\d{1,3}\.\d{1,3}")
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9.-]{1,190}[a-z0-9]", re.IGNORECASE
)
_MESSAGE_ID = re.compile(r"(?im)^\W{0,10}message-id:\s*(<[^<>\s]{1,250}>)")
_MOST = 20
_LONGEST_SAID = 400
_LOOKED_AT = 20_000


class Reported(StrEnum):
    """What became of a mail, as its report says."""

    FAILED = "failed"
    DELAYED = "delayed"
    """A server on the way has it and still tries."""
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a mail says of another."""

    what: Reported
    recipients: list[str]
    """Whom it is about; empty when it does not say."""
    said: str
    """Why, in the words of the server; empty when it does not say."""
    message_ids: list[str]
    """Message-IDs that it quotes as those of the mail it is about."""


def report_of(
    message: Message, *, sender: str, subject: str, text: str, envelope_sender: str | None
) -> Report | None:
    """Return what a mail reports of another mail, if it does.

    Parameters
    ----------
    message : Message
        The parsed mail.
    sender : str
        The address in From.
    subject, text : str
        As a person would read them.
    envelope_sender : str or None
        The return path; empty when it is the null one.

    Returns
    -------
    Report or None
        None for other mail, also when a person passes a report on.
    """
    quoted = [*_quoted_ids(message, 0), *_MESSAGE_ID.findall(text[:_LOOKED_AT])]
    notices = list(_notices(message))
    if notices:
        return _told_by_fields(notices, quoted)
    failed = [comparable(found) for found in _ADDRESS.findall(_failed_header(message))]
    local = sender.partition("@")[0].lower()
    is_machine = envelope_sender == "" or bool(failed) or bool(_POSTMASTER.fullmatch(local))
    if not is_machine:
        return None
    return _told_in_words(subject.lower(), text[:_LOOKED_AT], failed, quoted, sender)


def _failed_header(message: Message) -> str:
    return raw_value(message, "X-Failed-Recipients")


def _notices(message: Message) -> Iterator[Message]:
    """Yield the fields for each recipient of a delivery status (RFC 3464, 2.3)."""
    if message.get_content_type() != "multipart/report":
        return
    for part in parts_of(message):
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in parts_of(part)[:_MOST] if block["Action"] is not None)


def _told_by_fields(notices: list[Message], quoted: list[str]) -> Report:
    by_action = [(raw_value(notice, "Action").strip().lower(), notice) for notice in notices]
    for what in (Reported.FAILED, Reported.DELAYED, Reported.DELIVERED):
        about = [notice for action, notice in by_action if action == what]
        if about:
            return _report(what, about, quoted)
    return _report(Reported.DELIVERED, notices, quoted)  # relayed, expanded


def _report(what: Reported, about: list[Message], quoted: list[str]) -> Report:
    recipients = []
    for notice in about:
        named = raw_value(notice, "Original-Recipient") or raw_value(notice, "Final-Recipient")
        recipients.append(comparable(named.rpartition(";")[2]))
    said = raw_value(about[0], "Diagnostic-Code").partition(";")
    return Report(
        what=what,
        recipients=[address for address in recipients if "@" in address],
        said=(said[2] or said[0] or raw_value(about[0], "Status")).strip()[:_LONGEST_SAID],
        message_ids=list(dict.fromkeys(quoted)),
    )


def _told_in_words(
    subject: str, text: str, failed: list[str], quoted: list[str], sender: str
) -> Report | None:
    is_late = _DELAYED.search(subject)
    if not (is_late or failed or _FAILED.search(subject)):
        return None
    named = failed or [comparable(found) for found in _ADDRESS.findall(text)]
    lines = (line.strip() for line in text.split("\n"))
    return Report(
        what=Reported.DELAYED if is_late else Reported.FAILED,
        recipients=[one for one in dict.fromkeys(named) if one != sender][:_MOST],
        said=next((line for line in lines if _REPLY.search(line)), "")[:_LONGEST_SAID],
        message_ids=list(dict.fromkeys(quoted)),
    )


def _quoted_ids(part: Message, depth: int) -> Iterator[str]:
    """Yield the Message-IDs of mails that lie inside, whole or only by their headers."""
    for inner in parts_of(part)[:_MOST]:
        kind = inner.get_content_type()
        if kind == "message/rfc822":
            for mail in parts_of(inner):
                yield from ids_in(raw_value(mail, "Message-ID"))
        elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
            yield from _MESSAGE_ID.findall(decoded(bytes_of(inner)[:_LOOKED_AT], None))
        elif depth < 3:
            yield from _quoted_ids(inner, depth + 1)
