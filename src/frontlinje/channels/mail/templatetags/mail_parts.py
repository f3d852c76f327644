"""How is what a message has besides its text shown? By ``{% mail_parts message %}``."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

from frontlinje.channels.mail.models import OutgoingMail
from frontlinje.contacts.models import Message
from frontlinje.people.permissions import Permission, may
from frontlinje.people.wording import texts

register = template.Library()


@register.inclusion_tag("mail/parts.html", takes_context=True)
def mail_parts(context: template.Context, message: Message) -> dict[str, Any]:
    """Show a message's HTML, files and state; load messages with ``queries.with_mail``."""
    raw = next(iter(message.raw_mails.all()), None)
    user = context["request"].user
    return {
        "message": message,
        "files": list(message.attachments.all()),
        "raw": raw,
        "outgoing": _outgoing(message),
        "may_open_original": raw is not None and may(user, Permission.NATIONAL_ID_REVEAL),
    }


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
