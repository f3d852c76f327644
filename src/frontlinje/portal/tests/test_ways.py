"""Is what customers are told about ways and hours right, and which way is named instead?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation

from frontlinje.base.ids import uuid7
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.edits.channels import SetChannelOpen
from frontlinje.centre.rules.overrides import Override
from frontlinje.centre.rules.starter import starter_document
from frontlinje.centre.rules.state import CentreState, effective_state
from frontlinje.portal.rules.ways import Way, way_instead, ways_to_reach
from frontlinje.portal.wording import said_way

TUESDAY_NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
SATURDAY = TUESDAY_NOON + timedelta(days=4)
OSLO = ZoneInfo("Europe/Oslo")


def state(at: datetime, *closed: str, until: datetime | None = None) -> CentreState:
    plain = plain_form(starter_document())
    plain["queues"][0]["addresses"] = ["post@example.org", "12 34 56 78"]
    overrides = [
        Override(
            id=uuid7(),
            order=order,
            edit=SetChannelOpen(channel=code, is_open=False),
            starts_at=TUESDAY_NOON - timedelta(days=1),
            until_at=until,
        )
        for order, code in enumerate(closed)
    ]
    return effective_state(CentreDocument.model_validate(plain), overrides, at)


def ways(at: datetime, *closed: str, until: datetime | None = None) -> dict[str, Way]:
    return {way.code: way for way in ways_to_reach(state(at, *closed, until=until), at)}


def said(way: Way) -> tuple[bool, str]:
    with translation.override("en"):
        words = said_way(way, OSLO, form_url="/contact/")
    return words.is_open, words.detail


def test_each_way_says_until_or_from_when() -> None:
    noon, weekend = ways(TUESDAY_NOON), ways(SATURDAY)
    assert said(noon["phone"]) == (True, "Until Tuesday 10 March, 16:00.")
    assert said(weekend["phone"]) == (False, "Opens Monday 16 March, 08:00.")
    assert said(weekend["mail"]) == (
        True,
        "Write at any time. We answer from Monday 16 March, 08:00.",
    )


def test_a_way_closed_by_decision_is_closed_to_letters_too() -> None:
    back = TUESDAY_NOON + timedelta(hours=2)
    assert said(ways(TUESDAY_NOON, "web")["web"]) == (False, "Until further notice.")
    closed = ways(TUESDAY_NOON, "web", until=back)["web"]
    assert said(closed) == (False, "Until Tuesday 10 March, 14:00.")


def test_a_form_is_back_when_its_closing_ends_whatever_the_hours() -> None:
    night = TUESDAY_NOON + timedelta(hours=10)
    found = ways(TUESDAY_NOON, "web", "phone", until=night)
    assert said(found["web"]) == (False, "Until Tuesday 10 March, 22:00.")
    assert said(found["phone"]) == (False, "Until Wednesday 11 March, 08:00.")


def test_hours_are_told_for_a_week_where_the_centre_is() -> None:
    with translation.override("en"):
        words = said_way(ways(TUESDAY_NOON)["phone"], OSLO, form_url="")
    assert len(words.days) == 7
    assert (words.days[0].name, words.days[0].hours) == ("Tuesday 10 March", "08:00–16:00")
    assert words.days[4].hours == "Closed"


def test_addresses_stand_with_the_way_they_belong_to() -> None:
    found = ways(TUESDAY_NOON)
    assert found["mail"].addresses == ("post@example.org",)
    assert found["phone"].addresses == ("12 34 56 78",)
    assert found["visit"].addresses == ()


def test_the_way_named_instead_is_one_where_somebody_answers() -> None:
    noon = ways(TUESDAY_NOON, "web", "phone")
    chosen = way_instead(noon.values(), "web")
    assert chosen is not None
    assert chosen.code == "chat"


def test_out_of_hours_the_way_named_instead_takes_a_message() -> None:
    chosen = way_instead(ways(SATURDAY, "web").values(), "web")
    assert chosen is not None
    assert chosen.code == "mail"


def test_a_way_without_a_known_address_is_not_named() -> None:
    found = ways(SATURDAY, "web").values()
    silent = [replace(way, addresses=()) for way in found]
    chosen = way_instead(silent, "web")
    assert chosen is not None
    assert chosen.code == "chat"


def test_with_nothing_open_the_way_that_opens_first_is_named() -> None:
    found = ways(SATURDAY, "web", "mail", "chat")
    later = replace(found["phone"], opens_at=SATURDAY + timedelta(days=9))
    chosen = way_instead([later, found["visit"]], "web")
    assert chosen is found["visit"]
    assert way_instead([found["web"], found["mail"]], "web") is None
