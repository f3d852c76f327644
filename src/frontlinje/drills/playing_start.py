"""What does the process that plays do first? Has the kernel loaded beside it, then reads and plays.

``player`` starts it with what is asked on its input. When whoever started it is killed, the input
ends, and this process ends with all of its own. What takes long to import is imported late.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontlinje.base.errors import FrontlinjeError
from frontlinje.simulation.ahead import load_ahead


def main(words: Sequence[str]) -> None:
    """Play what stands on standard input; the words are the kernel's folder and how many play.

    A third is the cluster that plays instead. With nothing there, have the kernel compiled.
    """
    os.nice(10)
    kept_in, processes = Path(words[0]), int(words[1])
    cluster = words[2] if len(words) > 2 else None
    line = sys.stdin.readline()
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    try:
        if line.strip():
            _play(line, kept_in=kept_in, processes=processes, cluster=cluster)
        else:
            _make_ready(kept_in)
    except FrontlinjeError as error:
        _print({"failed": {"code": error.code, "params": _plain(error.params)}})
    except ModuleNotFoundError:
        _print({"failed": {"code": "drills.no_simulator", "params": {}}})


def _play(line: str, *, kept_in: Path, processes: int, cluster: str | None) -> None:
    if cluster is None and processes > 1:
        load_ahead(kept_in)
    # What comes back is made of its arrays: imported while there is time.
    import numpy  # noqa: F401

    from frontlinje.drills.playing_child import play
    from frontlinje.drills.rules.asked import Asked

    asked = Asked.model_validate_json(line)
    play(asked, kept_in=kept_in, processes=processes, cluster=cluster, tell=_print)


def _make_ready(kept_in: Path) -> None:
    from frontlinje.simulation.ready import make_ready

    make_ready(kept_in)


def _plain(params: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items()}


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, allow_nan=False), flush=True)


def _end_with_the_input() -> None:
    # Not through `sys.stdin`, whose lock a thread must not hold when the process ends by itself.
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
