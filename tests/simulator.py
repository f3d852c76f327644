"""How does a living worker of the tests play? With their compiled simulator, not one of its own."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from frontlinje.simulation.tests.kept_kernel import ready_kernel


@pytest.fixture
def simulator() -> None:
    """Have the worker use the tests' compiled simulator, compiled anew if it has changed."""
    # It stays: tests that run beside this one share the folder.
    with suppress(FileExistsError):
        (Path(settings.HOME) / "compiled").symlink_to(ready_kernel())
