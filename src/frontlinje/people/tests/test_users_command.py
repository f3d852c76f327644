"""Does ``frontlinje users`` let people in and out, and never ask for a password in the open?"""

import io
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from frontlinje.ledger.models import Event
from frontlinje.people.models import Team, User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db

GOOD = "rått og tørt ved"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{GOOD}\n"))


def _users(*words: str) -> str:
    out = io.StringIO()
    call_command("users", *words, stdout=out)
    return out.getvalue()


def test_an_empty_installation_says_how_to_begin() -> None:
    assert "frontlinje users create USERNAME" in _users("list")


@pytest.mark.usefixtures("typed")
def test_the_first_owner_is_made_on_the_command_line() -> None:
    words = ("create", "Olav", "--name", "Olav Prøve", "--role", "system_owner")
    assert "olav can sign in as: system_owner" in _users(*words, "--password-stdin")
    olav = User.objects.get()
    assert olav.check_password(GOOD)
    assert Event.objects.get().by is None
    assert "olav" in _users("list")


@pytest.mark.usefixtures("typed")
def test_everything_about_a_lent_agent_can_be_given(north: Team) -> None:
    _users(
        *("create", "lone", "--name", "Lone", "--role", "agent", "--role", "trainee"),
        *("--employer", "lent", "--until", "2026-12-31", "--team", "north"),
        *("--email", "lone@example.org", "--password-stdin"),
    )
    lone = User.objects.get()
    assert (lone.roles, lone.team) == (["agent", "trainee"], north)
    assert lone.access_until == datetime(2026, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("create", "x", "--name", "X", "--role", "agent"), "2 to 60 characters"),
        (("create", "xx", "--name", "X", "--role", "agent", "--team", "no"), "no team"),
        (("create", "xx", "--name", "X", "--role", "agent", "--employer", "lent"), "end date"),
        (("create", "xx", "--name", "X", "--role", "agent", "--until", "soon"), "is no time"),
    ],
)
@pytest.mark.usefixtures("typed")
def test_what_cannot_be_used_is_told_in_one_line(words: tuple[str, ...], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        _users(*words, "--password-stdin")
    assert not User.objects.exists()


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("12345\n"))
    with pytest.raises(CommandError, match="Choose another password"):
        _users("create", "xx", "--name", "X", "--role", "agent", "--password-stdin")


def test_without_a_terminal_the_password_must_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--password-stdin"):
        _users("create", "xx", "--name", "X", "--role", "agent")


def test_two_passwords_that_differ_change_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    answers = iter([GOOD, "another one here"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    with pytest.raises(CommandError, match="differ"):
        _users("passwd", "nina")
    answers = iter([GOOD, GOOD])
    _users("passwd", "NINA")
    assert User.objects.get(username="nina").check_password(GOOD)


def test_roles_and_access_are_set(cast: Cast) -> None:
    assert "agent, planner" in _users("roles", "nina", "--role", "planner", "--role", "agent")
    _users("end", "nina", "--at", "2026-12-01T16:00")
    nina = User.objects.get(username="nina")
    assert nina.access_until == datetime(2026, 12, 1, 15, tzinfo=UTC)
    _users("end", "omar")
    assert "omar" not in _users("list")
    assert "omar" in _users("list", "--all")


def test_the_last_owner_cannot_be_ended(cast: Cast) -> None:
    with pytest.raises(CommandError, match="last system owner"):
        _users("end", "olav")
    with pytest.raises(CommandError, match="no user 'nobody'"):
        _users("end", "nobody")
