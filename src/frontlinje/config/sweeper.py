"""Who sees to what becomes due with time? The service `sweep`: every second, in one process."""

import logging
import threading
import time

from django.db import connection

from frontlinje.base import clock
from frontlinje.continuity.actions.sweeping import sweep_activations
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


def is_ours(lock: int) -> bool:
    """Say whether this connection holds the lock; a dead process loses it with its connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND pid = pg_backend_pid() AND classid = %s AND objid = %s)"
            " OR pg_try_advisory_lock(%s)",
            [lock >> 32, lock & 0xFFFFFFFF, lock],
        )
        row = cursor.fetchone()
    return bool(row and row[0])
