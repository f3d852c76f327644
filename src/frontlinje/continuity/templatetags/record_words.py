"""How do templates of the record say instants, figures and lengths? ``{% load record_words %}``."""

from datetime import datetime

from django import template

from frontlinje.continuity.incident_words import to_the_second
from frontlinje.reports.templatetags import board_words

register = template.Library()
register.filters.update(board_words.register.filters)


@register.filter
def second(then: datetime) -> str:
    """Return an instant to the second."""
    return to_the_second(then)
