"""The form for any part of the document: inputs from its type, answers back as plain data.

What is asked and what is wrong comes from the document's own types; this form only shows and
collects. Rows whose first input is empty do not count, so emptying it takes the row away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.inputs import Choices, input_for
from frontlinje.centre.forms.slots import Kind, Slot
from frontlinje.centre.labels import CENTRE, Wording
from frontlinje.centre.rules.problems import Path, Problem
from frontlinje.centre.texts import problem_in_words

_COUNT = "rows."
_HELD_TOGETHER: Final = (Kind.GROUP, Kind.ORDER, Kind.LANGUAGES)
_NOTHING: Final[tuple[object, ...]] = (None, "", [], {})
_MOST_ROWS: Final = 200
MORE = "more"
"""The button that asks for one more empty row."""


@dataclass(slots=True)
class Block:
    """Inputs that stand together on the page."""

    kind: str
    fields: list[BoundField] = field(default_factory=list)
    rows: list[list[tuple[BoundField, str]]] = field(default_factory=list)
    """Each input, with the kinds of step that have it; empty for all."""
    key: str = ""
    """What names the block on the page."""
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
        based_on: int | None = None,
        is_fixed: bool = False,
        wording: Wording = CENTRE,
        prefix: str | None = None,
        is_shown_again: bool = False,
    ) -> None:
        """Ask, or read ``data``; ``is_shown_again`` takes it as written so far, unjudged."""
        wants_more = data is not None and (is_shown_again or MORE in data)
        super().__init__(None if wants_more else data, prefix=prefix)
        self.slots = slots
        self._choices, self._wording, self._sent = choices, wording, data
        self._is_fixed = is_fixed
        self._counts: dict[str, int] = {}
        for slot in slots:
            self._add(slot, plain.get(slot.path[0]))
        for key, count in self._counts.items():
            self.fields[_COUNT + key] = forms.CharField(
                widget=forms.HiddenInput, initial=count, required=False
            )
        self._add_frame(based_on)
        if wants_more and data is not None:
            self._show_again(data)

    # What is asked

    def _add(self, slot: Slot, value: Any) -> None:
        """Add the inputs of a slot, showing ``value``."""
        if slot.kind is Kind.ORDER:
            for part, word in zip_longest(slot.parts, value or ()):
                self._add(part, word)
        elif slot.kind in _HELD_TOGETHER:
            for part in slot.parts:
                self._add(part, (value or {}).get(part.name))
        elif slot.kind is Kind.ROWS:
            self._add_rows(slot, value or [])
        else:
            sent = self._sent.getlist(self.add_prefix(slot.key)) if self._sent else value
            made = input_for(slot, self._choices, self._wording, sent)
            self.fields[slot.key] = made
            made.disabled = self._is_fixed
            if value is not None:
                self.initial[slot.key] = value

    def _add_rows(self, slot: Slot, values: Sequence[Mapping[str, Any]]) -> None:
        given = self.data.get(self.add_prefix(_COUNT + slot.key), "") if self.is_bound else ""
        count = _count_in(given, len(values) + 1)
        self._counts[slot.key] = count
        for index in range(count):
            row = values[index] if index < len(values) else {}
            for part in slot.parts:
                self._add(_in_row(slot, part, index), row.get(part.name))

    def _add_frame(self, based_on: int | None) -> None:
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
        grown = data.get(MORE)
        for slot in self.slots:
            if slot.kind is Kind.ROWS:
                key = self.add_prefix(slot.key)
                wanted = _count_in(data.get(self.add_prefix(_COUNT + slot.key), ""), 1)
                wanted = min(wanted + (key == grown), _MOST_ROWS)
                for index in range(self._counts[slot.key], wanted):
                    for part in slot.parts:
                        self._add(_in_row(slot, part, index), None)
                self._counts[slot.key] = wanted
                self.fields[_COUNT + slot.key].initial = wanted
        for name, made in self.fields.items():
            if name.startswith(_COUNT):
                continue
            key, several = self.add_prefix(name), isinstance(made, forms.MultipleChoiceField)
            self.initial[name] = data.getlist(key) if several else data.get(key, "")

    # How it stands on the page

    def blocks(self) -> Iterator[Block]:
        """Yield the inputs in the order of the page, those together that belong together."""
        for slot in self.slots:
            yield self._block(slot)
        if "reason" in self.fields:
            yield Block("field", [self["reason"]])

    def _block(self, slot: Slot) -> Block:
        around: dict[str, Any] = {
            "key": self.add_prefix(slot.key),
            "label": str(self._wording.field_label(slot)),
            "help": str(self._wording.field_help(slot)),
        }
        match slot.kind:
            case Kind.LANGUAGES:
                return Block("languages", [self[part.key] for part in slot.parts], **around)
            case Kind.ORDER:
                return Block("group", [self[part.key] for part in slot.parts], **around)
            case Kind.GROUP:
                return Block("group", [self[part.key] for part in _leaves(slot)], **around)
            case Kind.ROWS:
                rows = [list(self._row(slot, index)) for index in range(self._counts[slot.key])]
                return Block("rows", rows=rows, **around)
        return Block("field", [self[slot.key]])

    def _row(self, slot: Slot, index: int) -> Iterator[tuple[BoundField, str]]:
        for part in slot.parts:
            for leaf in _leaves(_in_row(slot, part, index)):
                yield self[leaf.key], " ".join(part.only_for)

    # What was answered

    def plain(self) -> dict[str, Any]:
        """Return the answers as plain data; what was left empty is left out."""
        found = {slot.name: self._answer(slot) for slot in self.slots}
        return {name: value for name, value in found.items() if value is not None}

    def _answer(self, slot: Slot) -> Any:
        if slot.kind is Kind.ORDER:
            answers = [self._answer(part) for part in slot.parts]
            return [answer for answer in answers if answer is not None]
        if slot.kind in _HELD_TOGETHER:
            parts = {part.name: self._answer(part) for part in slot.parts}
            found = {name: value for name, value in parts.items() if value is not None}
            # A text that may be left out is left out when no language has any.
            if slot.may_be_missing and all(value in _NOTHING for value in found.values()):
                return None
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
        return self._answer(_in_row(slot, slot.parts[0], index)) not in _NOTHING

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
        text, field = problem_in_words(problem), self._field_at(path)
        if field:
            self.add_error(field, text)
        else:
            self.add_error(None, f"{place}: {text}" if place else text)

    def _field_at(self, path: Path) -> str:
        """Return the input that asks for what a path names, or the first one of what is around."""
        steps = self._steps_on_page(path)
        while steps:
            key = ".".join(steps)
            found = (name for name in self.fields if f"{name}.".startswith(f"{key}."))
            if (first := next(found, "")) != "":
                return first
            steps = steps[:-1]
        return ""

    def _steps_on_page(self, path: Path) -> list[str]:
        """Return a path with positions of rows as they are on the page, empty ones included."""
        steps = [str(step) for step in path]
        slot = next((s for s in self.slots if steps and s.key == steps[0]), None)
        if slot is not None and slot.kind is Kind.ROWS and len(steps) > 1 and steps[1].isdigit():
            counting = [i for i in range(self._counts[slot.key]) if self._counts_as_row(slot, i)]
            steps[1] = str(counting[int(steps[1])])
        return steps


def _leaves(slot: Slot) -> Iterator[Slot]:
    """Yield the single inputs of a slot."""
    if slot.kind in _HELD_TOGETHER:
        for part in slot.parts:
            yield from _leaves(part)
    else:
        yield slot


def _count_in(text: str, otherwise: int) -> int:
    """Return how many rows a page had."""
    return min(int(text), _MOST_ROWS) if text.isascii() and text.isdigit() else otherwise


def _in_row(slot: Slot, part: Slot, index: int) -> Slot:
    """Return what one row asks, with its place on the page."""
    return replace(
        part,
        path=(*slot.path, str(index), *part.path),
        is_required=False,
        parts=tuple(_in_row(slot, inner, index) for inner in part.parts),
    )
