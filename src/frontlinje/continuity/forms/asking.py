"""What is asked before a plan is put into effect, extended, copied, compared or imported?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontlinje.continuity.models import Incident
from frontlinje.people.choices import offer


def instant_input() -> forms.DateTimeInput:
    """Return a field for an instant, as the browser's own picker reads and writes it."""
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


NEW_INCIDENT = "new"
"""Says that an incident is to be opened."""


class ActivateForm(forms.Form):
    """Which measures, until when, and why."""

    measures = forms.TypedMultipleChoiceField(
        label=_("Measures"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one measure.")},
    )
    is_announced = forms.BooleanField(label=_("Tell customers what the plan says"), required=False)
    until_at = forms.DateTimeField(label=_("Until"), widget=instant_input())
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody sees it, and it is kept in the log."),
        max_length=400,
    )

    incident = forms.ChoiceField(
        label=_("Which incident does it belong to?"),
        help_text=_("Its log tells what is done, and who did it."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        measures: Sequence[tuple[int, str]],
        incidents: Sequence[Incident] | None,
        **kwargs: Any,
    ) -> None:
        """Ask; without ``incidents`` whoever activates does not lead any."""
        super().__init__(*args, **kwargs)
        offer(self, "measures", measures)
        if incidents is None:
            del self.fields["incident"]
            return
        others = [("", _("To none")), (NEW_INCIDENT, _("To a new one, called by the reason"))]
        offer(self, "incident", [*others, *((str(one.id), one.title) for one in incidents)])

    def chosen(self) -> list[int]:
        """Return the positions of the measures that are ticked, none of what cannot be read."""
        self.is_valid()
        return list(self.cleaned_data.get("measures", []))

    def until(self) -> datetime | None:
        """Return the end that was asked for, None when it cannot be read."""
        self.is_valid()
        asked: datetime | None = self.cleaned_data.get("until_at")
        return asked


class ExtendForm(forms.Form):
    """Another end: so many hours more, or an instant."""

    longer_h = forms.IntegerField(required=False, min_value=1, max_value=366 * 24)
    until_at = forms.DateTimeField(required=False, widget=instant_input())
    reason = forms.CharField(required=False, max_length=400)


class CopyForm(forms.Form):
    """A copy of a plan, such as a plan B."""

    code = forms.SlugField(label=_("Code of the copy"), max_length=40)
    label = forms.ChoiceField(
        label=_("Which alternative is it?"),
        choices=[("", "–"), ("A", "A"), ("B", "B"), ("C", "C")],
        required=False,
    )


class ImportForm(forms.Form):
    """A plan from a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A YAML file as it was exported, changed by hand or not."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
