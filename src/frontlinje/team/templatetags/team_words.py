"""How do templates of the team say headings and statuses? ``{% load team_words %}``."""

from django import template
from django.utils.functional import Promise

from frontlinje.presence.templatetags import spoken
from frontlinje.team import wording

register = template.Library()
register.filters.update(spoken.register.filters)


@register.filter
def heading_name(code: str) -> Promise:
    """Return a heading of people."""
    return wording.HEADINGS[code]


@register.filter
def count_name(code: str) -> Promise:
    """Return what is counted in planned against actual."""
    return wording.COUNTS[code]


@register.filter
def status_name(code: str) -> Promise:
    """Return a declared status."""
    return wording.STATUSES[code]


@register.filter
def unlocalised(number: float) -> str:
    """Return a number as SVG reads it, with a point."""
    return f"{number:.1f}"
