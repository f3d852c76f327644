"""What do all tests share? A throw-away PostgreSQL, and programs that some of them need."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from frontlinje.config import embedded
from frontlinje.config.translations import compile_translations
from tests.debian import ensure_program

pytest_plugins = [
    "frontlinje.ledger.tests.emptying",
    "frontlinje.people.tests.cast",
    "tests.screens.browser",
]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of `./run test fast`."""
    parser.addoption(
        "--without-database", action="store_true", help="leave out every test that opens a database"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Compile translations once, before xdist's workers start; draw fewer examples in a hurry."""
    gc.disable()  # until all is imported: there is nothing to throw away before
    if not hasattr(config, "workerinput"):
        compile_translations()
    # How long an example takes says how busy the machine is, and nothing about the code.
    patient = hypothesis.settings(
        deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.register_profile("patient", patient)
    hypothesis.settings.register_profile("fast", patient, max_examples=15)
    is_in_a_hurry = config.getoption("--without-database")
    hypothesis.settings.load_profile("fast" if is_in_a_hurry else "patient")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read files that open a database in every test, if so asked."""
    is_asked = config.getoption("--without-database") and collection_path.suffix == ".py"
    if is_asked and re.search(r"^pytestmark\b.*django_db", collection_path.read_text(), re.M):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what opens a database, if so asked."""
    if config.getoption("--without-database"):
        left_out = [item for item in items if _opens_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _opens_database(item)]


def pytest_collection_finish() -> None:
    """Do not look at what was imported again and again for something to throw away."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def _opens_database(item: pytest.Item) -> bool:
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Make sure of the programs that a test is marked with; forget the last visitor's language."""
    translation.deactivate()
    if item.get_closest_marker("browser"):
        ensure_program("chromium-headless-shell")
    for marker in item.iter_markers("program"):
        ensure_program(*marker.args)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Run the database while tests use it; xdist's workers share it, each with a database."""
    with embedded.used(settings.HOME, is_durable=False):
        yield
