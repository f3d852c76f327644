"""Who reads what was written into the search? The service `search`: every second, in one process.

While there is much to read it rests as long as it worked: others need the machine as well.
"""

import threading
import time

from frontlinje.base import clock
from frontlinje.contacts.actions.reading_for_search import AT_ONCE, read_changes
from frontlinje.ledger.turns import is_ours

EVERY_S = 1.0
_SEARCH_LOCK = 0x534541524348


def read_for_search(stopping: threading.Event) -> None:
    """Read what changed until `stopping` is set; while another process does, only watch over it."""
    while not stopping.is_set():
        begun = time.monotonic()
        is_more = is_ours(_SEARCH_LOCK) and read_changes(at=clock.now()) == AT_ONCE
        stopping.wait(time.monotonic() - begun if is_more else EVERY_S)
