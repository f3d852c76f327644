"""How do templates of exercises say the clock and what happened? ``{% load exercise_words %}``."""

from datetime import datetime, timedelta

from django import template
from django.utils.functional import Promise

from frontlinje.exercises.labels import ENTRIES, EXPECTS, KINDS, STAGES, STOPS
from frontlinje.presence import wording
from frontlinje.presence.templatetags import spoken

register = template.Library()
register.filters.update(spoken.register.filters)


@register.filter
def on_clock(seconds: float | None) -> str:
    """Return seconds as the clock of an exercise shows them."""
    return "–" if seconds is None else wording.clock_words(timedelta(seconds=int(seconds)))


@register.filter
def before(then: datetime, seconds: float) -> datetime:
    """Return an instant so many seconds earlier."""
    return then - timedelta(seconds=seconds)


@register.filter
def minutes(at_min: float) -> str:
    """Return minutes as the clock of an exercise shows them."""
    return on_clock(at_min * 60)


@register.filter
def kind_name(code: str) -> str | Promise:
    """Return what sort of exercise it is."""
    return KINDS.get(code, code)


@register.filter
def stage_name(code: str) -> str | Promise:
    """Return how far it is."""
    return STAGES.get(code, code)


@register.filter
def entry_name(code: str) -> str | Promise:
    """Return what a line of the log is."""
    return ENTRIES.get(code, code)


@register.filter
def stop_name(code: str) -> str | Promise:
    """Return why it is over."""
    return STOPS.get(code, code)


@register.filter
def expects_name(code: str) -> str | Promise:
    """Return what a card asks for."""
    return EXPECTS.get(code, code)
