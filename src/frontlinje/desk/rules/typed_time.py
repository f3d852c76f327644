"""What instant does a person mean who types ``-10`` or ``i går 15:30``? Asked by forms."""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from frontlinje.base.errors import Invalid


class Lies(StrEnum):
    """On which side of now the instant must lie."""

    BEFORE = "before"
    AFTER = "after"


LONGEST: Final = timedelta(days=366)
"""Further away than this nobody means it."""

START_OF_DAY: Final = time(8, 0)
"""What a day without a time stands for."""

_NOW: Final = frozenset({"", "now", "nå", "nu", "0"})
_DAYS: Final = {
    "today": 0,
    "i dag": 0,
    "idag": 0,
    "yesterday": -1,
    "i går": -1,
    "igår": -1,
    "tomorrow": 1,
    "i morgen": 1,
    "imorgen": 1,
    "i morgon": 1,
    "imorgon": 1,
}
_WEEKDAYS: Final = (
    ("mon", "man", "mån"),
    ("tue", "tir", "tis"),
    ("wed", "ons"),
    ("thu", "tor"),
    ("fri", "fre"),
    ("sat", "lør", "lör"),
    ("sun", "søn", "sön"),
)
_UNIT: Final = (
    r"(?P<unit>minutes|minutter|minuter|minutes?|minutt?|min|m"
    r"|hours?|timer|timmar|timme|time|tim|h|t|days?|dager|dagar|dag|døgn|dygn|d)?"
)
_SPAN: Final = re.compile(
    r"(?P<sign>[-+\N{MINUS SIGN}]|in |om |for |för )?\s*(?P<n>\d{1,4})\s*"
    rf"{_UNIT}\s*(?P<ago>ago|siden|sedan)?"
)
_CLOCK: Final = r"(?:kl\.? ?|at )?(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?"
_TIME_ONLY: Final = re.compile(_CLOCK)
_NAMED_DAY: Final = re.compile(rf"(?P<day>[^\W\d_]+(?: (?!kl|at)[^\W\d_]+)?)\.?(?:,? +{_CLOCK})?")
_ISO_DAY: Final = re.compile(
    rf"(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?:[ t]+{_CLOCK}(?::\d{{2}})?)?"
)
_DAY_MONTH: Final = re.compile(
    rf"(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})\.?(?:[./]?(?P<y>\d{{4}}))? +{_CLOCK}"
)


def instant_of(text: str, *, now: datetime, zone: ZoneInfo, lies: Lies) -> datetime:
    """Return the instant that a typed time stands for.

    Parameters
    ----------
    text : str
        Nothing or «now»; a span (``-10``, ``10 min ago``, ``+2h``, ``om 30 min``); a time of day
        (``14:20``, ``1420``, ``kl 9``); a day with or without one (``yesterday 15:30``, ``fre 10``,
        ``12.3 14:00``, ``2026-03-12T14:00``). Bokmål, Swedish and English.
    now : datetime
        Aware.
    zone : ZoneInfo
        Where the times of day are meant.
    lies : Lies
        Whether the past or the future is meant: decides about a bare time or weekday.

    Returns
    -------
    datetime
        Aware, in UTC; ``now`` itself for an empty text.

    Raises
    ------
    Invalid
        ``desk.unreadable_time``, ``desk.time_in_future``, ``desk.time_is_past`` or
        ``desk.time_too_far``.

    Examples
    --------
    >>> noon = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
    >>> instant_of("-10", now=noon, zone=ZoneInfo("UTC"), lies=Lies.BEFORE).isoformat()
    '2026-03-12T11:50:00+00:00'
    >>> instant_of("tomorrow 9", now=noon, zone=ZoneInfo("UTC"), lies=Lies.AFTER).isoformat()
    '2026-03-13T09:00:00+00:00'
    """
    said = " ".join(text.casefold().split())
    if said in _NOW:
        return now
    found = _span(said, now, lies) or _day_and_time(said, now.astimezone(zone), lies)
    if found is None:
        raise Invalid("desk.unreadable_time", field="time", given=text.strip()[:40])
    if lies is Lies.BEFORE and found > now:
        raise Invalid("desk.time_in_future", field="time")
    if lies is Lies.AFTER and found <= now:
        raise Invalid("desk.time_is_past", field="time")
    if abs(found - now) > LONGEST:
        raise Invalid("desk.time_too_far", field="time")
    return found.astimezone(UTC)


