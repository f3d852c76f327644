"""Who plays past days? A process of its own, started for one aim and gone afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from frontlinje.drills.player import PlayerLost, kernel_folder
from frontlinje.simulation.model import Day

MOST_TIME_S = 600.0

_PASSED_ON = ("PYTHON", "PATH", "LANG", "LC_", "COV")

Shares = dict[str, tuple[float, float, float]]
"""By channel: lower end of eight plays of ten, median, upper end."""


def shares_played(days: Sequence[Day]) -> list[Shares]:
    """Return what each day's plays come to.

    Raises
    ------
    PlayerLost
        The process fell, took too long, or lacks the simulator.
    """
    environment = {name: text for name, text in os.environ.items() if name.startswith(_PASSED_ON)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "frontlinje.drills.fit_child", str(kernel_folder())],
            input=json.dumps([day.model_dump(mode="json") for day in days]).encode(),
            capture_output=True,
            env=environment,
            timeout=MOST_TIME_S,
            check=True,
        )
        told: list[Any] = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise PlayerLost(said[-1] if said else f"ended with {error.returncode}") from error
    except (subprocess.TimeoutExpired, ValueError, OSError) as error:
        raise PlayerLost(str(error)) from error
    return [
        {channel: (low, mid, high) for channel, (low, mid, high) in one.items()} for one in told
    ]
