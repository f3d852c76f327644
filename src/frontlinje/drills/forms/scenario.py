"""How is it asked what goes wrong? A form for one scenario, and back to what is played."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontlinje.centre.forms.values import SpanField
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.problems import InvalidDocument, read_document
from frontlinje.centre.texts import problem_in_words
from frontlinje.drills.forms.shares import PercentField, channel_choices
from frontlinje.drills.rules.terms import NamedScenario
from frontlinje.people.choices import offer
from frontlinje.simulation.scenario import Scenario


class ScenarioForm(forms.Form):
    """Asks for one thing that goes wrong, or for several at once."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Without one it is told by what happens."),
        max_length=80,
        required=False,
    )
    share_ill = PercentField(label=gettext_lazy("Percent who are ill"), required=False)
    late_start_s = SpanField(
        label=gettext_lazy("Everybody starts so much late"),
        help_text=gettext_lazy("Such as 45 min."),
        required=False,
    )
    new_share = PercentField(label=gettext_lazy("Percent who are new"), required=False)
    new_pace = forms.FloatField(
        label=gettext_lazy("and take so many times as long"),
        min_value=0.1,
        max_value=10.0,
        localize=True,
        required=False,
    )
    volume_factor = forms.FloatField(
        label=gettext_lazy("So many times as much comes"),
        min_value=0.0,
        max_value=100.0,
        localize=True,
        required=False,
    )
    volume_channels = forms.MultipleChoiceField(
        label=gettext_lazy("on these channels"),
        help_text=gettext_lazy("None chosen stands for all."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    volume_hours = forms.CharField(
        label=gettext_lazy("in these hours"),
        help_text=gettext_lazy("Such as 08:00-10:00. Empty stands for the whole day."),
        max_length=100,
        required=False,
    )
    handling_factor = forms.FloatField(
        label=gettext_lazy("Handling takes so many times as long"),
        min_value=0.01,
        max_value=100.0,
        localize=True,
        required=False,
    )
    down_channel = forms.ChoiceField(label=gettext_lazy("A channel that is down"), required=False)
    down_hours = forms.CharField(
        label=gettext_lazy("in these hours"),
        help_text=gettext_lazy("Such as 08:00-10:00. Empty stands for the whole day."),
        max_length=100,
        required=False,
    )
    to_phone = PercentField(
        label=gettext_lazy("The portal is down, and so many percent call instead"),
        required=False,
    )
    portal_hours = forms.CharField(
        label=gettext_lazy("in these hours"),
        help_text=gettext_lazy("Such as 08:00-10:00. Empty stands for the whole day."),
        max_length=100,
        required=False,
    )

    GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
        (gettext_lazy("People"), ("share_ill", "late_start_s", "new_share", "new_pace")),
        (
            gettext_lazy("What comes"),
            ("volume_factor", "volume_channels", "volume_hours", "handling_factor"),
        ),
        (
            gettext_lazy("Systems"),
            ("down_channel", "down_hours", "to_phone", "portal_hours"),
        ),
    )
    PLACES: Mapping[tuple[str, ...], str] = {
        ("volume", "hours"): "volume_hours",
        ("down", "hours"): "down_hours",
        ("portal_down", "hours"): "portal_hours",
    }

    def __init__(self, document: CentreDocument, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        channels = channel_choices(document)
        offer(self, "volume_channels", channels)
        offer(self, "down_channel", [("", _("None")), *channels])

    def groups(self) -> Iterator[tuple[Promise, list[BoundField]]]:
        """Yield the fields that belong together, under their heading."""
        for heading, fields in self.GROUPS:
            yield heading, [self[field] for field in fields]

    def clean(self) -> dict[str, Any]:
        """Put the scenario together; what is wrong in it is told at its field."""
        given = dict(super().clean() or {})
        if self.errors:
            return given
        try:
            given["scenario"] = read_document(_plain_scenario(given), Scenario)
        except InvalidDocument as error:
            for problem in error.problems:
                parts = tuple(part for part in problem.path if isinstance(part, str))
                self.add_error(self.PLACES.get(parts[:2]), problem_in_words(problem))
        return given

    def named(self) -> NamedScenario:
        """Return the scenario with its name."""
        return NamedScenario(name=self.cleaned_data["name"], scenario=self.cleaned_data["scenario"])


def _plain_scenario(given: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": "new"}
    if given.get("share_ill"):
        plain["share_ill"] = given["share_ill"]
    if given.get("late_start_s"):
        plain["late_start_s"] = given["late_start_s"]
    if given.get("new_share"):
        pace = {"pace": given["new_pace"]} if given.get("new_pace") else {}
        plain["new_staff"] = {"share": given["new_share"], **pace}
    if given.get("volume_factor") is not None:
        volume = {"factor": given["volume_factor"], "channels": given["volume_channels"]}
        plain["volume"] = [{**volume, "hours": given["volume_hours"]}]
    if given.get("handling_factor") is not None:
        plain["handling"] = [{"factor": given["handling_factor"]}]
    if given.get("down_channel"):
        plain["down"] = [{"channel": given["down_channel"], "hours": given["down_hours"]}]
    if given.get("to_phone") is not None:
        plain["portal_down"] = {"to_phone": given["to_phone"], "hours": given["portal_hours"]}
    return plain
