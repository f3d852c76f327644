"""Does the database itself refuse to change what happened?"""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from frontlinje.ledger.models import Event

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return Event.objects.create(kind="test.happened", at=AT)


def test_an_event_cannot_be_changed(event: Event) -> None:
    with pytest.raises(IntegrityError, match="append-only: UPDATE"), transaction.atomic():
        Event.objects.filter(id=event.id).update(reason="other")


def test_an_event_cannot_be_deleted(event: Event) -> None:
    with pytest.raises(IntegrityError, match="append-only: DELETE"), transaction.atomic():
        Event.objects.filter(id=event.id).delete()
    assert Event.objects.filter(id=event.id).exists()


def test_the_ledger_cannot_be_emptied(event: Event) -> None:
    refused = pytest.raises(IntegrityError, match="append-only: TRUNCATE")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("TRUNCATE ledger_event")
    assert Event.objects.filter(id=event.id).exists()
