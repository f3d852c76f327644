"""How is a difference in the operating state said to who decides? Names, never codes or braces."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from frontlinje.centre.forms.values import span_in_words
from frontlinje.centre.labels import CHANNEL_NAMES, FIELDS, WORDS
from frontlinje.centre.rules.changes import Change
from frontlinje.centre.rules.parts import Plain
from frontlinje.centre.shelves import name_of
from frontlinje.centre.wording import ChangeLine, change_line, value_in_words
from frontlinje.continuity.rules.measures.measure import OWN_CODE

_POINTED_AT = {
    "queue": "queues",
    "queues": "queues",
    "follow_up": "queues",
    "group": "groups",
    "groups": "groups",
    "hours": "hours",
    "text": "texts",
    "skill": "skills",
}
"""In which section of the document the thing is that a field names by its code."""
_SHAPES = {"arrangements": "Arrangement", "scripts": "Script"}
_SAID_ELSEWHERE = ("code", "name", "title")
_UNSAID: tuple[Any, ...] = (None, "", [], {}, "all")
"""What a part that was just added leaves as it is."""

Names = Mapping[tuple[str, str], str]
"""What a thing is called, by section and code."""


def effect_line(
    change: Change, before: Plain, after: Plain, language: str, skills: Mapping[str, str]
) -> ChangeLine:
    """Return a change in words; ``before`` and ``after`` are the documents it lies between."""
    line = change_line(change, before, after, language)
    names = {("skills", code): name for code, name in skills.items()}
    names |= _names_in(before, language) | _names_in(after, language)
    key, shape = change.path.rpartition(".")[2], _SHAPES.get(change.path.partition(".")[0], "")
    told = [_said(key, value, names, shape) for value in (change.before, change.after)]
    # What a plan adds to a queue has a code and no name.
    place = OWN_CODE.sub(_("from the plan"), line.place)
    return ChangeLine(place, *told)


def _names_in(plain: Plain, language: str) -> dict[tuple[str, str], str]:
    names = {
        (section, thing["code"]): name_of(thing, language)
        for section in set(_POINTED_AT.values())
        for thing in plain.get(section, ())
    }
    return names | {("", code): str(name) for code, name in CHANNEL_NAMES.items()}


def _said(key: str, value: Any, names: Names, shape: str) -> str:
    if f"{key}.{value}" in WORDS:
        return str(WORDS[f"{key}.{value}"])
    match value:
        case list():
            return ", ".join(_said(key, one, names, shape) for one in value)
        case dict():
            parts = [
                f"{_label(inner, shape)}: {_said(inner, one, names, shape)}"
                for inner, one in value.items()
                if inner not in _SAID_ELSEWHERE and one not in _UNSAID and one is not False
            ]
            return "; ".join(parts)
        case str():
            return names.get((_POINTED_AT.get(key, ""), value), value)
        case int() | float() if key.endswith("_s") and not isinstance(value, bool):
            return span_in_words(value)
    return value_in_words(value)


def _label(field: str, shape: str) -> str:
    return str(FIELDS.get(f"{shape}.{field}", FIELDS.get(field, field)))
