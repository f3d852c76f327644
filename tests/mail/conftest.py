"""What do the mail tests across processes share? The centre, a worker, the world outside."""

from collections.abc import Iterator

import pytest

from frontlinje.channels.mail.tests.mailroom import open_centre
from frontlinje.people.tests.cast import Cast
from tests.mail.boxes import line as line
from tests.mail.boxes import server as server
from tests.mail.live_worker import LiveWorker, free_port
from tests.mail.sink import Sink


@pytest.fixture
def outside() -> Iterator[Sink]:
    sink = Sink(free_port())
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def out_port(outside: Sink) -> int:
    """Return where the worker hands its mail over."""
    return outside.port


@pytest.fixture
def worker(transactional_db: None, cast: Cast, out_port: int) -> Iterator[LiveWorker]:
    """Return a running worker of a centre with two mail addresses."""
    open_centre()
    worker = LiveWorker(out_port)
    worker.start()
    yield worker
    worker.leave()
