"""Which input does a slot get on the page? One Django field for each kind of slot."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from frontlinje.centre.forms.slots import Kind, Slot
from frontlinje.centre.forms.values import HoursField, LinesField, NumberField, SpanField
from frontlinje.centre.labels import Wording

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""What can be pointed at: (code, name) pairs, by the section they are in."""

HOURS_WORDS = "hours-words"
"""The list on the page of words that may be written for the hours of a holiday."""

_PLAIN = {
    Kind.TICK: forms.BooleanField,
    Kind.SPAN: SpanField,
    Kind.NUMBER: NumberField,
    Kind.LINES: LinesField,
}


def input_for(slot: Slot, choices: Choices, wording: Wording, value: Any) -> forms.Field:
    """Return the Django field for a slot that holds ``value``, or is sent it."""
    common: dict[str, Any] = {
        "label": wording.language_label(slot) if slot.language else wording.field_label(slot),
        "help_text": "" if slot.language else wording.field_help(slot),
        "required": slot.is_required,
    }
    match slot.kind:
        case Kind.CHOICE if _is_listed(slot, choices):
            blank = [] if slot.is_required and slot.allowed else [("", "–")]
            options = [*blank, *_options(slot, choices, wording, value)]
            coerce = int if slot.is_number else str
            return forms.TypedChoiceField(choices=options, coerce=coerce, **common)
        case Kind.CHOICES if _is_listed(slot, choices):
            ticks = forms.CheckboxSelectMultiple()
            several = list(_options(slot, choices, wording, value))
            return forms.MultipleChoiceField(choices=several, widget=ticks, **common)
        case Kind.CHOICES:
            return LinesField(**common | {"help_text": _("Usernames, one on each line.")})
        case Kind.HOURS:
            offered = {"list": HOURS_WORDS} if slot.allowed else {}
            return HoursField(widget=forms.TextInput(attrs=offered), **common)
    plain = _PLAIN.get(slot.kind)
    return plain(**common) if plain else forms.CharField(widget=_widget(slot), **common)


def _is_listed(slot: Slot, choices: Choices) -> bool:
    """Say whether what can be chosen is known; a crowd of people is not listed."""
    return not slot.points_at or slot.points_at in choices


def _widget(slot: Slot) -> forms.Widget:
    if slot.kind is Kind.DATE:
        return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    if slot.kind is Kind.TIME:
        return forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    attrs = {"lang": slot.language} if slot.language else {}
    if slot.kind is Kind.BODY:
        return forms.Textarea(attrs={"rows": 6, **attrs})
    return forms.TextInput(attrs=attrs)


def _options(
    slot: Slot, choices: Choices, wording: Wording, value: Any
) -> Iterator[tuple[str, Any]]:
    """Yield what can be chosen, and what stands there although it is gone."""
    known = list(choices.get(slot.points_at, ())) if slot.points_at else []
    yield from known
    for word in slot.allowed:
        yield word, wording.choice_label(slot.name, word)
    if slot.points_at and value is not None:
        names = dict(known)
        alike = {code.casefold(): name for code, name in known}
        for code in [value] if isinstance(value, str) else value:
            if code and code not in names:
                gone = _("«%(code)s», which is not there") % {"code": code}
                yield code, alike.get(code.casefold(), gone)
