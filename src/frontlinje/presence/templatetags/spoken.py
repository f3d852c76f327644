"""How do templates say names, times and people's states? ``{% load spoken %}``."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from django import template
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext

from frontlinje.centre.rules.fields import Body, Name
from frontlinje.presence import wording

register = template.Library()

K = TypeVar("K")
T = TypeVar("T")


@register.filter
def named(name: Name | Body | None) -> str:
    """Return a name of the centre's document in the language of the page."""
    return name.in_language(get_language() or "nb") if name else ""


@register.filter
def span_to(then: datetime, now: datetime) -> str:
    """Return how far two instants are apart, in words."""
    return wording.span_words(abs(now - then))


@register.filter
def clock_to(then: datetime, now: datetime) -> str:
    """Return how far two instants are apart, as a running clock shows it."""
    return wording.clock_words(abs(now - then))


@register.filter
def length_words(span: timedelta) -> str:
    """Return a length of time to the minute."""
    return wording.length_words(span)


@register.filter
def day_and_time(then: datetime, now: datetime) -> str:
    """Return an instant as people say it: «14:20», «yesterday 14:20», «12 March 14:20»."""
    here, today = timezone.localtime(then), timezone.localtime(now).date()
    at = formats.time_format(here, "H:i")
    match (here.date() - today).days:
        case 0:
            return at
        case -1:
            return gettext("yesterday %(time)s") % {"time": at}
        case 1:
            return gettext("tomorrow %(time)s") % {"time": at}
    pattern = "j. M" if here.year == today.year else "j. M Y"
    return f"{_month_small(formats.date_format(here, pattern))} {at}"


def _month_small(text: str) -> str:
    """Return a day as the language writes it: Nordic languages write months small."""
    return text if get_language() == "en" else text.lower()


@register.filter
def short_day(day: date) -> str:
    """Return a day as a column is headed: «Thu 12 Mar»."""
    return formats.date_format(_here(day), pgettext("format of a day", "D j M"))


@register.filter
def long_day(day: date) -> str:
    """Return a day in full: «Thursday 12 March»."""
    return _month_small(formats.date_format(_here(day), pgettext("format of a day", "l j F")))


def _here(day: date) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


@register.filter
def why_words(code: str) -> str | Promise:
    """Return why routing offers somebody nothing, or that it does."""
    return wording.WHY.get(code, code)


@register.filter
def stands(code: str) -> str | Promise:
    """Return how somebody stands to the plan."""
    return wording.STANDINGS.get(code, code)  # type: ignore[call-overload, no-any-return]


@register.filter
def of(key: K, mapping: Mapping[K, T]) -> T | None:
    """Return what stands under a key: ``{{ code|of:reasons }}``."""
    return mapping.get(key)
