"""Who learns? A process of its own, started for one aim and gone afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MOST_TIME_S = 1_800.0

_PASSED_ON = ("PYTHON", "PATH", "LANG", "LC_", "COV")
# One thread is enough for a night, and leaves the machine to whoever answers.
_ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

Lesson = tuple[str, str, str]
"""Subject, text, and how it was sorted; the oldest lesson first."""


class CouldNotLearn(Exception):
    """The process fell, took too long, or lacks what it learns with."""


def learn_from(lessons: Sequence[Lesson], *, into: Path) -> dict[str, Any]:
    """Write the model of these lessons into a file, if there is one, and return the figures.

    Raises
    ------
    CouldNotLearn
        With the last line of what the process said.
    """
    environment = {name: text for name, text in os.environ.items() if name.startswith(_PASSED_ON)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "frontlinje.suggestions.learning_child", str(into)],
            input=json.dumps(lessons).encode(),
            capture_output=True,
            env=environment | _ALONE,
            timeout=MOST_TIME_S,
            check=True,
        )
        figures: dict[str, Any] = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise CouldNotLearn(said[-1] if said else f"ended with {error.returncode}") from error
    except (subprocess.TimeoutExpired, ValueError, OSError) as error:
        raise CouldNotLearn(str(error)) from error
    return figures
