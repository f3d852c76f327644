"""How do we learn of new mail at once? The server tells (IDLE), else we look again and again."""

import threading
import time

from imap_tools import BaseMailBox

POLL_S = 30.0
"""How often we look where the server cannot tell."""
IDLE_S = 240.0
"""How long we listen before we look all the same; below what routers and servers cut."""
_STEP_S = 1.0


def wait_for_mail(box: BaseMailBox, stopping: threading.Event) -> None:
    """Return when there may be something new, when it is time to look, or when told to stop."""
    if "IDLE" not in box.client.capabilities:
        stopping.wait(POLL_S)
        return
    ends = time.monotonic() + IDLE_S
    with box.idle as idle:
        while not stopping.is_set() and time.monotonic() < ends:
            asked = time.monotonic()
            if idle.poll(timeout=_STEP_S):
                return
            if time.monotonic() - asked < _STEP_S / 2:
                return  # the line is gone; the next command says so
