"""Where is the tests' compiled kernel kept? In `var`, so that only a change compiles anew."""

import fcntl
from pathlib import Path

import frontlinje
from frontlinje.simulation.ready import make_ready

KERNEL = Path(frontlinje.__path__[0]).parents[1] / "var" / "kernel"


def ready_kernel() -> Path:
    """Return where it is kept, compiled: by one of xdist's workers, for which the others wait."""
    KERNEL.mkdir(parents=True, exist_ok=True)
    with KERNEL.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_ready(KERNEL)
    return KERNEL
