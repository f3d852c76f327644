"""What do the journeys share? A worker, the world outside, the desk's floor, the sample centre."""

import shutil
from collections.abc import Iterator

import pytest

from frontlinje.desk.tests.floor import floor
from tests.journeys.sample_centre import open_sample_centre
from tests.mail.conftest import out_port, outside, worker
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.screens.live import LiveCentre

__all__ = ["floor", "out_port", "outside", "worker"]


@pytest.fixture
def sample(
    live_centre: LiveCentre, outside: Sink, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveWorker]:
    """Return the worker of the sample centre; the status page goes to another folder, ``sent``."""
    open_sample_centre()
    folder = live_centre.status_folder
    shutil.rmtree(folder.with_suffix(".sent"), ignore_errors=True)
    monkeypatch.setenv("FRONTLINJE_STATUS_FOLDER", str(folder))
    monkeypatch.setenv("FRONTLINJE_STATUS_COMMAND", f"cp -R . {folder.with_suffix('.sent')}")
    worker = LiveWorker(outside.port)
    worker.start()
    yield worker
    worker.leave()
