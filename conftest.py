"""What do all tests share? One throw-away PostgreSQL per test home, started for the first test that needs it."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from frontlinje.config import embedded

pytest_plugins = ["frontlinje.ledger.tests.emptying", "frontlinje.people.tests.cast"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Run the database while tests use it; xdist's workers share the server, each with a database of its own."""
    with embedded.used(settings.HOME, is_durable=False):
        yield
