"""How are tests that commit cleaned up after? The ledger lets itself be emptied in test databases.

A pytest plugin (see the root ``conftest.py``); ``test_append_only`` puts the refusal back.
"""

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Switch off the refusal of TRUNCATE, which is how Django empties a test database."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER events_are_never_emptied")
