"""What do forms share that change a day? Why, from which version, and what was typed anew."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_MOST = 1_000_000.0


class VersionForm(forms.Form):
    """Asks why a new version is made, and keeps in mind of which it is made."""

    reason = forms.CharField(label=_("Why is it changed?"), max_length=400)
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Return what is wrong in the tables, whose fields do not tell it: label and words."""
        return [
            (str(self.fields[name].label), " ".join(map(str, errors)))
            for name, errors in self.errors.items()
            if name.startswith(("lane-", "person-", "rate-"))
        ]


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
