"""Is a promise counted in opening hours only?"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.state import CentreState, effective_state
from frontlinje.contacts.rules.promise import due_at

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 9, tzinfo=UTC)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=OSLO)


def state(promise_s: float, week: dict[str, str]) -> CentreState:
    name = {"nb": "x", "sv": "x", "en": "x"}
    sections: dict[str, Any] = {
        "name": name,
        "hours": [{"code": "main", "name": name, "week": week}],
        "channels": [{"code": "mail", "hours": "main", "units": 30}],
        "groups": [{"code": "all", "name": name, "is_everyone": True}],
        "queues": [
            {
                "code": "general",
                "name": name,
                "channels": ["mail"],
                "groups": ["all"],
                "promise_s": promise_s,
            }
        ],
    }
    return effective_state(CentreDocument.model_validate(sections), [], NOW)


WEEKDAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00")


@pytest.mark.parametrize(
    ("hours", "received", "due"),
    [
        (2, local(10, 9), local(10, 11)),
        (2, local(10, 15), local(11, 9)),
        (2, local(10, 20), local(11, 10)),
        (2, local(14, 12), local(16, 10)),
        (20, local(10, 8), local(12, 12)),
    ],
)
def test_only_opening_hours_count(hours: int, received: datetime, due: datetime) -> None:
    centre = state(hours * 3600, WEEKDAYS)
    assert due_at(centre, queue="general", channel="mail", received_at=received) == due


def test_where_it_never_opens_plain_time_counts() -> None:
    centre = state(3600, {})
    received = local(10, 9)
    found = due_at(centre, queue="general", channel="mail", received_at=received)
    assert found == received + timedelta(hours=1)


def test_where_it_never_closes_plain_time_counts() -> None:
    always = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
    centre = state(30 * 24 * 3600, always)
    received = local(1, 9)
    found = due_at(centre, queue="general", channel="mail", received_at=received)
    assert found == received.astimezone(UTC) + timedelta(days=30)
