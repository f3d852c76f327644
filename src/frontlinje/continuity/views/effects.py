"""How is a difference in the operating state said to who decides? Names, never codes or braces."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES, FIELDS
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.shelves import name_of
from frontlinje.centre.wording import ChangeLine, change_line, value_in_words
from frontlinje.continuity.rules.measures.measure import OWN_CODE

_POINTED_AT = ("queues", "groups", "hours", "texts")
"""Sections whose things are pointed at by their codes."""
_SAID_ELSEWHERE = ("code", "name", "title")


def effect_line(change: Change, before: Plain, after: Plain, language: str) -> ChangeLine:
    """Return a change in words; ``before`` and ``after`` are the documents it lies between."""
    line = change_line(change, before, after, language)
    names = _names_in(before, language) | _names_in(after, language)
    key = change.path.rpartition(".")[2]
    told = [_said(key, value, names) for value in (change.before, change.after)]
    # What a plan adds to a queue has a code and no name.
    place = OWN_CODE.sub(_("from the plan"), line.place)
    return ChangeLine(place, *told)


def _names_in(plain: Plain, language: str) -> dict[str, str]:
    names = {
        thing["code"]: name_of(thing, language)
        for section in _POINTED_AT
        for thing in plain.get(section, ())
    }
    return names | {code: str(name) for code, name in CHANNEL_NAMES.items()}


def _said(key: str, value: Any, names: Mapping[str, str]) -> str:
    match value:
        case list():
            return ", ".join(_said(key, one, names) for one in value)
        case dict():
            parts = [
                f"{FIELDS.get(inner, inner)}: {_said(inner, one, names)}"
                for inner, one in value.items()
                if inner not in _SAID_ELSEWHERE and one not in (None, "", [], {})
            ]
            return "; ".join(parts)
        case str():
            return names.get(value, value)
        case int() | float() if key.endswith("_s") and not isinstance(value, bool):
            return span_in_words(value)
    return value_in_words(value)
