"""Does a machine that would come to other figures show it, and is no source of them left out?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontlinje.simulation.same_bits import PLAYED_BY, figures_hash

pytestmark = pytest.mark.slow

_PROGRAM = """
import json, sys
from frontlinje.simulation import running
from frontlinje.simulation.same_bits import figures_hash
ours = [name for name in sys.modules if name.startswith("frontlinje.")]
print(json.dumps([figures_hash(), ours]))
"""
# Has the C library take the logarithm that it has for older processors, without fused multiply-add.
_OLDER = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"}


def told(**variables: str) -> tuple[str, list[str]]:
    """Return the hash of another process, and the modules of ours that play there."""
    asked = [sys.executable, "-c", _PROGRAM]
    done = subprocess.run(asked, env={**os.environ, **variables}, capture_output=True, check=True)
    found, modules = json.loads(done.stdout)
    return found, modules


def test_everything_that_plays_is_part_of_the_hash() -> None:
    found, modules = told()
    assert found == figures_hash()
    rooms = tuple(f"frontlinje.{folder.replace('/', '.')}" for folder in PLAYED_BY)
    # What lies around them only says what they are.
    around = {room.rpartition(".")[0] for room in rooms}
    assert [name for name in modules if not name.startswith(rooms) and name not in around] == []


def test_another_logarithm_is_another_hash() -> None:
    processor = Path("/proc/cpuinfo")
    if not processor.exists() or " fma " not in processor.read_text():
        pytest.skip("this machine has only one kind of logarithm")
    assert told(**_OLDER)[0] != figures_hash()
