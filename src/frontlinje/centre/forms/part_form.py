"""The form for any part of the document: inputs from its type, answers back as plain data.

What is asked and what is wrong comes from the document's own types; this form only shows and
collects. Rows whose first input is empty do not count, so emptying it takes the row away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.slots import Kind, Slot
from frontlinje.centre.forms.values import HoursField, LinesField, NumberField, SpanField
from frontlinje.centre.labels import choice_label, field_help, field_label, language_label
from frontlinje.centre.rules.problems import Path, Problem
from frontlinje.centre.texts import problem_in_words

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""What can be pointed at: (code, name) pairs, by the section they are in."""

_COUNT = "rows."
HOURS_WORDS = "hours-words"
"""The list on the page of words that may be written for the hours of a holiday."""
MORE = "more"
"""The button that asks for one more empty row."""


@dataclass(slots=True)
class Block:
    """Inputs that stand together on the page."""

    kind: str
    fields: list[BoundField] = field(default_factory=list)
    rows: list[list[tuple[BoundField, str]]] = field(default_factory=list)
    """Each input, with the kinds of step that have it; empty for all."""
    slot: Slot | None = None
    label: str = ""
    help: str = ""


class PartForm(forms.Form):
    """Asks for everything in ``slots``, and why it is changed."""

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None,
        *,
        slots: Sequence[Slot],
        plain: Mapping[str, Any],
        choices: Choices,
        based_on: int | None,
        is_fixed: bool = False,
    ) -> None:
        wants_more = data is not None and MORE in data
        super().__init__(None if wants_more else data)
        self.slots = slots
        self._choices = choices
        self._is_fixed = is_fixed
        self._counts: dict[str, int] = {}
        for slot in slots:
            self._add(slot, plain.get(slot.path[0]))
        self._add_frame(based_on)
        if wants_more and data is not None:
            self._show_again(data)

    # What is asked

    def _add(self, slot: Slot, value: Any) -> None:
        """Add the inputs of a slot, showing ``value``."""
        if slot.kind in (Kind.GROUP, Kind.LANGUAGES):
            for part in slot.parts:
                self._add(part, (value or {}).get(part.name))
        elif slot.kind is Kind.ROWS:
            self._add_rows(slot, value or [])
        else:
            self.fields[slot.key] = made = _input(slot, self._choices)
            made.disabled = self._is_fixed
            if value is not None:
                self.initial[slot.key] = value

    def _add_rows(self, slot: Slot, values: Sequence[Mapping[str, Any]]) -> None:
        asked = str(self.data.get(_COUNT + slot.key, "")) if self.is_bound else ""
        count = min(int(asked), 200) if asked.isascii() and asked.isdigit() else len(values) + 1
        self._counts[slot.key] = count
        for index in range(count):
            row = values[index] if index < len(values) else {}
            for part in slot.parts:
                self._add(_in_row(slot, part, index), row.get(part.name))

    def _add_frame(self, based_on: int | None) -> None:
        for key, count in self._counts.items():
            self.fields[_COUNT + key] = forms.CharField(
                widget=forms.HiddenInput, initial=count, required=False
            )
        self.fields["based_on"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=based_on, required=False
        )
        if not self._is_fixed:
            self.fields["reason"] = forms.CharField(
                label=_("Why is it changed?"),
                help_text=_("Is kept in the history."),
                max_length=400,
                required=False,
            )

    def _show_again(self, data: QueryDict) -> None:
        """Show what was written so far, with one more empty row where that was asked for."""
        grown = data[MORE]
        for slot in self.slots:
            if slot.kind is Kind.ROWS:
                asked = data.get(_COUNT + slot.key, "")
                wanted = int(asked) if asked.isascii() and asked.isdigit() else 1
                wanted = min(wanted + (slot.key == grown), 200)
                for index in range(self._counts[slot.key], wanted):
                    for part in slot.parts:
                        self._add(_in_row(slot, part, index), None)
                self._counts[slot.key] = wanted
                self.fields[_COUNT + slot.key].initial = wanted
        for name, made in self.fields.items():
            if name.startswith(_COUNT):
                continue
            several = isinstance(made, forms.MultipleChoiceField)
            self.initial[name] = data.getlist(name) if several else data.get(name, "")

    # How it stands on the page

    def blocks(self) -> Iterator[Block]:
        """Yield the inputs in the order of the page, those together that belong together."""
        for slot in self.slots:
            yield self._block(slot)
        if "reason" in self.fields:
            yield Block("field", [self["reason"]])

    def _block(self, slot: Slot) -> Block:
        label, help_text = str(field_label(slot)), str(field_help(slot))
        match slot.kind:
            case Kind.LANGUAGES:
                fields = [self[part.key] for part in slot.parts]
                return Block("languages", fields, help=help_text)
            case Kind.GROUP:
                fields = [self[part.key] for part in slot.parts]
                return Block("group", fields, slot=slot, label=label, help=help_text)
            case Kind.ROWS:
                rows = [
                    [
                        (self[_in_row(slot, part, index).key], " ".join(part.only_for))
                        for part in slot.parts
                    ]
                    for index in range(self._counts[slot.key])
                ]
                return Block("rows", rows=rows, slot=slot, label=label, help=help_text)
        return Block("field", [self[slot.key]])

    # What was answered

    def plain(self) -> dict[str, Any]:
        """Return the answers as plain data; what was left empty is left out."""
        found = {slot.name: self._answer(slot) for slot in self.slots}
        return {name: value for name, value in found.items() if value is not None}

    def _answer(self, slot: Slot) -> Any:
        if slot.kind in (Kind.GROUP, Kind.LANGUAGES):
            parts = {part.name: self._answer(part) for part in slot.parts}
            found = {name: value for name, value in parts.items() if value is not None}
            # A text that may be left out is left out when no language has any.
            return None if slot.kind is Kind.LANGUAGES and not found else found
        if slot.kind is Kind.ROWS:
            return [
                self._row_answer(slot, index)
                for index in range(self._counts[slot.key])
                if self._counts_as_row(slot, index)
            ]
        value = self.cleaned_data.get(slot.key)
        if isinstance(value, list) and slot.kind is Kind.CHOICES:
            # A browser answers in the order of the page; what stood there keeps its own order.
            before = list(self.initial.get(slot.key, ()))
            value.sort(key=lambda word: before.index(word) if word in before else len(before))
        return None if value == "" and slot.kind is not Kind.HOURS else value

    def _counts_as_row(self, slot: Slot, index: int) -> bool:
        return bool(self.cleaned_data.get(_in_row(slot, slot.parts[0], index).key))

    def _row_answer(self, slot: Slot, index: int) -> dict[str, Any]:
        kind = self.cleaned_data.get(_in_row(slot, slot.parts[0], index).key)
        row = {
            part.name: self._answer(_in_row(slot, part, index))
            for part in slot.parts
            if not part.only_for or kind in part.only_for
        }
        return {name: value for name, value in row.items() if value is not None}

    def tell(self, problem: Problem, path: Path, place: str = "") -> None:
        """Put a problem at the input it is about, or above the form with its place in words."""
        steps = self._steps_on_page(path)
        text = problem_in_words(problem)
        while steps and ".".join(steps) not in self.fields:
            steps = steps[:-1]
        if steps:
            self.add_error(".".join(steps), text)
        else:
            self.add_error(None, f"{place}: {text}" if place else text)

    def _steps_on_page(self, path: Path) -> list[str]:
        """Return a path with positions of rows as they are on the page, empty ones included."""
        steps = [str(step) for step in path]
        slot = next((s for s in self.slots if steps and s.key == steps[0]), None)
        if slot is not None and slot.kind is Kind.ROWS and len(steps) > 1 and steps[1].isdigit():
            counting = [i for i in range(self._counts[slot.key]) if self._counts_as_row(slot, i)]
            steps[1] = str(counting[int(steps[1])])
            if len(steps) == 2:
                steps.append(slot.parts[0].name)
        if slot is not None and ".".join(steps) not in self.fields and slot.parts:
            steps = [*steps, slot.parts[0].name] if slot.kind is not Kind.ROWS else steps
        return steps


