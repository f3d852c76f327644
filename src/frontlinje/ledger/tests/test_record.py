"""Is what is recorded kept as it was, and told to those who listen after commit only?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from frontlinje.ledger import listeners
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import REGISTRY, LedgerEvent, plain
from frontlinje.ledger.models import Event
from frontlinje.ledger.tests.events import BellRang, LampLit

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOMEBODY = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


@pytest.fixture
def heard() -> Iterator[list[LedgerEvent]]:
    calls: list[LedgerEvent] = []

    def broken(events: Sequence[LedgerEvent]) -> None:
        raise RuntimeError("the other listener must not suffer")

    def remember(events: Sequence[LedgerEvent]) -> None:
        calls.extend(events)

    before = dict(listeners._listeners)
    listeners.listen(broken, BellRang)
    listeners.listen(remember, BellRang)
    yield calls
    listeners._listeners.clear()
    listeners._listeners.update(before)


@pytest.mark.django_db
def test_shared_fields_become_columns_and_the_rest_the_body() -> None:
    event = BellRang(agent_id=SOMEBODY, reason="lunch", times=2, due=AT, rooms={"b", "a"})
    record(event, at=AT, by=SOMEBODY, topics=["board", "agent:1", "board"])
    row = Event.objects.get()
    assert (row.kind, row.at, row.by) == ("test.bell_rang", AT, SOMEBODY)
    assert (row.agent_id, row.reason, row.contact_id) == (SOMEBODY, "lunch", None)
    assert row.body == {"times": 2, "due": AT.isoformat(), "rooms": ["a", "b"]}
    assert row.topics == ["agent:1", "board"]


@pytest.mark.django_db
def test_many_events_take_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        record(BellRang(), LampLit(), BellRang(), at=AT, by=None)
    with django_assert_num_queries(0):
        record(at=AT, by=None)


@pytest.mark.django_db
def test_listeners_hear_their_kinds_after_commit(
    heard: list[LedgerEvent],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bell = BellRang(reason="x")
    with django_capture_on_commit_callbacks(execute=True):
        record(bell, LampLit(), at=AT, by=None)
        assert heard == []
    assert heard == [bell]
    assert "listener_failed" in caplog.text


@pytest.mark.django_db
def test_listeners_hear_of_a_whole_block_at_once(
    heard: list[LedgerEvent],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, second = BellRang(reason="x"), BellRang(reason="y")
    with listeners.gathered():
        for bell in (first, second):
            with django_capture_on_commit_callbacks(execute=True):
                record(bell, at=AT, by=None)
        assert heard == []
    assert heard == [first, second]


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_nothing_of_what_was_rolled_back(heard: list[LedgerEvent]) -> None:
    with transaction.atomic():
        record(BellRang(), at=AT, by=None)
        transaction.set_rollback(True)
    assert heard == []
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_every_row_knows_the_transaction_that_wrote_it() -> None:
    with transaction.atomic():
        record(BellRang(), at=AT, by=None)
        record(LampLit(), at=AT, by=None)
    record(BellRang(), at=AT, by=None)
    first, second, other = Event.objects.order_by("id").values_list("tx", flat=True)
    assert first == second < other
    with connection.cursor() as cursor:
        # Over for whoever looks now; the lowest number of a snapshot may be held back by what
        # other databases of the server are doing.
        over = "SELECT pg_visible_in_snapshot(%s::text::xid8, pg_current_snapshot())"
        cursor.execute(over, [str(other)])
        assert cursor.fetchone() == (True,)


def test_two_kinds_of_event_cannot_share_a_name() -> None:
    with pytest.raises(TypeError, match=r"two events are called test\.lamp_lit"):

        @dataclass(frozen=True, kw_only=True)
        class Other(LedgerEvent):
            kind: ClassVar[str] = "test.lamp_lit"

    assert REGISTRY["test.lamp_lit"] is LampLit


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (SOMEBODY, str(SOMEBODY)),
        (AT, "2026-11-23T09:00:00+00:00"),
        (date(2026, 11, 23), "2026-11-23"),
        ({SOMEBODY: (1, {"b", "a"})}, {str(SOMEBODY): [1, ["a", "b"]]}),
        (None, None),
    ],
)
def test_plain_values_can_be_carried_by_json(value: Any, kept: Any) -> None:
    assert plain(value) == kept


def test_ids_of_others_are_not_confused() -> None:
    assert BellRang(agent_id=uuid4()).columns().keys() == {"agent_id", "reason"}
