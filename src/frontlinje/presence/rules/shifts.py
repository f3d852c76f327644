"""Which shifts are possible? Times on a day, how long, and never two of one person at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from frontlinje.base.errors import Conflict, Invalid

LONGEST: Final = timedelta(hours=24)
"""No shift is longer; routing looks back no further than this for one that is over."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when to when; the end itself is already outside."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """Say whether there is an instant that lies in both.

        Parameters
        ----------
        other : Span
            Another span.

        Returns
        -------
        bool
            False when one begins where the other ends.
        """
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def span_on(day: date, from_min: int, to_min: int, zone: ZoneInfo) -> Span:
    """Return the span that two times of day mean on a day.

    Parameters
    ----------
    day : date
        The day on which it begins.
    from_min, to_min : int
        Minutes since midnight by the clock on the wall, 0..1440; an end that is not later than the
        beginning lies on the next day.
    zone : ZoneInfo
        The centre's time zone.

    Returns
    -------
    Span
        In UTC. On the nights when clocks change, the clock on the wall counts.

    Raises
    ------
    Invalid
        ``presence.shift_empty`` when both times are the same.

    Examples
    --------
    >>> night = span_on(date(2026, 3, 12), 22 * 60, 6 * 60, ZoneInfo("Europe/Oslo"))
    >>> night.ends_at.isoformat()
    '2026-03-13T05:00:00+00:00'
    """
    if from_min % (24 * 60) == to_min % (24 * 60) and to_min != 24 * 60:
        raise Invalid("presence.shift_empty", field="to")
    last_day = day if to_min > from_min else day + timedelta(days=1)
    return Span(_on_the_wall(day, from_min, zone), _on_the_wall(last_day, to_min, zone))


def _on_the_wall(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, left = divmod(minutes, 24 * 60)
    on_the_wall = datetime.combine(day + timedelta(days=days), time(left // 60, left % 60), zone)
    return on_the_wall.astimezone(UTC)


def on_wall_days_later(span: Span, days: int, zone: ZoneInfo) -> Span:
    """Return the span with the same times of day so many days later.

    Parameters
    ----------
    span : Span
        From when to when.
    days : int
        How many days.
    zone : ZoneInfo
        Whose clocks are meant.

    Returns
    -------
    Span
        In UTC; across a change of clocks an hour longer or shorter, as the wall has it.
    """

    def later(instant: datetime) -> datetime:
        return (instant.astimezone(zone) + timedelta(days=days)).astimezone(UTC)

    return Span(later(span.starts_at), later(span.ends_at))


def ended_since(shifts: Iterable[Span], since: datetime, now: datetime) -> datetime | None:
    """Return when the last of somebody's shifts ended, if none is under way.

    Parameters
    ----------
    shifts : iterable of Span
        Those that have begun.
    since : datetime
        Ends before this instant do not count; one at it neither.
    now : datetime
        The instant asked about.

    Returns
    -------
    datetime or None
        None while a shift is under way, and when none has ended since.
    """
    ends = [shift.ends_at for shift in shifts]
    if any(now < end for end in ends):
        return None
    return max((end for end in ends if since < end), default=None)


def check_span(span: Span) -> None:
    """Return quietly if a shift can be like this.

    Parameters
    ----------
    span : Span
        From when to when.

    Raises
    ------
    Invalid
        ``presence.shift_empty``, ``presence.shift_too_long``.
    """
    length = span.ends_at.astimezone(UTC) - span.starts_at.astimezone(UTC)
    if length <= timedelta():
        raise Invalid("presence.shift_empty", field="to")
    if length > LONGEST:
        raise Invalid("presence.shift_too_long", field="to", most_h=LONGEST // timedelta(hours=1))


def first_overlap(span: Span, others: Iterable[Span]) -> Span | None:
    """Return the earliest of the others that is in the way.

    Parameters
    ----------
    span : Span
        What is to be planned.
    others : iterable of Span
        What the same person is planned for already.

    Returns
    -------
    Span or None
        None when nothing is in the way.
    """
    return min((other for other in others if span.overlaps(other)), default=None)


def check_free(span: Span, others: Iterable[Span], *, zone: ZoneInfo) -> None:
    """Return quietly if nothing else is planned for the person at that time.

    Parameters
    ----------
    span : Span
        What is to be planned.
    others : iterable of Span
        What the same person is planned for already.
    zone : ZoneInfo
        In which the error names the times.

    Raises
    ------
    Conflict
        ``presence.shift_overlaps``, with what is in the way.
    """
    other = first_overlap(span, others)
    if other is not None:
        raise Conflict("presence.shift_overlaps", field="from", **on_paper(other, zone))


def on_paper(span: Span, zone: ZoneInfo) -> dict[str, str]:
    """Return a span as an error names it.

    Parameters
    ----------
    span : Span
        From when to when.
    zone : ZoneInfo
        Whose clocks are meant.

    Returns
    -------
    dict
        ``day``, ``begins`` and ``ends`` in figures.
    """
    begins, ends = span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)
    return {"day": f"{begins:%d.%m.}", "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}


def monday_of(day: date) -> date:
    """Return the Monday of the week that a day lies in.

    Parameters
    ----------
    day : date
        Any day.

    Returns
    -------
    date
        The same day or one of the six before it.

    Examples
    --------
    >>> monday_of(date(2026, 3, 12)).isoformat()
    '2026-03-09'
    """
    return day - timedelta(days=day.weekday())
