"""Do open screens learn of an event when, and only when, its transaction commits?"""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction

from frontlinje.ledger.actions import record
from frontlinje.ledger.models import Event
from frontlinje.ledger.tests.events import BellRang, LampLit

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE_S = 20.0

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def screen(transactional_db: None) -> Iterator[psycopg.Connection]:
    """Return a second connection that listens, as the stream does."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("dbname", "user", "host") if key in parameters}
    with psycopg.connect(**wanted, autocommit=True) as listening:
        listening.execute("LISTEN frontlinje")
        yield listening


def _told(screen: psycopg.Connection, timeout_s: float) -> list[str]:
    return [notice.payload for notice in screen.notifies(timeout=timeout_s, stop_after=1)]


def test_an_announcement_arrives_after_commit_and_not_before(screen: psycopg.Connection) -> None:
    with transaction.atomic():
        record(BellRang(), at=AT, by=None, topics=["board"])
        assert _told(screen, 0.2) == []
    assert _told(screen, PATIENCE_S) == [str(Event.objects.get().id)]


def test_what_is_rolled_back_is_never_announced(screen: psycopg.Connection) -> None:
    with transaction.atomic():
        record(BellRang(), at=AT, by=None, topics=["board"])
        transaction.set_rollback(True)
    assert _told(screen, 0.2) == []


def test_an_event_without_topics_is_not_announced(screen: psycopg.Connection) -> None:
    record(BellRang(), at=AT, by=None)
    record(LampLit(), at=AT, by=None, topics=["board"])
    announced = Event.objects.get(kind="test.lamp_lit").id
    assert _told(screen, PATIENCE_S) == [str(announced)]
