"""Who sees to what becomes due with time? The service `sweep`: every second, in one process."""

import logging
import threading
import time

from frontlinje.base import clock
from frontlinje.continuity.actions.sweeping import sweep_activations
from frontlinje.ledger.turns import is_ours
from frontlinje.routing.actions.sweeping import sweep

EVERY_S = 1.0
_SWEEP_LOCK = 0x5357454550

log = logging.getLogger(__name__)


def run_sweeps(stopping: threading.Event) -> None:
    """Sweep until `stopping` is set; while another process does, only watch over it."""
    while not stopping.is_set():
        started = time.monotonic()
        if is_ours(_SWEEP_LOCK):
            now = clock.now()
            sweep(at=now)
            sweep_activations(at=now)
        stopping.wait(max(0.0, EVERY_S - (time.monotonic() - started)))
