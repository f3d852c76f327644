"""What does a calendar entry say that came by mail? What, when, where; nothing is answered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from frontlinje.channels.mail.rules.charsets import presentable

_LARGEST = 2**20
_MOST = 5
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One entry of a calendar."""

    what: str = ""
    where: str = ""
    who: str = ""
    """Who calls the meeting."""
    begins: str = ""
    """ISO 8601: a day, an instant with its offset from UTC, or a time without a place."""
    ends: str = ""
    """The same; of whole days the last one."""
    is_repeated: bool = False


def meetings_in(calendar: bytes) -> list[tuple[str, Meeting]]:
    """Return the entries of a calendar (RFC 5545) with what is asked about them (RFC 5546).

    Parameters
    ----------
    calendar : bytes
        A text/calendar part.

    Returns
    -------
    list of (str, Meeting)
        The method in lower case (``request``, ``cancel``, ``reply`` …) and the entry; the first
        five. Empty when it cannot be understood.
    """
    # Loaded only for mail that has a calendar in it.
    from icalendar import Calendar

    if len(calendar) > _LARGEST:
        return []
    try:
        read = Calendar.from_ical(calendar, multiple=True)
        found = [
            (str(one.get("METHOD", "")).lower()[:20], _meeting(event))
            for one in read
            for event in one.walk("VEVENT")
        ]
    except Exception:  # several kinds, on broken calendars; the file is still there
        return []
    return found[:_MOST]


def _meeting(event: Any) -> Meeting:
    begins, ends = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if ends is None and begins is not None and event.get("DURATION") is not None:
        ends = begins + event.decoded("DURATION")
    if isinstance(ends, date) and not isinstance(ends, datetime):
        ends -= timedelta(days=1)  # a calendar names the day after the last
    return Meeting(
        what=_text(event, "SUMMARY"),
        where=_text(event, "LOCATION"),
        who=_who(event),
        begins=begins.isoformat() if begins else "",
        ends=ends.isoformat() if ends and ends != begins else "",
        is_repeated=event.get("RRULE") is not None,
    )


def _moment(event: Any, name: str) -> date | datetime | None:
    found = event.decoded(name, None)
    return found if isinstance(found, date) else None


def _text(event: Any, name: str) -> str:
    return " ".join(presentable(str(event.get(name, ""))).split())[:_LONGEST]


def _who(event: Any) -> str:
    organiser = event.get("ORGANIZER")
    if organiser is None:
        return ""
    address = str(organiser).removeprefix("mailto:").removeprefix("MAILTO:")
    name = str(organiser.params.get("CN", "")) if hasattr(organiser, "params") else ""
    return presentable(f"{name} <{address}>" if name else address)[:_LONGEST]
