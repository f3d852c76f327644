"""What form must a document have, and what is said of one that has not?"""

from typing import Any

import pytest

from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.fields import Interval, Name, parse_day
from frontlinje.centre.rules.problems import InvalidDocument, Problem, read_document
from frontlinje.centre.rules.queues import Group
from frontlinje.centre.rules.starter import starter_document
from frontlinje.centre.tests.samples import document, plain_document


def problem_of(given: object) -> Problem:
    with pytest.raises(InvalidDocument) as caught:
        read_document(given, CentreDocument)
    assert len(caught.value.problems) == 1, caught.value.problems
    return caught.value.problems[0]


def test_a_document_survives_its_plain_form() -> None:
    assert read_document(plain_form(document()), CentreDocument) == document()


def test_a_document_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValueError, match="frozen"):
        starter_document().name = Name(nb="x", sv="x", en="x")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("08:00-16:00", [(480, 960)]),
        ("8-16", [(480, 960)]),
        ("8.30–16", [(510, 960)]),
        ("13:00-16:00, 08:00-12:00", [(480, 720), (780, 960)]),
        ("00:00-24:00", [(0, 1440)]),
        ("closed", []),
        ("Stengt", []),
        ("stängt", []),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, meant: list[tuple[int, int]]) -> None:
    assert parse_day(written) == tuple(Interval(*pair) for pair in meant)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("8-25", "bad_interval"),
        ("8:75-9", "bad_interval"),
        ("morning", "bad_interval"),
        ("22:00-06:00", "ends_before_start"),
        ("08:00-08:00", "ends_before_start"),
        ("08:00-12:00, 11:00-13:00", "overlapping_hours"),
        (8, "bad_interval"),
        ([8, 16], "bad_interval"),
    ],
)
def test_hours_that_mean_nothing_are_refused(written: object, code: str) -> None:
    given = plain_document()
    given["hours"][0]["week"]["mon"] = written
    problem = problem_of(given)
    assert (problem.code, problem.place) == (f"centre.{code}", "hours.0.week.mon")


def test_a_missing_language_is_named() -> None:
    given = plain_document()
    del given["queues"][1]["name"]["sv"]
    problem = problem_of(given)
    assert (problem.code, problem.place) == ("centre.missing_language", "queues.1.name.sv")


def test_an_unknown_key_gets_the_nearest_one() -> None:
    given = plain_document()
    given["queues"][1]["weigth"] = 1
    problem = problem_of(given)
    assert (problem.code, problem.place) == ("centre.unknown_key", "queues.1.weigth")
    assert problem.params["nearest"] == "weight"


@pytest.mark.parametrize("zone", ["Oslo", "Europe", "../zoneinfo/UTC", ""])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    problem = problem_of(plain_document() | {"timezone": zone})
    assert (problem.code, problem.place) == ("centre.unknown_timezone", "timezone")


def recipe(*then: dict[str, Any], **when: object) -> dict[str, Any]:
    return {"code": "long", "when": when or {"waited_s": 60}, "then": list(then)}


@pytest.mark.parametrize(
    ("given_recipe", "code", "place"),
    [
        (recipe({"do": "wide", "group": "x"}), "not_one_of", "then.0.do"),
        (recipe({"group": "x"}), "missing", "then.0.do"),
        (recipe({"do": "widen"}), "missing", "then.0.group"),
        (recipe({"do": "send"}), "one_target", "then.0"),
        (recipe({"do": "send", "queue": "a", "number": "110"}), "one_target", "then.0"),
        (recipe({"do": "send", "number": "ring"}), "bad_number", "then.0.number"),
        (recipe(), "too_few", "then"),
        (recipe({"do": "offer_callback"}, is_closed=False), "no_condition", "when"),
        (recipe({"do": "raise", "by": 0}), "too_small", "then.0.by"),
    ],
)
def test_a_recipe_that_means_nothing_is_refused(
    given_recipe: dict[str, Any], code: str, place: str
) -> None:
    given = plain_document()
    given["queues"][0]["overflow"] = [given_recipe]
    problem = problem_of(given)
    assert (problem.code, problem.place) == (f"centre.{code}", f"queues.0.overflow.0.{place}")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("code", "Not a code", "bad_code"),
        ("promise_s", "soon", "not_a_number"),
        ("promise_s", 0, "too_small"),
        ("weight", float("nan"), "not_a_number"),
        ("weight", float("inf"), "not_a_number"),
        ("channels", [], "too_few"),
        ("channels", "mail", "not_a_list"),
        ("interruptible", "perhaps", "not_yes_no"),
        ("name", "General", "not_a_mapping"),
        ("visibility", "all", "not_one_of"),
    ],
)
def test_a_wrong_field_of_a_queue_is_refused(field: str, value: object, code: str) -> None:
    given = plain_document()
    given["queues"][0][field] = value
    problem = problem_of(given)
    assert (problem.code, problem.place) == (f"centre.{code}", f"queues.0.{field}")


@pytest.mark.parametrize("given", [None, [], "text", 3])
def test_what_is_no_mapping_is_no_document(given: object) -> None:
    assert problem_of(given).code == "centre.not_a_mapping"


def test_a_text_in_a_language_we_do_not_have_is_english() -> None:
    name = Name(nb="Hei", sv="Hej", en="Hello")
    assert [name.in_language(code) for code in ("nb-NO", "sv", "fi")] == ["Hei", "Hej", "Hello"]


def test_a_group_has_people_by_team_by_name_or_all() -> None:
    name = {"nb": "x", "sv": "x", "en": "x"}
    by_team = Group.model_validate({"code": "a", "name": name, "teams": ["north"]})
    by_name = Group.model_validate({"code": "a", "name": name, "members": ["Nina"]})
    everyone = Group.model_validate({"code": "a", "name": name, "is_everyone": True})
    assert by_team.has(username="nina", team="north")
    assert not by_team.has(username="nina", team=None)
    assert by_name.has(username="nina", team="south")
    assert not by_name.has(username="omar", team="south")
    assert everyone.has(username="omar", team=None)
