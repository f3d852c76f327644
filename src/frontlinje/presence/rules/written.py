"""Which day, time and place did somebody write? Forms and imported files of shifts ask."""

import re
from datetime import date
from typing import Final

from frontlinje.base.errors import Invalid

_TIME: Final = re.compile(r"(\d{1,2})(?:[:.\s]?(\d{2}))?(?:[:.]\d{2})?")
_DATE: Final = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ][\d:]*)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4}|\d{2})"),
)
_HOURS: Final = re.compile(r"\s*[-–—]\s*|\s+(?:til|till|to)\s+")
_PLACES: Final = {
    "": "",
    "home": "home",
    "hjem": "home",
    "hjemme": "home",
    "hjemmekontor": "home",
    "hemma": "home",
    "hemmakontor": "home",
    "hemarbete": "home",
    "office": "office",
    "kontor": "office",
    "kontoret": "office",
}


def minutes_of(text: str, *, field: str = "from") -> int:
    """Return the minutes since midnight that a time of day means.

    Parameters
    ----------
    text : str
        ``8``, ``8:30``, ``08.30``, ``0830``, ``24:00``; seconds are left out.
    field : str
        What the error says is wrong.

    Returns
    -------
    int
        0..1440.

    Raises
    ------
    Invalid
        ``presence.unreadable_time``.

    Examples
    --------
    >>> [minutes_of(text) for text in ("8", "8.30", "0830", "24:00")]
    [480, 510, 510, 1440]
    """
    given = text.strip()
    found = _TIME.fullmatch(given)
    if found is not None:
        hours, minutes = int(found[1]), int(found[2] or 0)
        total = hours * 60 + minutes
        if minutes < 60 and total <= 24 * 60:
            return total
    raise Invalid("presence.unreadable_time", field=field, given=given[:40])


def hours_of(text: str, *, field: str = "hours") -> tuple[int, int]:
    """Return the two times that a span written in one piece means.

    Parameters
    ----------
    text : str
        ``8-16``, ``08:30–16``, ``8 til 16``.
    field : str
        What the error says is wrong.

    Returns
    -------
    tuple of int
        Minutes since midnight, beginning and end.

    Raises
    ------
    Invalid
        ``presence.unreadable_hours``.

    Examples
    --------
    >>> hours_of("8-15.30")
    (480, 930)
    """
    parts = _HOURS.split(text.strip())
    try:
        begins, ends = parts
        return minutes_of(begins), minutes_of(ends)
    except (Invalid, ValueError):
        raise Invalid("presence.unreadable_hours", field=field, given=text.strip()[:40]) from None


def day_of(text: str, *, field: str = "date") -> date:
    """Return the day that is meant: as ISO writes it, or day before month as the Nordics do.

    Parameters
    ----------
    text : str
        ``2026-03-12``, ``12.03.2026``, ``12/3/26``, ``20260312``.
    field : str
        What the error says is wrong.

    Returns
    -------
    date
        A year of two digits lies in this century.

    Raises
    ------
    Invalid
        ``presence.unreadable_date``.

    Examples
    --------
    >>> day_of("12.3.26") == day_of("2026-03-12T00:00:00") == date(2026, 3, 12)
    True
    """
    given = text.strip()
    for form in _DATE:
        found = form.fullmatch(given)
        if found is not None:
            year = int(found["y"])
            try:
                return date(year + 2000 if year < 100 else year, int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise Invalid("presence.unreadable_date", field=field, given=given[:40])


def place_of(text: str, *, field: str = "place") -> str:
    """Return the place that is meant.

    Parameters
    ----------
    text : str
        A word for home or office in any of our languages, or nothing.
    field : str
        What the error says is wrong.

    Returns
    -------
    str
        ``home``, ``office``, or empty when it is left open.

    Raises
    ------
    Invalid
        ``presence.unknown_place``.
    """
    given = text.strip()
    place = _PLACES.get(given.casefold())
    if place is None:
        raise Invalid("presence.unknown_place", field=field, given=given[:40])
    return place
