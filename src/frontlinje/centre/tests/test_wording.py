"""Are changes and overrides said in words that people know?"""

from typing import Any

import pytest
from django.utils import translation

from frontlinje.centre.rules.changes import changes_between
from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.overrides import EDIT
from frontlinje.centre.tests.samples import document, name, plain_document
from frontlinje.centre.wording import change_line, edit_in_words


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            {"kind": "set_channel_open", "channel": "mail", "is_open": False},
            "E-mail is closed",
        ),
        (
            {"kind": "set_channel_open", "channel": "mail", "is_open": True},
            "E-mail is open",
        ),
        (
            {"kind": "set_hours", "calendar": "main", "hours": "10-14"},
            "Opening hours › Opening hours: 10:00-14:00",
        ),
        (
            {"kind": "set_week", "calendar": "main", "week": {}},
            "Opening hours › Opening hours: another week",
        ),
        (
            {
                "kind": "change_queue",
                "queue": "settlements",
                "changes": {"promise_s": 5, "weight": 1},
            },
            "Queues › Oppgjør: Promised within, Weight",
        ),
        (
            {"kind": "add_group", "queue": "settlements", "group": "everyone"},
            "Queues › Oppgjør: + Answer groups › Everyone",
        ),
        (
            {
                "kind": "set_text",
                "text": {"code": "x", "situation": "incident", "body": name("Down")},
            },
            "Incident message: «Down»",
        ),
        (
            {"kind": "change_channel", "channel": "mail", "changes": {"within": "10-12"}},
            "E-mail: Only within these hours",
        ),
        (
            {"kind": "extend_hours", "calendar": "main", "hours": "16-18", "days": ["mon"]},
            "Opening hours › Opening hours: + 16:00-18:00",
        ),
        (
            {"kind": "relax_demands", "queue": "settlements", "by": 2},
            "Queues › Oppgjør: Skills demanded −2",
        ),
        ({"kind": "set_board_meeting", "at": "09:15"}, "Board meeting: 09:15"),
        (
            {"kind": "add_members", "group": "everyone", "usernames": ["nina"]},
            "Answer groups › Everyone: + nina",
        ),
        (
            {"kind": "set_shedding", "shedding": {"order": ["chat"], "over": 3, "under": 1}},
            "When channels give way: Chat",
        ),
        (
            {"kind": "set_follow_up", "queue": "general"},
            "Queues › General: Queue for work to catch up",
        ),
    ],
)
def test_an_override_is_said_in_a_few_words(edit: dict[str, Any], said: str) -> None:
    with translation.override("en"):
        assert edit_in_words(EDIT.validate_python(edit), plain_document(), "en") == said


def lines(**changes: Any) -> list[tuple[str, str, str]]:
    before, after = plain_form(document()), plain_form(document())
    after["queues"][1].update(changes)
    with translation.override("nb"):
        found = [
            change_line(change, before, after, "nb") for change in changes_between(before, after)
        ]
    return [(line.place, line.before, line.after) for line in found]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"promise_s": 90}, ("Lovet innen", "1 t", "1 min 30 s")),
        ({"weight": 1.5}, ("Vekt", "0", "1,5")),
        ({"interruptible": True}, ("En samtale kan avbryte den", "nei", "ja")),
        ({"hours": "main"}, ("Åpningstider", "", "main")),
        ({"groups": ["everyone", "more"]}, ("Svargrupper", "- everyone", "- everyone\n- more")),
    ],
)
def test_a_change_is_said_with_names_and_units(
    changes: dict[str, Any], said: tuple[str, str, str]
) -> None:
    place, before, after = said
    assert lines(**changes) == [(f"Køer › Oppgjør › {place}", before, after)]


def test_a_thing_moved_and_a_thing_gone_are_told() -> None:
    before, after = plain_document(), plain_document()
    after["queues"].reverse()
    (moved,) = changes_between(before, after)
    with translation.override("en"):
        line = change_line(moved, before, after, "en")
        assert line.place == "Queues › Order"
        gone = plain_document()
        gone["queues"].pop()
        (change,) = changes_between(before, gone)
        assert change_line(change, before, gone, "en").place == "Queues › Oppgjør"
