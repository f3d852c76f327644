"""What do processes that play know from the start? Imported by the one that they are copies of.

See `ahead`, which says where the kernel is kept. What goes wrong here goes wrong again in a copy,
and is told there.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from frontlinje.simulation.ahead import KEPT_IN
from frontlinje.simulation.ready import is_ready, load


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Hide libraries that numba takes along where it finds them: a quarter of the time to load it.

    No compiled function of ours uses them; nothing else runs in this process.
    """
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


if KEPT_IN in os.environ:
    with suppress(Exception), _without("scipy", "cffi"):
        kept_in = Path(os.environ[KEPT_IN])
        if is_ready(kept_in):
            load(kept_in)
