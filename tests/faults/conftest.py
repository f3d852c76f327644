"""What do the tests of faults share? A real centre whose log goes to a file, so nothing blocks."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.loaded_centre import LoadedCentre
from tests.house.conftest import ready_home

__all__ = ["ready_home"]


@pytest.fixture
def loaded_centre(ready_home: Path, tmp_path: Path) -> Iterator[LoadedCentre]:
    """Return a centre that is not up yet; whatever the test leaves running is ended."""
    home = tmp_path / "home"
    # `cp -a` keeps the owner of the database's folder.
    subprocess.run(["cp", "-a", ready_home, home], check=True)
    centre = LoadedCentre(home)
    yield centre
    centre.kill_everything()
