"""How are tests that commit cleaned up after? What they filled is emptied, past every law.

A pytest plugin (see the root ``conftest.py``). Django would empty every table there is, and then
write its own rows anew: that takes a hundred times as long.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

KEPT = {"auth_permission", "django_content_type", "django_migrations"}
"""What Django writes with and after migrations, and no test changes."""


LEAVE_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Have tests that commit emptied in our way; let nobody stay in a database that is dropped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: empty())
        yield
    # A thread of the last test may not have hung up yet; our own line may have been cut by a test.
    connection.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(LEAVE_ALONE)


def empty() -> None:
    """Empty the tables that hold anything."""
    with transaction.atomic(), connection.cursor() as cursor:
        # What others are writing is there before we look, and nobody begins meanwhile.
        cursor.execute(f"LOCK TABLE {', '.join(tables())} IN ACCESS EXCLUSIVE MODE")
        # Neither the ledger's laws nor foreign keys.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled():
            cursor.execute(f"DELETE FROM {table}")


def filled() -> list[str]:
    """Return the tables that hold anything."""
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [table for (table,) in cursor.fetchall()]


@cache
def tables() -> list[str]:
    """Return the names of the tables that tests fill."""
    names = connection.introspection.table_names()
    return [connection.ops.quote_name(name) for name in sorted(set(names) - KEPT)]
