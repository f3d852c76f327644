"""How does a value look in a form, and what does somebody who wrote one mean by it?"""

import re
from typing import Any, Final

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontlinje.centre.labels import WORDS

_SPAN_PART: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-zæøåäö]*)\.?\s*", re.IGNORECASE)
_SECONDS_OF: Final = {
    **dict.fromkeys(("", "s", "sec", "sek", "second", "seconds", "sekund", "sekunder"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minutt", "minutter", "minuter"), 60),
    **dict.fromkeys(("h", "t", "hour", "hours", "time", "timer", "tim", "timme", "timmar"), 3600),
    **dict.fromkeys(("d", "day", "days", "døgn", "dygn", "dag", "dager", "dagar"), 86400),
}


def span_in_words(seconds: float) -> str:
    """Return a length of time as people write it: ``1 h 30 min``, ``20 s``."""
    units = (
        (86400, pgettext("days, shortened", "d")),
        (3600, pgettext("hours, shortened", "h")),
        (60, pgettext("minutes, shortened", "min")),
    )
    left = round(seconds, 3)
    parts = []
    for length, unit in units:
        if left >= length:
            parts.append(f"{int(left // length)} {unit}")
            left = round(left % length, 3)
    if left or not parts:
        unit = pgettext("seconds, shortened", "s")
        parts.append(f"{number_in_words(left)} {unit}")
    return " ".join(parts)


def seconds_meant(text: str) -> float | None:
    """Return the seconds that somebody wrote, None when it is no length of time."""
    parts = _SPAN_PART.findall(text)
    rest = _SPAN_PART.sub("", text).strip()
    if not parts or rest or any(unit.lower() not in _SECONDS_OF for _, unit in parts):
        return None
    return sum(float(n.replace(",", ".")) * _SECONDS_OF[unit.lower()] for n, unit in parts)


def number_in_words(number: float) -> str:
    """Return a number with the decimal sign of the language, and no zeros after it."""
    text = repr(float(number)).removesuffix(".0")
    return text.replace(".", str(get_format("DECIMAL_SEPARATOR")))


class SpanField(forms.CharField):
    """A length of time, such as ``20 s`` or ``1 h 30 min``; plain data has seconds."""

    def prepare_value(self, value: Any) -> Any:
        """Show seconds as words; show again what somebody wrote."""
        return span_in_words(value) if isinstance(value, (int, float)) else value

    def clean(self, value: Any) -> Any:
        """Return seconds, None when nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        seconds = seconds_meant(text)
        if seconds is None:
            raise forms.ValidationError(
                _("Write a length of time such as 20 s, 5 min or 1 h 30 min."), code="span"
            )
        return seconds


def hours_in_words(written: str) -> str:
    """Return hours as they are written here: the words among them in the language of the page."""
    return str(WORDS.get(f"hours.{written}", written))


class HoursField(forms.CharField):
    """The hours of a day, such as ``08:00-16:00``, or a word such as ``closed``."""

    def prepare_value(self, value: Any) -> Any:
        """Show the words in the language of the page."""
        return hours_in_words(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """Return what the document's types read."""
        text: str = super().clean(value)
        said = {hours_in_words(word): word for word in ("closed", "sunday", "usual")}
        return said.get(text.strip().lower(), text)


class NumberField(forms.CharField):
    """A number, with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": "8"})

    def prepare_value(self, value: Any) -> Any:
        """Show numbers as they are written here; show again what somebody wrote."""
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number_in_words(value) if is_number else value

    def clean(self, value: Any) -> Any:
        """Return the number as the document's types read it, None when nothing was written."""
        text = super().clean(value).replace(",", ".").replace(" ", "")
        return text or None


class LinesField(forms.CharField):
    """Several words, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines; show again what somebody wrote."""
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        """Return the lines that have something on them."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]
