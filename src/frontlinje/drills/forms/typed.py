"""What was typed into a field that showed a figure? Something else, and is it a number?"""

from django import forms
from django.utils.translation import gettext

_MOST = 1_000_000.0


def is_typed(form: forms.Form, name: str) -> bool:
    """Say whether somebody typed something else than what stood there."""
    field = form.fields[name]
    initial = field.prepare_value(form.get_initial_for_field(field, name))
    shown = field.widget.format_value(initial)
    return str(form.data.get(name, "")).strip() != str(shown or "")


def a_number(form: forms.Form, name: str, typed: str | None) -> float:
    """Return a figure that cannot be below 0; put into the form why it is none."""
    try:
        number = float(typed or 0.0)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= _MOST:
        form.add_error(name, gettext("Write a number, 0 or more."))
    return number
