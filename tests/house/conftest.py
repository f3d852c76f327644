"""What do tests of the house share? Homes that are ready, so that each test need not make one."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontlinje.simulation.tests.kept_kernel import ready_kernel
from tests.house.centre import Centre


@pytest.fixture(scope="session")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a migrated, empty database and collected files; nothing runs on it."""
    base = tmp_path_factory.getbasetemp()
    # xdist's workers share one, made by the first that needs it; each has a folder beside it.
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ready = folder / "ready"
    with (folder / "ready.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            draft = folder / "ready-draft"
            draft.mkdir()
            done = Centre(draft).run("prepare", limit_s=300)
            assert done.returncode == 0, done.stderr
            # Or every centre would compile the simulator for itself, a minute after this.
            (draft / "compiled").symlink_to(ready_kernel())
            draft.rename(ready)
    return ready


@pytest.fixture
def centre(ready_home: Path, tmp_path: Path) -> Iterator[Centre]:
    """Return a centre that is not up yet; whatever the test leaves running is ended."""
    home = tmp_path / "home"
    # `cp -a` keeps the owner of the database's folder.
    subprocess.run(["cp", "-a", ready_home, home], check=True)
    made = Centre(home)
    yield made
    made.kill_everything()
