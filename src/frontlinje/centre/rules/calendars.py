"""Which form do opening hours have? Named calendars: a week, public holidays, special days."""

from datetime import date

from pydantic import Field

from frontlinje.centre.rules.fields import Body, Code, DayHours, HolidayHours, Name, Section


class Week(Section):
    """The ordinary hours of each weekday."""

    mon: DayHours = ()
    tue: DayHours = ()
    wed: DayHours = ()
    thu: DayHours = ()
    fri: DayHours = ()
    sat: DayHours = ()
    sun: DayHours = ()

    def on_weekday(self, weekday: int) -> DayHours:
        """Return the hours of a weekday.

        Parameters
        ----------
        weekday : int
            0 is Monday, 6 is Sunday.

        Returns
        -------
        tuple of Interval
            The open intervals, none when closed.
        """
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)[weekday]


class OwnHoliday(Section):
    """What one public holiday does, where it differs from the calendar's ordinary choice."""

    holiday: str = Field(min_length=1, max_length=80)
    """The holiday's English name, as ``holidays.holidays_of`` lists it."""
    hours: HolidayHours


class SpecialDay(Section):
    """A date whose hours replace the whole day, whatever the week and the holidays say."""

    date: date
    hours: DayHours
    name: Name
    text: Body | None = None
    """What customers are told about it, if anything."""


class Calendar(Section):
    """Named opening hours. Order: an override in force > special day > holiday > week."""

    code: Code
    name: Name
    week: Week
    holidays: HolidayHours = ()
    own_holidays: tuple[OwnHoliday, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
