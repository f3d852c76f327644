"""Is it the same however many processes play, and can it be stopped?"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from frontlinje.simulation.many import Job, outcomes
from frontlinje.simulation.outcome import Outcome
from frontlinje.simulation.running import joined
from frontlinje.simulation.tests.days import drawn_day

pytestmark = pytest.mark.slow

DAY = drawn_day(11)


def jobs(read: list[int], n: int = 4) -> Iterator[Job]:
    for k in range(n):
        read.append(k)
        yield Job(day=DAY, seed=5, first=k * 5, n=5)


def assert_equal(one: Outcome, other: Outcome) -> None:
    for name in Outcome.__slots__:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_sums_are_the_same_to_the_last_bit_with_one_two_and_four_processes(kept_in: Path) -> None:
    alone = joined(list(outcomes(jobs([]), kept_in=kept_in)))
    assert alone.lanes.shape[0] == 20
    for processes in (2, 4):
        together = joined(list(outcomes(jobs([]), processes=processes, kept_in=kept_in)))
        assert_equal(alone, together)


def test_whoever_reads_no_further_stops_the_rest(kept_in: Path) -> None:
    read: list[int] = []
    played = outcomes(jobs(read, n=100), processes=2, kept_in=kept_in)
    next(played)
    played.close()
    assert len(read) < 10


BEGINS = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from frontlinje.simulation.ahead import load_ahead

def what_is_loaded():
    from frontlinje.simulation.compiled import kernel
    return kernel.cache_info().currsize, "numba" in sys.modules, "scipy" in sys.modules

if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=load_ahead(Path(sys.argv[1]))) as pool:
        print(pool.submit(what_is_loaded).result())
    assert "numba" not in sys.modules
"""


def test_a_process_that_plays_begins_with_the_kernel_loaded(kept_in: Path, tmp_path: Path) -> None:
    (tmp_path / "begins.py").write_text(BEGINS)
    words = [sys.executable, str(tmp_path / "begins.py"), str(kept_in)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "(1, True, False)"
