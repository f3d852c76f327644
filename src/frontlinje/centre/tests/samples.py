"""Small documents for tests, as plain data that each test may bend."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.calendars import Calendar
from frontlinje.centre.rules.checks import Known
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.hours import Hours, Stretch
from frontlinje.centre.rules.starter import starter_document

OSLO = ZoneInfo("Europe/Oslo")
NOBODY = Known(skills=frozenset(), teams=frozenset(), sites=frozenset(), usernames=frozenset())


def name(word: str = "Prøve") -> dict[str, str]:
    return {"nb": word, "sv": word, "en": word}


def plain_document() -> dict[str, Any]:
    """Return the starter document with another second queue, as data to change."""
    given = plain_form(starter_document())
    given["queues"][1] = {
        "code": "settlements",
        "name": name("Oppgjør"),
        "channels": ["phone", "mail"],
        "groups": ["everyone"],
        "promise_s": 3600,
    }
    return given


def document(**changes: Any) -> CentreDocument:
    return CentreDocument.model_validate(plain_document() | changes)


def calendar(**parts: Any) -> Calendar:
    return Calendar.model_validate({"code": "main", "name": name(), "week": {}} | parts)


def hours(country: str = "NO", timezone: str = "Europe/Oslo", **parts: Any) -> Hours:
    return Hours(timezone, country, (Stretch(None, calendar(**parts)),))


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return an instant by the clock on the wall in Oslo; of two, the first."""
    return datetime(year, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)
