"""Do the parts fit together? Each way in which they may not, with its place."""

from collections.abc import Callable
from typing import Any

import pytest

from frontlinje.centre.rules.checks import Known, problems_of
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.starter import starter_document
from frontlinje.centre.tests.samples import NOBODY, document, name, plain_document

Bend = Callable[[dict[str, Any]], None]


def test_the_starter_document_is_in_order() -> None:
    assert problems_of(starter_document(), NOBODY) == []


def send_to(queue: str) -> list[dict[str, Any]]:
    step = {"do": "send", "queue": queue}
    return [{"code": "away", "when": {"waited_s": 60}, "then": [step]}]


def step(**fields: Any) -> list[dict[str, Any]]:
    return [{"code": "long", "when": {"waited_s": 60}, "then": [fields]}]


def in_queue(**fields: Any) -> Bend:
    return lambda given: given["queues"][1].update(fields)


def in_section(section: str, *things: dict[str, Any]) -> Bend:
    return lambda given: given[section].extend(things)


def in_calendar(**fields: Any) -> Bend:
    return lambda given: given["hours"][0].update(fields)


CODE = {"code": "extra", "name": name()}
SPECIAL = {"date": "2026-12-24", "hours": "closed", "name": name()}


@pytest.mark.parametrize(
    ("bend", "code", "place"),
    [
        (in_queue(code="general"), "duplicate_code", "queues.1.code"),
        (in_queue(groups=[]), "queue_without_group", "queues.1.groups"),
        (in_queue(groups=["everyon"]), "unknown_group", "queues.1.groups.0"),
        (in_queue(hours="night"), "unknown_calendar", "queues.1.hours"),
        (
            in_queue(demands=[{"skill": "law", "level": 3}]),
            "unknown_skill",
            "queues.1.demands.0.skill",
        ),
        (
            in_queue(overflow=step(do="widen", group="all")),
            "unknown_group",
            "queues.1.overflow.0.then.0.group",
        ),
        (
            in_queue(overflow=step(do="announce", text="hold")),
            "unknown_text",
            "queues.1.overflow.0.then.0.text",
        ),
        (
            in_queue(overflow=step(do="relax", skill="law", by=1)),
            "relaxes_nothing",
            "queues.1.overflow.0.then.0.skill",
        ),
        (
            in_queue(overflow=step(do="send", site="cabin")),
            "unknown_site",
            "queues.1.overflow.0.then.0.site",
        ),
        (
            in_queue(overflow=send_to("nowhere")),
            "unknown_queue",
            "queues.1.overflow.0.then.0.queue",
        ),
        (in_queue(overflow=send_to("settlements")), "overflow_loop", "queues.1.overflow"),
        (
            lambda given: given["queues"][0].update(overflow=send_to("settlements")),
            "queue_without_channel",
            "queues.0.overflow.0.then.0.queue",
        ),
        (
            in_queue(overflow=[*step(do="offer_callback"), *step(do="offer_callback")]),
            "duplicate_code",
            "queues.1.overflow.1.code",
        ),
        (
            lambda given: given["channels"].pop(0),
            "unknown_channel",
            "queues.0.channels",
        ),
        (
            lambda given: given["channels"][2].update(queue="settlements"),
            "queue_without_channel",
            "channels.2.queue",
        ),
        (
            in_section("groups", {**CODE, "teams": ["north"]}),
            "unknown_team",
            "groups.1.teams.0",
        ),
        (
            in_section("groups", {**CODE, "members": ["nina"]}),
            "unknown_user",
            "groups.1.members.0",
        ),
        (in_section("groups", CODE), "empty_group", "groups.1"),
        (
            in_section("wrap_up_codes", {**CODE, "parent": "nothing"}),
            "unknown_wrap_up_code",
            "wrap_up_codes.2.parent",
        ),
        (
            in_section(
                "wrap_up_codes",
                {**CODE, "parent": "other"},
                {**CODE, "code": "x", "parent": "extra"},
            ),
            "too_deep",
            "wrap_up_codes.3.parent",
        ),
        (
            in_section("standard_answers", {"code": "x", "title": name(), "body": name("{agent}")}),
            "unknown_placeholder",
            "standard_answers.0.body.nb",
        ),
        (
            in_section("texts", {"code": "x", "situation": "closed", "body": name("{agent_name}")}),
            "unknown_placeholder",
            "texts.3.body.nb",
        ),
        (in_section("staffing", {"queue": "x", "ready": 2}), "unknown_queue", "staffing.0.queue"),
        (
            in_calendar(special_days=[SPECIAL, SPECIAL]),
            "duplicate_date",
            "hours.0.special_days.1.date",
        ),
        (
            in_calendar(own_holidays=[{"holiday": "Good Fryday", "hours": "closed"}]),
            "unknown_holiday",
            "hours.0.own_holidays.0.holiday",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(bend: Bend, code: str, place: str) -> None:
    given = plain_document()
    bend(given)
    problems = problems_of(CentreDocument.model_validate(given), NOBODY)
    assert (f"centre.{code}", place) in [(problem.code, problem.place) for problem in problems]


def test_the_nearest_code_is_suggested() -> None:
    given = plain_document()
    given["queues"][1]["groups"] = ["everyon"]
    (problem,) = problems_of(CentreDocument.model_validate(given), NOBODY)
    assert problem.params["nearest"] == "everyone"


def test_one_address_leads_to_one_queue() -> None:
    given = plain_document()
    given["queues"][0]["addresses"] = ["post@example.org"]
    given["queues"][1]["addresses"] = ["Post@Example.org"]
    (problem,) = problems_of(CentreDocument.model_validate(given), NOBODY)
    assert (problem.code, problem.place) == ("centre.duplicate_address", "queues.1.addresses.0")


def test_a_circle_over_two_queues_is_a_circle() -> None:
    given = plain_document()
    given["queues"][0]["channels"] = given["queues"][1]["channels"]
    given["queues"][0]["overflow"] = send_to("settlements")
    given["queues"][1]["overflow"] = send_to("general")
    problems = problems_of(CentreDocument.model_validate(given), NOBODY)
    assert [problem.place for problem in problems] == ["queues.0.overflow", "queues.1.overflow"]


def test_people_that_exist_may_be_named_in_any_case() -> None:
    known = Known(
        skills=frozenset({"law"}),
        teams=frozenset({"north"}),
        sites=frozenset({"cabin"}),
        usernames=frozenset({"nina"}),
    )
    group = {"code": "extra", "name": name(), "teams": ["north"], "members": ["Nina"]}
    assert problems_of(document(groups=[*plain_document()["groups"], group]), known) == []
