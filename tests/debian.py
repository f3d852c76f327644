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
def ensure_program(program: str, package: str = "") -> None:
    """Install a program's Debian package, of the same name if none is said; else skip the test."""
    if _is_there(program):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        pytest.skip(f"needs the program {program}: install it, or run the tests as root on Debian")
    # xdist's workers would otherwise run apt-get at once.
    with (Path(tempfile.gettempdir()) / "frontlinje-apt.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_there(program):
            _apt("update")
            _apt("install", "--yes", "--no-install-recommends", package or program)


def _is_there(program: str) -> bool:
    # What is run by the system alone lies where not everybody looks.
    return bool(shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin"))


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
