"""Is a command that is sent twice done once, whatever happens around it?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.base.ids import uuid7
from frontlinje.ledger.actions import once
from frontlinje.ledger.models import Receipt
from frontlinje.people.models import Team

ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
BODY = {"name": "North", "at": uuid4()}


def _add_team() -> dict[str, object]:
    team = Team.objects.create(code=uuid4().hex, name="North")
    return {"code": team.code, "id": uuid7()}


@pytest.mark.django_db
def test_the_second_time_gives_the_first_answer() -> None:
    first = once(ID, "team.add", BODY, _add_team)
    assert once(ID, "team.add", dict(reversed(BODY.items())), _add_team) == first
    assert Team.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "body"), [("team.add", {"name": "South"}), ("team.drop", BODY)])
def test_the_same_id_with_another_command_is_a_conflict(kind: str, body: dict[str, object]) -> None:
    once(ID, "team.add", BODY, _add_team)
    with pytest.raises(Conflict, match=r"ledger\.other_body"):
        once(ID, kind, body, _add_team)
    assert Team.objects.count() == 1


@pytest.mark.django_db
def test_a_failing_command_leaves_neither_effect_nor_receipt() -> None:
    def fail() -> dict[str, object]:
        _add_team()
        raise Invalid("ledger.test")

    with pytest.raises(Invalid):
        once(ID, "team.add", BODY, fail)
    assert not Receipt.objects.exists()
    assert not Team.objects.exists()
    once(ID, "team.add", BODY, _add_team)
    assert Team.objects.count() == 1


@pytest.mark.django_db
def test_a_broken_constraint_inside_the_command_is_told_as_such() -> None:
    def twice() -> dict[str, object]:
        for _ in range(2):
            Team.objects.create(code="same", name="North")
        return {}

    with pytest.raises(Exception, match="people_team_code"):
        once(ID, "team.add", BODY, twice)
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_instant_are_one() -> None:
    together = Barrier(8)

    def send(_: int) -> dict[str, object]:
        try:
            together.wait(timeout=10)
            return once(ID, "team.add", BODY, _add_team)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    assert Team.objects.count() == 1
    assert {answer["code"] for answer in answers} == {Team.objects.get().code}
    assert all(answer == answers[0] for answer in answers)
