"""How do templates say standing, names and times? ``{% load desk_words %}``."""

from django import template
from django.utils.functional import Promise

from frontlinje.desk import wording
from frontlinje.presence.templatetags import spoken

register = template.Library()
register.filters.update(spoken.register.filters)


@register.filter
def standing_words(code: str) -> str | Promise:
    """Return how planned against actual is said to the person."""
    return wording.STANDINGS.get(code, code)  # type: ignore[call-overload, no-any-return]
