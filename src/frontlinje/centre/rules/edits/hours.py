"""Edits of the opening hours."""

from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from frontlinje.centre.rules.calendars import Calendar, Week
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.edits.parts import changed, has_code
from frontlinje.centre.rules.fields import Code, DayHours, Section
from frontlinje.centre.rules.intervals import in_either

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Weekdays = Annotated[
    frozenset[Weekday],
    Field(min_length=1),
    PlainSerializer(lambda days: [day for day in Week.model_fields if day in days]),
]


class _OfCalendar(Section):
    calendar: Code

    def has_target(self, document: CentreDocument) -> bool:
        """Say whether the calendar is there."""
        return has_code(document.hours, self.calendar)


class SetHours(_OfCalendar):
    """Give a calendar the same hours every day, above its special days and holidays."""

    kind: Literal["set_hours"] = "set_hours"
    hours: DayHours

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with these hours on every day."""
        week = Week(**dict.fromkeys(Week.model_fields, self.hours))
        update = {"week": week, "holidays": "usual", "own_holidays": (), "special_days": ()}
        hours = changed(document.hours, self.calendar, lambda c: c.model_copy(update=update))
        return document.model_copy(update={"hours": hours})


class SetWeek(_OfCalendar):
    """Give a calendar another ordinary week; special days and holidays stay above it."""

    kind: Literal["set_week"] = "set_week"
    week: Week

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the other week."""
        update = {"week": self.week}
        hours = changed(document.hours, self.calendar, lambda c: c.model_copy(update=update))
        return document.model_copy(update={"hours": hours})


class ExtendHours(_OfCalendar):
    """Open a calendar longer on some weekdays; special days and holidays stay above it."""

    kind: Literal["extend_hours"] = "extend_hours"
    hours: DayHours
    days: Weekdays

    def apply(self, document: CentreDocument) -> CentreDocument:
        """Return the document with the hours added to those days."""
        hours = changed(document.hours, self.calendar, self._extended)
        return document.model_copy(update={"hours": hours})

    def _extended(self, calendar: Calendar) -> Calendar:
        longer: dict[str, DayHours] = {
            day: in_either(getattr(calendar.week, day), self.hours) for day in self.days
        }
        return calendar.model_copy(update={"week": calendar.week.model_copy(update=longer)})
