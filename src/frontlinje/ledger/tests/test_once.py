"""Is a command that is sent twice done once, whatever happens around it?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.base.ids import uuid7
from frontlinje.ledger.actions import once
from frontlinje.ledger.models import Event, Receipt

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
BODY = {"name": "North", "at": uuid4()}


def _note() -> dict[str, object]:
    event = Event.objects.create(kind="test.noted", at=AT)
    return {"event": event.id, "id": uuid7()}


@pytest.mark.django_db
def test_the_second_time_gives_the_first_answer() -> None:
    first = once(ID, "note.add", BODY, _note)
    assert once(ID, "note.add", dict(reversed(BODY.items())), _note) == first
    assert Event.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "body"), [("note.add", {"name": "South"}), ("note.drop", BODY)])
def test_the_same_id_with_another_command_is_a_conflict(kind: str, body: dict[str, object]) -> None:
    once(ID, "note.add", BODY, _note)
    with pytest.raises(Conflict, match=r"ledger\.other_body"):
        once(ID, kind, body, _note)
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_failing_command_leaves_neither_effect_nor_receipt() -> None:
    def fail() -> dict[str, object]:
        _note()
        raise Invalid("ledger.test")

    with pytest.raises(Invalid):
        once(ID, "note.add", BODY, fail)
    assert not Receipt.objects.exists()
    assert not Event.objects.exists()
    once(ID, "note.add", BODY, _note)
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_broken_constraint_inside_the_command_is_told_as_such() -> None:
    def twice() -> dict[str, object]:
        for _ in range(2):
            Event.objects.create(id=7, kind="test.noted", at=AT)
        return {}

    with pytest.raises(IntegrityError, match="ledger_event_pkey"):
        once(ID, "note.add", BODY, twice)
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_instant_are_one() -> None:
    together = Barrier(8)

    def send(_: int) -> dict[str, object]:
        try:
            together.wait(timeout=10)
            return once(ID, "note.add", BODY, _note)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(8)))
    assert Event.objects.count() == 1
    assert {answer["event"] for answer in answers} == {Event.objects.get().id}
    assert all(answer == answers[0] for answer in answers)
