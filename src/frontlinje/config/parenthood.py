"""Is our supervisor still there? Its children ask, so that none of them outlives it."""

import ctypes
import os
import signal
import sys
import threading
import time

SUPERVISOR = "FRONTLINJE_SUPERVISOR"
_PR_SET_PDEATHSIG = 1


def is_supervised() -> bool:
    """Say whether a supervisor started this process, and so keeps the database for it."""
    return SUPERVISOR in os.environ


def die_with_supervisor() -> None:
    """Arrange that this process ends when its supervisor does, even by kill -9."""
    if not is_supervised():
        return
    supervisor = int(os.environ[SUPERVISOR])
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(supervisor,), daemon=True).start()
    # It may have ended before the kernel knew what to do then.
    if os.getppid() != supervisor:
        os._exit(1)


def _watch(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(0.5)
    os._exit(1)
