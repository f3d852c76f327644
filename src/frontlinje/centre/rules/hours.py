"""When is it open? Instants in, instants out; wall-clock hours are laid on real time here alone.

Order of precedence: override in force > special day > holiday > week. A special day replaces its
whole date. Through a clock change an interval keeps its wall times: an hour that happens twice is
open twice, an hour that never happens is not counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.calendars import Calendar
from frontlinje.centre.rules.fields import DAY_MIN, Interval
from frontlinje.centre.rules.holidays import holidays_of
from frontlinje.centre.rules.intervals import in_both

HORIZON_DAYS = 400
"""How far ahead an opening or closing is looked for."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From an instant on (None: always before), this calendar decides; None means closed."""

    starts_at: datetime | None
    calendar: Calendar | None
    within: tuple[Interval, ...] = ()
    """Only inside these hours of a day, if there are any."""


@dataclass(frozen=True)
class Hours:
    """Opening hours on real time: which calendar decides from when on, and where on earth."""

    timezone: str
    country: str
    stretches: tuple[Stretch, ...]
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, compare=False, repr=False)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return when it is open on a local date.

        Parameters
        ----------
        day : date
            The date where the centre is.

        Returns
        -------
        tuple of (datetime, datetime)
            Instants in UTC, in order, apart from each other; the second is already closed.
        """
        spans = self._spans.get(day)
        if spans is None:
            spans = self._spans[day] = tuple(_merged(sorted(self._find_spans(day))))
        return spans

    def _find_spans(self, day: date) -> Iterator[Span]:
        zone = ZoneInfo(self.timezone)
        ends = [stretch.starts_at for stretch in self.stretches[1:]] + [None]
        for stretch, until in zip(self.stretches, ends, strict=True):
            if stretch.calendar is None:
                continue
            intervals = hours_on(stretch.calendar, self.country, day)
            for interval in in_both(intervals, stretch.within) if stretch.within else intervals:
                opens = _instant(day, interval.opens, zone, is_end=False)
                closes = _instant(day, interval.closes, zone, is_end=True)
                opens = max(opens, stretch.starts_at or opens)
                closes = min(closes, until or closes)
                if opens < closes:
                    yield opens, closes

    def _date_of(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.timezone)).date()


def is_open(hours: Hours, at: datetime) -> bool:
    """Say whether it is open at an instant.

    Parameters
    ----------
    hours : Hours
        The opening hours.
    at : datetime
        An aware instant.

    Returns
    -------
    bool
        True from the minute of opening up to, not including, the minute of closing.
    """
    return any(opens <= at < closes for opens, closes in hours.spans_on(hours._date_of(at)))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """Return the first instant from ``at`` on when it is open.

    Parameters
    ----------
    hours : Hours
        The opening hours.
    at : datetime
        An aware instant.

    Returns
    -------
    datetime or None
        ``at`` itself when it is open then; None when it stays closed for 400 days.
    """
    first = hours._date_of(at)
    for ahead in range(HORIZON_DAYS):
        for opens, closes in hours.spans_on(first + timedelta(days=ahead)):
            if at < closes:
                return max(opens, at)
    return None


def next_closing(hours: Hours, at: datetime) -> datetime | None:
    """Return the first instant from ``at`` on when it is closed.

    Parameters
    ----------
    hours : Hours
        The opening hours.
    at : datetime
        An aware instant.

    Returns
    -------
    datetime or None
        ``at`` itself when it is closed then; hours that go on past midnight count as one opening;
        None when it stays open for 400 days.
    """
    first = hours._date_of(at)
    for ahead in range(HORIZON_DAYS):
        for opens, closes in hours.spans_on(first + timedelta(days=ahead)):
            if closes <= at:
                continue
            if opens > at:
                return at
            at = closes
        if hours._date_of(at) <= first + timedelta(days=ahead):
            return at
    return None


def open_seconds_between(hours: Hours, since: datetime, until: datetime) -> float:
    """Return how long it was open between two instants: the clock that promises are kept by.

    Parameters
    ----------
    hours : Hours
        The opening hours.
    since, until : datetime
        Aware instants.

    Returns
    -------
    float
        Seconds of real time, 0 when ``until`` is not after ``since``.
    """
    total = 0.0
    day, last = hours._date_of(since), hours._date_of(until)
    while day <= last:
        for opens, closes in hours.spans_on(day):
            total += max(0.0, (min(closes, until) - max(opens, since)).total_seconds())
        day += timedelta(days=1)
    return total


def hours_on(calendar: Calendar, country: str, day: date) -> tuple[Interval, ...]:
    """Return a date's wall-clock hours: special day, else holiday, else week.

    Parameters
    ----------
    calendar : Calendar
        The named opening hours.
    country : str
        Whose holidays count: NO, SE, DK or FI.
    day : date
        A local date.

    Returns
    -------
    tuple of Interval
        Open intervals in order, none when closed.
    """
    for special in calendar.special_days:
        if special.date == day:
            return special.hours
    usual = calendar.week.on_weekday(day.weekday())
    holidays = holidays_of(country, day.year).get(day, ())
    names = {holiday.name for holiday in holidays}
    chosen = [own.hours for own in calendar.own_holidays if own.holiday in names]
    if chosen:
        hours = chosen[0]
    elif any(holiday.is_day_off for holiday in holidays):
        hours = calendar.holidays
    else:
        return usual
    if hours == "usual":
        return usual
    return calendar.week.sun if isinstance(hours, str) else hours


def _instant(day: date, minute: int, zone: ZoneInfo, *, is_end: bool) -> datetime:
    """Return the instant of a wall time; see the module's words on clock changes."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    early = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if early > late:
        return _clock_change(late, early, zone)
    # Midnight belongs to one day only, even where clocks change at midnight.
    return late if is_end and minute < DAY_MIN else early


def _clock_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant between the two at which the zone's offset changes."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Yield spans with those that touch or overlap joined."""
    if not spans:
        return
    opens, closes = spans[0]
    for _, (next_opens, next_closes) in pairwise(spans):
        if next_opens > closes:
            yield opens, closes
            opens, closes = next_opens, next_closes
        else:
            closes = max(closes, next_closes)
    yield opens, closes
