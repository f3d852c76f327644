"""What may be chosen in a form's field? Known only when the form is shown."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[str | int, Any]]) -> None:
    """Let a field of choices offer these: the value of each, and what is shown."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), f"{name} offers no choices"
    field.choices = list(choices)
