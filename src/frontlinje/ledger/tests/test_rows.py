"""Are rows that are sent together written whole, and is a refusal heard?"""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from frontlinje.base.ids import uuid7
from frontlinje.ledger.models import Event, Receipt
from frontlinje.ledger.rows import insert_rows, sent_together

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def event(kind: str) -> Event:
    return Event(kind=kind, at=NOON, body={}, topics=[])


def test_all_that_is_sent_together_is_there_after_the_block() -> None:
    with transaction.atomic():
        with sent_together():
            insert_rows([event("test.first")])
            insert_rows([event("test.second")])
        kinds = Event.objects.filter(kind__startswith="test.").order_by("id")
        assert [*kinds.values_list("kind", flat=True)] == ["test.first", "test.second"]


def written_twice(receipt: Receipt) -> None:
    with transaction.atomic(), sent_together():
        insert_rows([event("test.first")])
        insert_rows([receipt])
        insert_rows([receipt])
        insert_rows([event("test.second")])


def test_what_is_refused_is_told_at_the_end_and_takes_all_with_it() -> None:
    with pytest.raises(IntegrityError):
        written_twice(Receipt(command_id=uuid7(), kind="test", body_sha256=b""))
    assert not Event.objects.filter(kind__startswith="test.").exists()
