"""What is asked about one queue over the day? How many come an hour, interval by interval."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from frontlinje.centre.forms.values import NumberField
from frontlinje.drills.day_pictures import clock_times
from frontlinje.drills.forms.typed import VersionForm, a_number, is_typed
from frontlinje.simulation.rehearsal.form import DayForm


class RatesForm(VersionForm):
    """Asks for the contacts an hour in each interval of a lane."""

    def __init__(self, day: DayForm, lane: int, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.day, self.place = day, lane
        self.lane = day.lanes[lane]
        self.begins = clock_times(day)[: len(self.lane.per_h)]
        for k, (begins, rate) in enumerate(zip(self.begins, self.lane.per_h, strict=True)):
            self.fields[f"rate-{k}"] = NumberField(
                label=gettext("from %(time)s") % {"time": begins}, initial=round(rate, 1)
            )

    @property
    def rates(self) -> list[forms.BoundField]:
        """Return the fields of the intervals, the earliest first."""
        return [self[f"rate-{k}"] for k in range(len(self.begins))]

    def clean(self) -> dict[str, Any]:
        """Read the numbers."""
        given = dict(super().clean() or {})
        for field in self.rates:
            if field.name in given:
                given[field.name] = a_number(self, field.name, given[field.name])
        return given

    def changed_day(self) -> DayForm:
        """Return the day with what was typed; what was left as it stood stays to the last digit."""
        rates = tuple(
            self.cleaned_data[field.name] if is_typed(self, field.name) else rate
            for field, rate in zip(self.rates, self.lane.per_h, strict=True)
        )
        lanes = list(self.day.lanes)
        lanes[self.place] = self.lane.model_copy(update={"per_h": rates})
        return self.day.model_copy(update={"lanes": tuple(lanes)})
