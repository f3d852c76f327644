"""How do processes that play begin at once? As copies of one that has the kernel loaded already.

That one is multiprocessing's fork server: a process without threads, which imports `loaded` before
it makes the first copy. Whoever plays soon has it begin early, and reads meanwhile what is asked.
"""

import os
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Final

KEPT_IN: Final = "FRONTLINJE_COMPILED"
"""Tells the process that loads the kernel where it is kept; a fork server is given no arguments."""


def load_ahead(kept_in: Path | None) -> ForkServerContext:
    """Begin to load the kernel, unless it is not compiled yet, and do not wait for it.

    Parameters
    ----------
    kept_in : Path or None
        As for ``compiled.kernel``. Loaded is what was asked for first; processes that play with
        another kernel load it themselves.

    Returns
    -------
    ForkServerContext
        Starts processes that have it loaded.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["frontlinje.simulation.loaded"])
    if kept_in is not None:
        os.environ[KEPT_IN] = str(kept_in)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop(KEPT_IN, None)
    return context
