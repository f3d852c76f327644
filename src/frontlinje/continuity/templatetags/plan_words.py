"""How do templates of plans say names, times, roles and kinds? ``{% load plan_words %}``."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from frontlinje.centre.forms.values import span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES, WORDS
from frontlinje.people.labels import ROLES
from frontlinje.people.models import name_in
from frontlinje.people.permissions import Role
from frontlinje.presence.templatetags import spoken

register = template.Library()
register.filters.update(spoken.register.filters)


@register.filter
def said_in(words: dict[str, str]) -> str:
    """Return words that a row keeps by language, in the language of the page."""
    return name_in(words, get_language())


@register.filter
def span(seconds: float) -> str:
    """Return a length of time as people write it."""
    return span_in_words(seconds)


@register.filter
def channel(code: Any) -> Promise | str:
    """Return what a channel is called."""
    return CHANNEL_NAMES.get(code, str(code))


@register.filter
def situation(code: str) -> Promise | str:
    """Return when a text is told."""
    return WORDS.get(f"situation.{code}", code)


@register.filter
def role(code: str) -> Promise:
    """Return what a role is called."""
    return ROLES[Role(code)]
