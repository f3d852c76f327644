"""How is work given to a Python process of its own? JSON in, JSON out, and no secrets passed on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

_PASSED_ON = ("PYTHON", "PATH", "LANG", "LC_", "COV")


class ChildLost(Exception):
    """The process fell, was killed, took too long, or lacks what it needs."""


def environment() -> dict[str, str]:
    """Return what a process inherits that needs no settings of ours, and is told no secrets."""
    return {name: text for name, text in os.environ.items() if name.startswith(_PASSED_ON)}


def last_line(said: bytes, *, otherwise: str) -> str:
    """Return the last line that a process said before it fell."""
    return next(reversed(said.decode(errors="replace").strip().splitlines()), otherwise)


def answer_of(
    module: str, words: Iterable[str], *, asked: object, most_time_s: float, **variables: str
) -> Any:
    """Start a module for one task and return what it answers; it is gone afterwards.

    Raises
    ------
    ChildLost
        With the last line of what the process said.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            input=json.dumps(asked).encode(),
            capture_output=True,
            env=environment() | variables,
            timeout=most_time_s,
            check=True,
        )
        return json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        said = last_line(error.stderr, otherwise=f"ended with {error.returncode}")
        raise ChildLost(said) from error
    except (subprocess.TimeoutExpired, ValueError, OSError) as error:
        raise ChildLost(str(error)) from error
