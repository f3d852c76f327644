"""What do the tests of suggestions share? A centre, and a home of their own for models."""

from pathlib import Path

import pytest
from pytest_django import Settings

from frontlinje.routing.tests.centre_of_two_queues import document, named, queue, save

CODES = [{"code": code, "name": named(code)} for code in ("lambs", "answered")]


@pytest.fixture
def learning_home(tmp_path: Path, settings: Settings, cast: object) -> Path:
    """Save the centre, and keep models in a folder of the test's own."""
    settings.HOME = tmp_path
    queues = [queue(code, "north", channels=["mail"]) for code in ("general", "settlement")]
    save(document(queues=queues, wrap_up_codes=CODES))
    return tmp_path
