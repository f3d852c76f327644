"""Which loop of the worker watches over exercises? The service ``exercise``: once a second."""

import threading
import time

from frontlinje.base import clock
from frontlinje.exercises.actions.ticking import tick
from frontlinje.ledger.turns import is_ours

EVERY_S = 1.0
_TICK_LOCK = 0x455845524349


def run_exercises(stopping: threading.Event) -> None:
    """Tick until ``stopping`` is set; while another process does, only watch over it."""
    while not stopping.is_set():
        started = time.monotonic()
        if is_ours(_TICK_LOCK):
            tick(at=clock.now())
        stopping.wait(max(0.0, EVERY_S - (time.monotonic() - started)))