def _span(said: str, now: datetime, lies: Lies) -> datetime | None:
    """Return what a length of time from now means; a bare number is a time of day."""
    found = _SPAN.fullmatch(said)
    if found is None or not (found["sign"] or found["unit"] or found["ago"]):
        return None
    n = int(found["n"])
    unit = (found["unit"] or "m")[:2]
    if unit in ("da", "dø", "dy", "d"):
        span = timedelta(days=n)
    elif unit in ("ho", "h", "ti", "t"):
        span = timedelta(hours=n)
    else:
        span = timedelta(minutes=n)
    if found["ago"] or found["sign"] in ("-", "\N{MINUS SIGN}"):
        return now - span
    if found["sign"] is None:
        return now - span if lies is Lies.BEFORE else now + span
    return now + span


def _day_and_time(said: str, here: datetime, lies: Lies) -> datetime | None:
    if found := _TIME_ONLY.fullmatch(said):
        return _next_or_last(here, _time_of(found), lies)
    if found := _ISO_DAY.fullmatch(said):
        return _on(here, _date(int(found["y"]), int(found["m"]), int(found["d"])), _time_of(found))
    if found := _DAY_MONTH.fullmatch(said):
        day = _day_of_month(here, found, lies)
        return _on(here, day, _time_of(found))
    if found := _NAMED_DAY.fullmatch(said):
        return _on_named_day(here, found["day"], _time_of(found), lies)
    return None


def _time_of(found: re.Match[str]) -> time | None:
    """Return the time of day that was typed, the start of the day for none, None for nonsense."""
    if found["hour"] is None:
        return START_OF_DAY
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _next_or_last(here: datetime, at: time | None, lies: Lies) -> datetime | None:
    found = _on(here, here.date(), at)
    if found is not None and lies is Lies.BEFORE and found > here:
        return _on(here, here.date() - timedelta(days=1), at)
    if found is not None and lies is Lies.AFTER and found <= here:
        return _on(here, here.date() + timedelta(days=1), at)
    return found


def _on(here: datetime, day: date | None, at: time | None) -> datetime | None:
    if day is None or at is None:
        return None
    return datetime.combine(day, at, here.tzinfo)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(here: datetime, found: re.Match[str], lies: Lies) -> date | None:
    """Return the day meant by day and month: without a year, the nearest on the right side."""
    day, month = int(found["d"]), int(found["m"])
    if found["y"]:
        return _date(int(found["y"]), month, day)
    this_year = _date(here.year, month, day)
    if this_year is None:
        return None
    if lies is Lies.BEFORE and this_year > here.date():
        return _date(here.year - 1, month, day)
    if lies is Lies.AFTER and this_year < here.date():
        return _date(here.year + 1, month, day)
    return this_year


def _on_named_day(here: datetime, name: str, at: time | None, lies: Lies) -> datetime | None:
    if name in _DAYS:
        return _on(here, here.date() + timedelta(days=_DAYS[name]), at)
    for number, beginnings in enumerate(_WEEKDAYS):
        if name.startswith(beginnings):
            ahead = (number - here.weekday()) % 7
            found = _on(here, here.date() + timedelta(days=ahead), at)
            if found is not None and lies is Lies.BEFORE and found > here:
                return found - timedelta(days=7)
            if found is not None and lies is Lies.AFTER and found <= here:
                return found + timedelta(days=7)
            return found
    return None
