"""Is nothing left of a test that commits, and do the laws hold afterwards?"""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection

from frontlinje.base import clock
from frontlinje.ledger.models import Event
from frontlinje.ledger.tests.emptying import empty, filled, tables


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cast")
def test_what_was_filled_is_emptied_and_nothing_else() -> None:
    Event.objects.create(kind="test.happened", at=clock.now())
    assert {'"ledger_event"', '"people_user"', '"people_team"'} <= set(filled()) <= set(tables())
    empty()
    assert filled() == []
    assert Permission.objects.exists(), "Django's own rows are as migrations left them"
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
    Event.objects.create(kind="test.happened", at=clock.now())
    with pytest.raises(IntegrityError, match="append-only: DELETE"):
        Event.objects.all().delete()
