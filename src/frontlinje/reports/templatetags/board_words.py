"""How do templates say measures, alarms and groups? ``{% load board_words %}``."""

from django import template
from django.utils.functional import Promise

from frontlinje.contacts.labels import STATES
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.presence.templatetags import spoken
from frontlinje.reports import wording
from frontlinje.reports.rules.measures import Figures

register = template.Library()
register.filters.update(spoken.register.filters)


@register.filter
def service_level(figures: Figures) -> wording.Measure:
    """Return the service level with its sum."""
    return wording.service_level_of(figures)


@register.filter
def answer_rate(figures: Figures) -> wording.Measure:
    """Return the answer rate with its sum."""
    return wording.answer_rate_of(figures)


@register.filter
def stranded_words(reason: str) -> str | Promise:
    """Return why nobody can take a contact."""
    return wording.STRANDED.get(reason, reason)


@register.filter
def group_name(group: str) -> str | Promise:
    """Return a heading of people."""
    return wording.GROUPS[group]


@register.filter
def gap_name(state: str) -> str | Promise:
    """Return where contacts are missing or double."""
    return wording.GAPS.get(state) or STATES[State(state)]


@register.filter
def short_name(name: str) -> str:
    """Return a name as it is read across the room: «Nina P.»."""
    first, *others = name.split() or [""]
    return f"{first} {others[-1][0]}." if others else first
