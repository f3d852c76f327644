"""Which loops run inside the worker, and what happens when one of them falls?

Each service has a thread of its own. One that falls is logged and started again alone, at once the
first time, then after longer and longer pauses. Rooms are named here as text, so that only the
worker imports them.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.db import connections

Run = Callable[[threading.Event], None]

LONGEST_PAUSE_S = 5.0
# A service that ran this long had recovered; its next fall is a first one again.
RECOVERED_S = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """A loop: `run` gets an event, and returns soon after that is set."""

    name: str
    run_at: str

    def load(self) -> Run:
        """Import the function that is the loop."""
        module, function = self.run_at.split(":")
        found: Run = getattr(import_module(module), function)
        return found


SERVICES: tuple[Service, ...] = (
    Service("jobs", "frontlinje.config.jobs:run_jobs"),
    Service("sweep", "frontlinje.config.sweeper:run_sweeps"),
    Service("watch", "frontlinje.config.watcher:run_watch"),
    Service("exercise", "frontlinje.exercises.tasks:run_exercises"),
    Service("search", "frontlinje.config.search_reader:read_for_search"),
    Service("mail-in", "frontlinje.channels.mail.doors:take_in"),
    Service("mail-fetcher", "frontlinje.channels.mail.doors:fetch_mail"),
    Service("mail-reader", "frontlinje.channels.mail.doors:read_mail"),
    Service("mail-sender", "frontlinje.channels.mail.doors:send_mail"),
)


def keep_running(name: str, run: Run, stopping: threading.Event) -> None:
    """Run a service until `stopping` is set, starting it again whenever it falls."""
    pause_s = 0.0
    while not stopping.is_set():
        started = time.monotonic()
        try:
            run(stopping)
            if not stopping.is_set():
                log.error("The service %s ended by itself and is started again.", name)
        except Exception:
            log.exception("The service %s fell and is started again.", name)
        finally:
            connections.close_all()
        has_recovered = time.monotonic() - started > RECOVERED_S
        stopping.wait(0.0 if has_recovered else pause_s)
        pause_s = 0.2 if has_recovered else min(max(pause_s * 2, 0.2), LONGEST_PAUSE_S)
