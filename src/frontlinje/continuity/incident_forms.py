"""What is asked for about an incident, its log, its follow-ups and what channels can stand?"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontlinje.continuity.actions.capability import Standing
from frontlinje.continuity.actions.incidents import MOST_BYTES, File
from frontlinje.continuity.incident_words import KINDS
from frontlinje.continuity.models import Incident
from frontlinje.continuity.rules.incident_log import Kind
from frontlinje.people.models import User
from frontlinje.people.queries import has_access_at

BY_HAND = (Kind.NOTE, Kind.DECISION, Kind.MESSAGE)
"""What is chosen among when somebody writes a line."""


def _instant() -> forms.DateTimeInput:
    kind = {"type": "datetime-local", "step": "1"}
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M:%S", attrs=kind)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IncidentForm(forms.Form):
    """What an incident is called and when it began."""

    title = forms.CharField(
        label=pgettext_lazy("incident", "What is wrong"),
        help_text=_("A few words that everybody understands, such as «The phones are down»."),
        max_length=120,
    )
    began_at = forms.DateTimeField(label=_("Began at"), widget=_instant())
    is_exercise = forms.BooleanField(label=_("This is an exercise"), required=False)


class ReportForm(forms.Form):
    """What somebody at a desk sees that is wrong."""

    incident = forms.ChoiceField(
        label=_("Is it about something that is known already?"), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What do you see?"),
        help_text=_("What does not work, since when, and for whom? Your leaders read it at once."),
        widget=_lines(4),
        max_length=4000,
    )
    file = forms.FileField(label=_("Picture or file"), required=False)

    def __init__(self, incidents: list[Incident], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if incidents:
            known = [(str(incident.id), incident.title) for incident in incidents]
            choices = [("", str(_("No, it is something new"))), *known]
            self.fields["incident"] = forms.ChoiceField(
                label=self.fields["incident"].label,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
            )
        else:
            del self.fields["incident"]


class EntryForm(forms.Form):
    """A line of a log."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("line of a log", "What is it?"),
        choices=[(kind.value, KINDS[kind]) for kind in BY_HAND],
        initial=Kind.NOTE.value,
    )
    text = forms.CharField(label=_("In words"), widget=_lines(3), max_length=8000, required=False)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("A decision needs its reason."),
        widget=_lines(2),
        max_length=4000,
        required=False,
    )
    happened_at = forms.DateTimeField(
        label=_("When it happened"),
        help_text=_("Empty means now."),
        widget=_instant(),
        required=False,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("At most %(most)s MB.") % {"most": MOST_BYTES // 2**20},
        required=False,
    )


class CloseForm(forms.Form):
    """When an incident was over."""

    over_at = forms.DateTimeField(label=_("Over at"), widget=_instant())


class FollowUpForm(forms.Form):
    """What is to be done, and by whom."""

    text = forms.CharField(label=_("What is to be done"), max_length=400)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who does it"))
    due_on = forms.DateField(label=_("Until"), required=False, widget=_day())

    def __init__(self, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(has_access_at(now)).order_by("name", "id")
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = people


class OutcomeForm(forms.Form):
    """What came of something that was to be done."""

    outcome = forms.CharField(label=_("What came of it"), widget=_lines(3), max_length=400)


class CapabilityForm(forms.Form):
    """What a channel can stand."""

    longest_outage_h = forms.FloatField(
        label=_("Longest tolerable outage (hours)"), min_value=0, max_value=8760, required=False
    )
    target_back_h = forms.FloatField(
        label=_("Back within (hours)"), min_value=0, max_value=8760, required=False
    )
    minimum_service = forms.CharField(
        label=_("Minimum service"),
        help_text=_("What customers must be able to do even on the bad day."),
        widget=_lines(3),
        max_length=2000,
        required=False,
    )
    depends_on = forms.CharField(
        label=_("Depends on"),
        help_text=_("One thing on each line: suppliers, systems, rooms, people."),
        widget=_lines(4),
        max_length=2000,
        required=False,
    )
    last_exercise_on = forms.DateField(label=_("Last exercise"), required=False, widget=_day())
    last_test_call_on = forms.DateField(label=_("Last test call"), required=False, widget=_day())
    reviewed_on = forms.DateField(label=_("Gone through on"), required=False, widget=_day())

    @staticmethod
    def of(standing: Standing) -> dict[str, Any]:
        """Return what is written down, as the form shows it."""
        facts = {name: getattr(standing, name) for name in CapabilityForm.base_fields}
        return {**facts, "depends_on": "\n".join(standing.depends_on)}

    def standing(self) -> Standing:
        """Return what was filled in."""
        lines = self.cleaned_data["depends_on"].splitlines()
        things = tuple(line.strip()[:120] for line in lines if line.strip())
        return Standing(**{**self.cleaned_data, "depends_on": things})


def file_of(form: forms.Form) -> File | None:
    """Return the file that was sent along, if any."""
    upload = form.cleaned_data.get("file")
    return File(upload.name, upload.read()) if upload else None
