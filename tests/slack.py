"""How much longer does all take here and now? For limits that hold on an idle, ordinary machine."""

import os
import time

COUNTED = 1_000_000
ORDINARILY_S = 0.03
"""Processor time in which an ordinary machine counts that far."""


def slack() -> float:
    """Return by what to stretch a limit: more work than processors, and how slow they are."""
    begun = time.process_time()
    sum(n for n in range(COUNTED))
    slowness = (time.process_time() - begun) / ORDINARILY_S
    work = os.getloadavg()[0] / (os.cpu_count() or 1)
    return max(1.0, work) * max(1.0, slowness)
