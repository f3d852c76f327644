"""Measures of the opening hours."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from frontlinje.centre.rules.checks import Names
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits import hours as edits_of_hours
from frontlinje.centre.rules.edits.channels import ChangeChannel
from frontlinje.centre.rules.edits.hours import Weekdays
from frontlinje.centre.rules.fields import ChannelSet, Code, HoursLimit, Name, format_day
from frontlinje.centre.rules.overrides import Edit
from frontlinje.centre.rules.problems import Problem
from frontlinje.continuity.rules.measures.measure import MeasureForm
from frontlinje.continuity.rules.measures.words import channel_names, sentence

_WORKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri"})


class LimitHours(MeasureForm):
    """Be open only inside some hours of the day; what is closed then stays closed."""

    kind: Literal["limit_hours"] = "limit_hours"
    hours: HoursLimit = Field(min_length=1)
    channels: ChannelSet = frozenset()
    """None stands for all."""

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the limit for each of the channels."""
        return tuple(
            ChangeChannel(channel=channel.code, changes={"within": format_day(self.hours)})
            for channel in document.channels
            if not self.channels or channel.code in self.channels
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return the hours that are left."""
        return sentence(
            nb="{channels} bare åpent {hours}",
            sv="{channels} bara öppet {hours}",
            en="{channels} open only {hours}",
            channels=channel_names(self.channels),
            hours=format_day(self.hours),
        )


class ExtendHours(MeasureForm):
    """Be open longer on some weekdays."""

    kind: Literal["extend_hours"] = "extend_hours"
    hours: HoursLimit = Field(min_length=1)
    days: Weekdays = Field(default=_WORKDAYS, validate_default=True)
    calendars: tuple[Code, ...] = ()
    """None stands for all."""

    def edits(self, document: CentreDocument) -> tuple[Edit, ...]:
        """Return the added hours for each of the calendars."""
        return tuple(
            edits_of_hours.ExtendHours(calendar=calendar.code, hours=self.hours, days=self.days)
            for calendar in document.hours
            if not self.calendars or calendar.code in self.calendars
        )

    def describe(self, document: CentreDocument) -> Name:
        """Return the hours that are added."""
        return sentence(
            nb="Åpent også {hours} på {n} ukedager",
            sv="Öppet även {hours} på {n} veckodagar",
            en="Open also {hours} on {n} weekdays",
            hours=format_day(self.hours),
            n=len(self.days),
        )

    def problems(self, names: Names) -> Iterator[Problem]:
        """Yield calendars that the centre does not have."""
        yield from names.missing_among("calendar", self.calendars, "calendars")
