"""What is asked about day models? A kind of day and some weeks; a file; new figures and why."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frontlinje.centre.forms.values import NumberField, SpanField
from frontlinje.centre.rules.fields import format_day, parse_day
from frontlinje.drills.day_words import KINDS, lane_name, per_day
from frontlinje.drills.forms.shares import PercentField
from frontlinje.drills.forms.typed import VersionForm, a_number, is_typed
from frontlinje.drills.rules.kinds import Kind
from frontlinje.simulation.model import Lane, Spread
from frontlinje.simulation.rehearsal.form import DayForm, People

MOST_PEOPLE = 60
"""Longer lists of people are edited as a file."""
MOST_WEEKS = 52


class MakeForm(forms.Form):
    """Asks which days a model is learnt from."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Which days?"), choices=[(k.value, v) for k, v in KINDS.items()]
    )
    weeks = forms.IntegerField(
        label=_("From how many weeks back?"),
        help_text=_(
            "More weeks make figures surer, as long as the centre was the same then. Days on which"
            " a plan was in effect are left out."
        ),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=6,
    )

    @property
    def kind_meant(self) -> Kind:
        """Return the kind of day that was chosen."""
        return Kind(self.cleaned_data["kind"])


class FileForm(forms.Form):
    """Asks for a file."""

    name = forms.CharField(label=_("Name"), max_length=120)
    file = forms.FileField(
        label=_("File"),
        help_text=_("A YAML file as it was exported, changed by hand or not."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )


class WrittenForm(VersionForm):
    """Asks for the whole day as text."""

    content = forms.CharField(
        label=_("The day, as YAML"),
        strip=False,
        widget=forms.Textarea(attrs={"class": "day-yaml", "spellcheck": "false", "rows": 30}),
    )
    field_order = ("content", "reason", "based_on")


class ShiftField(forms.CharField):
    """Hours of a day, such as ``08:00-11:30, 12:00-16:00``."""

    def clean(self, value: Any) -> Any:
        """Return the hours as a day has them."""
        text = super().clean(value)
        try:
            return parse_day(text)
        except ValueError as error:
            raise ValidationError(
                gettext("Write hours such as 08:00-11:30, 12:00-16:00."), code="hours"
            ) from error


class EditForm(VersionForm):
    """Asks for new figures, lane by lane and person by person."""

    factor = NumberField(
        label=_("All contacts, times"),
        help_text=_("1 leaves them as they are; 1.2 is a fifth more of everything."),
        initial="1",
    )
    absent = PercentField(label=_("Away (ill or otherwise), per cent"))

    def __init__(self, day: DayForm, queues: Mapping[str, str], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.day = day
        self.has_people = 0 < len(day.people) <= MOST_PEOPLE
        self.lane_names = [lane_name(lane, queues) for lane in day.lanes]
        self.fields["absent"].initial = max((one.absent_share for one in day.people), default=0.0)
        for k, lane in enumerate(day.lanes):
            self._add_lane(k, lane)
        if self.has_people:
            for k, one in enumerate(day.people):
                self._add_person(k, one)

    def _add_lane(self, k: int, lane: Lane) -> None:
        name = self.lane_names[k]
        fields = {
            "per_day": (NumberField, gettext("Contacts a day"), round(per_day(lane, self.day), 1)),
            "handling": (SpanField, gettext("Handling"), round(lane.handling.mean_s)),
            "wrap_up": (SpanField, gettext("Wrap-up"), _mean(lane.wrap_up)),
            "patience": (SpanField, gettext("Patience"), _mean(lane.patience)),
            "target": (SpanField, gettext("In time within"), lane.target_s),
            "backlog": (NumberField, gettext("Waiting in the morning"), lane.backlog),
        }
        for code, (field, label, initial) in fields.items():
            self.fields[f"lane-{k}-{code}"] = field(
                label=f"{label}: {name}",
                initial=initial,
                required=code in ("per_day", "handling", "target"),
            )

    def _add_person(self, k: int, one: People) -> None:
        self.fields[f"person-{k}-count"] = forms.IntegerField(
            label=gettext("How many: %(name)s") % {"name": one.username},
            min_value=0,
            max_value=1000,
            initial=one.count,
        )
        self.fields[f"person-{k}-shift"] = ShiftField(
            label=gettext("Hours: %(name)s") % {"name": one.username},
            initial=format_day(one.shift),
        )

    @property
    def lane_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return each lane's name with its fields."""
        codes = ("per_day", "handling", "wrap_up", "patience", "target", "backlog")
        return [
            (name, [self[f"lane-{k}-{code}"] for code in codes])
            for k, name in enumerate(self.lane_names)
        ]

    @property
    def person_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return each person with the fields."""
        if not self.has_people:
            return []
        return [
            (one.username, [self[f"person-{k}-count"], self[f"person-{k}-shift"]])
            for k, one in enumerate(self.day.people)
        ]

    def clean(self) -> dict[str, Any]:
        """Read the numbers."""
        given = dict(super().clean() or {})
        for name in [n for n in given if n == "factor" or n.endswith(("-per_day", "-backlog"))]:
            given[name] = a_number(self, name, given[name])
        for name in [n for n in given if n.endswith(("-handling", "-target"))]:
            if given[name] is not None and given[name] <= 0.0:
                self.add_error(name, gettext("It must take some time."))
        return given

    def changed_day(self) -> DayForm:
        """Return the day with what was typed; what was left as it stood stays to the last digit."""
        lanes = tuple(self._lane(k, lane) for k, lane in enumerate(self.day.lanes))
        people = [self._person(k, one) for k, one in enumerate(self.day.people)]
        kept = tuple(one for one in people if one is not None)
        return self.day.model_copy(update={"lanes": lanes, "people": kept})

    def _lane(self, k: int, lane: Lane) -> Lane:
        typed = {
            code: self.cleaned_data[f"lane-{k}-{code}"]
            for code in ("per_day", "handling", "wrap_up", "patience", "target", "backlog")
            if is_typed(self, f"lane-{k}-{code}")
        }
        changes: dict[str, Any] = {}
        wanted = typed.get("per_day", per_day(lane, self.day)) * self.cleaned_data["factor"]
        if "per_day" in typed or is_typed(self, "factor"):
            changes["per_h"] = _scaled(lane, self.day, wanted)
        if "handling" in typed:
            changes["handling"] = lane.handling.model_copy(update={"mean_s": typed["handling"]})
        if "wrap_up" in typed:
            changes["wrap_up"] = _constant(typed["wrap_up"])
        if "patience" in typed:
            mean_s = typed["patience"]
            changes["patience"] = Spread(kind="exponential", mean_s=mean_s) if mean_s else None
        if "target" in typed:
            changes["target_s"] = typed["target"]
        if "backlog" in typed:
            changes["backlog"] = round(typed["backlog"])
        return lane.model_copy(update=changes)

    def _person(self, k: int, one: People) -> People | None:
        changes: dict[str, Any] = {}
        if is_typed(self, "absent"):
            changes["absent_share"] = self.cleaned_data["absent"]
        if self.has_people:
            if not self.cleaned_data[f"person-{k}-count"]:
                return None
            changes |= {
                code: self.cleaned_data[f"person-{k}-{code}"] for code in ("count", "shift")
            }
        return one.model_copy(update=changes)


def _mean(spread: Spread | None) -> int | None:
    return None if spread is None else round(spread.mean_s)


def _constant(mean_s: float | None) -> Spread | None:
    return Spread(kind="constant", mean_s=mean_s) if mean_s else None


def _scaled(lane: Lane, day: DayForm, wanted: float) -> tuple[float, ...]:
    """Return a lane's rates scaled to so many contacts a day; even if there were none."""
    usual = per_day(lane, day)
    if usual <= 0.0:
        even = wanted / (len(lane.per_h) * day.interval_min / 60.0)
        return (round(even, 2),) * len(lane.per_h)
    return tuple(round(rate * wanted / usual, 4) for rate in lane.per_h)
