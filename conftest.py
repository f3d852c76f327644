"""What do all tests share? A throw-away PostgreSQL, started for the first who needs it."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from frontlinje.config import embedded

pytest_plugins = ["frontlinje.ledger.tests.emptying", "frontlinje.people.tests.cast"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Run the database while tests use it; xdist's workers share it, each with a database."""
    with embedded.used(settings.HOME, is_durable=False):
        yield
