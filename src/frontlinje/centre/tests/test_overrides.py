"""Which edits can be written down at all?"""

from typing import Any

import pytest
from pydantic import ValidationError

from frontlinje.centre.rules.overrides import EDIT
from frontlinje.centre.tests.samples import name


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
