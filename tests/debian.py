"""Is a program there that a test needs and pip cannot bring? As root on Debian, it is installed."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest


@cache
def ensure_program(program: str) -> None:
    """Install the Debian package of that name if the program is missing; else skip the test."""
    if shutil.which(program):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        pytest.skip(f"needs the program {program}: install it, or run the tests as root on Debian")
    # xdist's workers would otherwise run apt-get at once.
    with (Path(tempfile.gettempdir()) / "frontlinje-apt.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shutil.which(program):
            _apt("update")
            _apt("install", "--yes", "--no-install-recommends", program)


def _apt(*words: str) -> None:
    done = subprocess.run(
        ["apt-get", "--quiet", "--quiet", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"apt-get {' '.join(words)} failed: {done.stderr.strip()[-200:]}")
