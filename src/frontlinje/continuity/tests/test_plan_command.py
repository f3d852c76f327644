"""Can a plan be activated, extended and ended from the command line, and carried as a file?"""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.tests.small_plans import plan, saved
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import centre

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command("plan", *words, stdout=out, **options)
    return out.getvalue()


def is_phone_open() -> bool:
    now = clock.now()
    return effective_state(now).is_channel_open("phone", now)


def test_a_plan_is_activated_extended_and_ended_from_the_command_line(cast: Cast) -> None:
    saved()
    assert "Telefonen nede" in said("list")
    assert "  1  Close phone" in said("show", "phone-down")
    assert said("status") == "No plan is in effect.\n"
    assert "phone-down is in effect until" in said(
        "activate", "phone-down", "--reason", "test", "--hours", "2"
    )
    assert not is_phone_open()
    status = said("status")
    assert "[ ] Ring laget (Liv Prøve, by " in status
    assert "[ ] Ring leverandøren (centre_head)" in status
    said("extend", "phone-down", "--until", "2099-01-01T08:00", "--reason", "varer")
    assert "until 2099-01-01 08:00: test" in said("status")
    assert said("end", "phone-down", "--reason", "over") == "phone-down is no longer in effect.\n"
    assert is_phone_open()
    made = Activation.objects.get()
    assert (made.source, made.end_reason) == ("command", "over")


def test_some_measures_can_be_chosen() -> None:
    saved()
    assert " in part " in said("activate", "phone-down", "--reason", "test", "--measures", "2")
    assert is_phone_open()


def test_a_plan_is_carried_as_a_file(tmp_path: Path) -> None:
    saved()
    file = tmp_path / "plan.yaml"
    said("export", "phone-down", str(file))
    text = file.read_text()
    assert said("export", "phone-down", "-") == text
    file.write_text(text.replace("code: phone-down", "code: phone-down-b"))
    assert said("import", str(file)) == "phone-down-b is now version 1.\n"
    assert document_of(latest_version("phone-down-b")) == plan("phone-down-b")


def test_a_wrong_file_says_line_and_cure(tmp_path: Path) -> None:
    saved()
    file = tmp_path / "plan.yaml"
    text = str(said("export", "phone-down", "-"))
    file.write_text(text.replace("    - general", "    - genral"))
    with pytest.raises(CommandError, match=r"plan\.yaml:\d+:\d+: .*general"):
        said("import", str(file))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["activate", "gone", "--reason", "x"], "There is no plan"),
        (["end", "phone-down"], "is not in effect"),
        (["activate", "phone-down", "--reason", "x", "--until", "soon"], "is no time"),
        (["activate", "phone-down", "--reason", "x", "--hours", "-1"], "has passed"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(words: list[str], says: str) -> None:
    saved()
    with pytest.raises(CommandError, match=says):
        said(*words)
