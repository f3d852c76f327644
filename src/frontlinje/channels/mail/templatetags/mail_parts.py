"""How is what a message has besides its text shown? By ``{% mail_parts message %}``."""

from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist

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
