"""Is it the same however many processes play, and can it be stopped?"""

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
