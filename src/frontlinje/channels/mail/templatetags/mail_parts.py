"""How is what a message has besides its text shown? By ``{% mail_parts message %}``."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

from frontlinje.base import clock
from frontlinje.channels.mail.models import OutgoingMail, RawMail, RawState
from frontlinje.channels.mail.queries import is_held
from frontlinje.channels.mail.rules.own_addresses import own_form
from frontlinje.channels.mail.rules.quoted import Kind, Piece, pieces_of
from frontlinje.channels.mail.rules.threads import Thread
from frontlinje.channels.mail.views.writing import files_context
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.national_id import has_national_id
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import texts

register = template.Library()


@register.inclusion_tag("mail/parts.html", takes_context=True)
def mail_parts(context: template.Context, message: Message) -> dict[str, Any]:
    """Show a message's HTML, files and state; load messages with ``queries.with_mail``."""
    raws = list(message.raw_mails.all())
    raw = raws[0] if raws else None
    user = context["request"].user
    outgoing = _outgoing(message)
    is_theirs = outgoing is not None and message.author_id == user.id
    came_to = dict.fromkeys(own_form(address) for raw in raws for address in raw.recipients)
    return {
        "message": message,
        "files": list(message.attachments.all()),
        "raw": raw,
        "outgoing": outgoing,
        "is_held": is_theirs and outgoing is not None and is_held(outgoing, clock.now()),
        "also_to": list(came_to) if len(came_to) > 1 and not message.is_outgoing else [],
        "may_part": _is_threaded(raw) and may(user, Permission.DESK_USE),
        "may_open_original": raw is not None and may(user, Permission.NATIONAL_ID_REVEAL),
    }


def _is_threaded(raw: RawMail | None) -> bool:
    return raw is not None and raw.thread not in ("", Thread.PARTED)


@register.inclusion_tag("mail/text.html", takes_context=True)
def mail_text(context: template.Context, message: Message, reveal_url: str) -> dict[str, Any]:
    """Show a message's words masked; of a mail, what is quoted and the signature are folded."""
    is_masked = has_national_id(message.text, clock.now().date())
    return {
        "message": message,
        "pieces": _pieces(message),
        "reveal_url": reveal_url,
        "may_reveal": is_masked and may(context["request"].user, Permission.NATIONAL_ID_REVEAL),
    }


def _pieces(message: Message) -> list[dict[str, Any]]:
    lines = message.text.splitlines()
    is_mail = any(raw.state == RawState.READ for raw in message.raw_mails.all())
    found = pieces_of(lines) if is_mail and lines else [Piece(Kind.OWN, 0, len(lines))]
    return [
        {
            "kind": piece.kind.value,
            "text": "\n".join(lines[piece.start : piece.end]).strip("\n"),
            "n_lines": sum(bool(line.strip()) for line in lines[piece.start : piece.end]),
        }
        for piece in found
    ]


@register.inclusion_tag("mail/draft_files.html", takes_context=True)
def attached_files(context: template.Context, contact: Contact) -> dict[str, Any]:
    """Show the files of the answer that somebody is writing, and let them add more."""
    return files_context(contact, context["request"].user)


def _outgoing(message: Message) -> OutgoingMail | None:
    try:
        return message.outgoing_mail
    except ObjectDoesNotExist:
        return None


@register.filter
def trouble_words(trouble: str) -> str:
    """Return a code of ours in words, and what a mail server said as it said it."""
    return str(texts().get(trouble, trouble))


@register.filter
def cipher_name(how: str) -> str:
    """Return what a way of signing and encrypting is called."""
    return {"smime": "S/MIME", "pgp": "PGP"}.get(how, how)


@register.filter
def meeting_when(meeting: dict[str, Any]) -> str:
    """Return when a meeting is, in the time of the centre; an end on the same day by its time."""
    begins, ends = _moment(meeting["begins"]), _moment(meeting["ends"])
    if begins is None:
        return ""
    words = _words(begins)
    if isinstance(begins, datetime) and isinstance(ends, datetime):
        is_same_day = begins.date() == ends.date()
        return f"{words}–{date_format(ends, 'TIME_FORMAT') if is_same_day else _words(ends)}"
    return f"{words}–{_words(ends)}" if ends else words


def _moment(text: str) -> date | None:
    """Return a day, or an instant in the time of the centre."""
    if len(text) <= len("2026-01-01"):
        return date.fromisoformat(text) if text else None
    moment = datetime.fromisoformat(text)
    return localtime(moment) if is_aware(moment) else moment


def _words(moment: date) -> str:
    is_instant = isinstance(moment, datetime)
    return date_format(moment, "SHORT_DATETIME_FORMAT" if is_instant else "SHORT_DATE_FORMAT")
