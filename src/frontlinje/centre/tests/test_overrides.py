"""Which edits can be written down at all?"""

from typing import Any

import pytest
from pydantic import ValidationError

from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.rules.fields import format_day
from frontlinje.centre.rules.overrides import EDIT, has_target
from frontlinje.centre.tests.samples import document, name, plain_document


@pytest.mark.parametrize(
    "edit",
    [
        {"kind": "set_channel_open", "channel": "fax", "is_open": True},
        {"kind": "set_hours", "calendar": "main", "hours": "late"},
        {"kind": "change_queue", "queue": "general", "changes": {}},
        {"kind": "change_queue", "queue": "general", "changes": {"code": "x"}},
        {"kind": "change_queue", "queue": "general", "changes": {"promise": 60}},
        {"kind": "change_queue", "queue": "general", "changes": {"promise_s": None}},
        {"kind": "set_text", "text": {"code": "x", "situation": "closed", "body": "x"}},
        {"kind": "sing"},
        {"kind": "change_channel", "channel": "mail", "changes": {"code": "web"}},
        {"kind": "change_channel", "channel": "mail", "changes": {"waight": 1}},
        {"kind": "extend_hours", "calendar": "main", "hours": "8-16", "days": []},
        {"kind": "relax_demands", "queue": "general", "by": 0},
        {"kind": "set_staffing", "queue": "general", "ready": 0},
        {"kind": "set_arrangement", "arrangement": {"code": "x", "name": name()}},
        {
            "kind": "set_arrangement",
            "arrangement": {"code": "x", "name": name(), "hours": "8-14", "is_binding": True},
        },
        {"kind": "set_board_meeting", "at": "24:00"},
    ],
)
def test_an_edit_that_means_nothing_is_refused(edit: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EDIT.validate_python(edit)


@pytest.mark.parametrize(
    "edit",
    [
        {"kind": "set_channel_open", "channel": "mail", "is_open": True},
        {"kind": "set_hours", "calendar": "main", "hours": "10:00-14:00"},
        {"kind": "change_queue", "queue": "general", "changes": {"hours": None, "weight": 2}},
        {"kind": "add_group", "queue": "general", "group": "everyone"},
        {"kind": "change_channel", "channel": "mail", "changes": {"within": "10:00-12:00"}},
        {"kind": "extend_hours", "calendar": "main", "hours": "16-18", "days": ["tue", "mon"]},
        {"kind": "set_shedding", "shedding": {"order": ["chat"], "over": 3, "under": 1}},
        {"kind": "set_shedding", "shedding": None},
        {
            "kind": "set_arrangement",
            "arrangement": {
                "code": "x",
                "name": name(),
                "place": "home",
                "last_day": "2026-03-12",
                "hours": "8-14",
            },
        },
        {
            "kind": "set_text",
            "text": {
                "code": "x",
                "situation": "incident",
                "channels": ["mail", "phone"],
                "queues": [],
                "body": name(),
            },
        },
    ],
)
def test_an_edit_survives_its_row(edit: dict[str, Any]) -> None:
    kept = EDIT.dump_python(EDIT.validate_python(edit), mode="json")
    assert EDIT.validate_python(kept) == EDIT.validate_python(edit)


def laid(edit: dict[str, Any], **sections: Any) -> CentreDocument:
    return EDIT.validate_python(edit).apply(document(**sections))


def test_longer_hours_join_those_that_are_there_on_these_days_alone() -> None:
    edit = {"kind": "extend_hours", "calendar": "main", "hours": "15-18", "days": ["mon", "sat"]}
    week = laid(edit).hours[0].week
    assert format_day(week.mon) == "08:00-18:00"
    assert format_day(week.tue) == "08:00-16:00"
    assert format_day(week.sat) == "15:00-18:00"


def queue_with(**changes: Any) -> dict[str, Any]:
    return {**plain_document()["queues"][0], **changes}


def test_a_demand_below_level_one_goes_and_so_does_what_would_relax_it() -> None:
    demands = [{"skill": "law", "level": 5}, {"skill": "milk", "level": 2}]
    relaxing = {"do": "relax", "skill": "milk", "by": 1}
    raising = {"do": "raise", "by": 1}
    recipes = [
        {"code": "one", "when": {"waited_s": 1}, "then": [relaxing]},
        {"code": "two", "when": {"waited_s": 1}, "then": [relaxing, raising]},
    ]
    queues = [queue_with(demands=demands, overflow=recipes)]
    (queue,) = laid({"kind": "relax_demands", "queue": "general", "by": 3}, queues=queues).queues
    assert [(demand.skill, demand.level) for demand in queue.demands] == [("law", 2)]
    assert [(recipe.code, len(recipe.then)) for recipe in queue.overflow] == [("two", 1)]
    one = {"kind": "relax_demands", "queue": "general", "by": 1, "skill": "law"}
    assert [demand.level for demand in laid(one, queues=queues).queues[0].demands] == [4, 2]


def test_a_new_recipe_comes_first_and_takes_the_place_of_its_namesake() -> None:
    def recipe(code: str, waited_s: int) -> dict[str, Any]:
        return {"code": code, "when": {"waited_s": waited_s}, "then": [{"do": "raise", "by": 1}]}

    queues = [queue_with(overflow=[recipe("a", 1), recipe("b", 2)])]
    edit = {"kind": "add_recipe", "queue": "general", "recipe": recipe("b", 3)}
    found = laid(edit, queues=queues).queues[0].overflow
    assert [(one.code, one.when.waited_s) for one in found] == [("b", 3), ("a", 1)]


def test_one_minimum_is_left_for_a_queue_and_the_others_stay() -> None:
    staffing = [{"queue": "general", "ready": 1}, {"queue": "settlements", "ready": 2}]
    edit = {"kind": "set_staffing", "queue": "general", "ready": 4}
    found = laid(edit, staffing=staffing).staffing
    assert {minimum.queue: minimum.ready for minimum in found} == {"general": 4, "settlements": 2}


def test_the_queue_for_work_to_catch_up_is_on_hold() -> None:
    found = laid({"kind": "set_follow_up", "queue": "settlements"})
    assert found.follow_up == "settlements"
    assert [queue.is_on_hold for queue in found.queues] == [False, True]


@pytest.mark.parametrize(
    "edit",
    [
        {"kind": "change_channel", "channel": "mail", "changes": {"weight": 1}},
        {"kind": "extend_hours", "calendar": "gone", "hours": "8-16", "days": ["mon"]},
        {"kind": "relax_demands", "queue": "gone", "by": 1},
        {"kind": "set_staffing", "queue": "gone", "ready": 4},
        {"kind": "set_follow_up", "queue": "gone"},
        {"kind": "add_group", "queue": "general", "group": "gone"},
        {"kind": "add_members", "group": "gone", "usernames": ["nina"]},
    ],
)
def test_an_edit_of_what_has_gone_changes_nothing(edit: dict[str, Any]) -> None:
    without_mail = [c for c in plain_document()["channels"] if c["code"] != "mail"]
    before = document(channels=without_mail)
    made = EDIT.validate_python(edit)
    assert made.apply(before) == before
    assert not has_target(made, before)