def _in_row(slot: Slot, part: Slot, index: int) -> Slot:
    """Return what one row asks, with its place on the page."""
    return replace(part, path=(*slot.path, str(index), *part.path), is_required=False)


def _input(slot: Slot, choices: Choices) -> forms.Field:
    """Return the Django field for a slot."""
    common: dict[str, Any] = {
        "label": _label(slot),
        "help_text": "" if slot.language else field_help(slot),
        "required": slot.is_required,
    }
    match slot.kind:
        case Kind.CHOICE:
            blank = [] if slot.is_required and slot.allowed else [("", "–")]
            options = [*blank, *_options(slot, choices)]
            coerce = int if slot.is_number else str
            return forms.TypedChoiceField(choices=options, coerce=coerce, **common)
        case Kind.CHOICES:
            ticks = forms.CheckboxSelectMultiple()
            several = list(_options(slot, choices))
            return forms.MultipleChoiceField(choices=several, widget=ticks, **common)
        case Kind.TICK:
            return forms.BooleanField(**common)
        case Kind.SPAN:
            return SpanField(**common)
        case Kind.HOURS:
            offered = {"list": HOURS_WORDS} if slot.allowed else {}
            return HoursField(widget=forms.TextInput(attrs=offered), **common)
        case Kind.NUMBER:
            return NumberField(**common)
        case Kind.LINES:
            return LinesField(**common)
        case Kind.DATE:
            day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            return forms.CharField(widget=day, **common)
        case Kind.BODY:
            area = forms.Textarea(attrs={"rows": 6, "lang": slot.language})
            return forms.CharField(widget=area, **common)
    attrs = {"lang": slot.language} if slot.language else {}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **common)


def _label(slot: Slot) -> Any:
    if slot.language:
        return language_label(slot)
    return field_label(slot)


def _options(slot: Slot, choices: Choices) -> Iterator[tuple[str, Any]]:
    if slot.points_at:
        yield from choices.get(slot.points_at, ())
    for word in slot.allowed:
        yield word, choice_label(slot.name, word)
