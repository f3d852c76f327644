"""How is what customers wrote shown? ``|masked`` on every text, ``|phone`` on every number."""

from typing import Any

from django import template
from django.template.defaultfilters import stringfilter

from frontlinje.base import clock
from frontlinje.contacts import labels
from frontlinje.contacts.rules.national_id import has_national_id
from frontlinje.contacts.rules.national_id import masked as masked_text
from frontlinje.contacts.rules.reach import shown_phone
from frontlinje.people.permissions import Permission, may

register = template.Library()


@register.filter(is_safe=True)
@stringfilter
def masked(text: str) -> str:
    """Star out national identity numbers: ``{{ message.text|masked }}``."""
    return masked_text(text, clock.now().date())


@register.filter
@stringfilter
def phone(number: str) -> str:
    """Show a phone number in groups: ``{{ "+4722334455"|phone }}``."""
    return shown_phone(number)


@register.filter
def channel_name(code: str) -> Any:
    """Show what a channel is called."""
    return labels.CHANNELS.get(code, code)  # type: ignore[call-overload]


@register.filter
def state_name(code: str) -> Any:
    """Show what a contact's state is called."""
    return labels.STATES.get(code, code)  # type: ignore[call-overload]


@register.filter
def language_name(code: str) -> Any:
    """Show what a language is called."""
    return labels.LANGUAGES.get(code, code)


@register.inclusion_tag("contacts/masked_text.html", takes_context=True)
def maskable(context: template.Context, text: str, reveal_url: str) -> dict[str, Any]:
    """Show a text masked, with a button that reveals it to whoever may look."""
    is_masked = has_national_id(text, clock.now().date())
    user = context["request"].user
    return {
        "text": text,
        "reveal_url": reveal_url,
        "may_reveal": is_masked and may(user, Permission.NATIONAL_ID_REVEAL),
    }
