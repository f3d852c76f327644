"""Do lines lie where their values are, with gaps where there are none, on round scales?"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.drills.rules.plots import MOST_TICKS, Plot, ticks

PLOT = Plot(n=4, most=1.0, width=100, height=120, left=20, right=0, top=0, bottom=20)


def test_a_line_goes_through_the_middles_and_breaks_at_gaps() -> None:
    path = PLOT.line([0.0, 1.0, None, 0.5])
    assert path == "M30.0 100.0L50.0 0.0L50.0 0.0M90.0 50.0L90.0 50.0"


def test_a_band_is_closed_and_breaks_at_gaps() -> None:
    path = PLOT.band([(0.0, 1.0), (0.5, 0.5), None, None])
    assert path == "M30.0 0.0L50.0 50.0L50.0 50.0L30.0 100.0Z"


@given(st.floats(0.001, 1e7))
def test_scales_are_round_and_reach_the_largest_value(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0.0
    assert found[-1] >= most * (1 - 1e-9)
    assert 2 <= len(found) <= MOST_TICKS + 1
    assert len({round(b - a, 6) for a, b in pairwise(found)}) == 1


@pytest.mark.parametrize(("most", "last"), [(7.0, 8.0), (0.5, 0.5), (121.0, 150.0), (1.0, 1.0)])
def test_a_scale_ends_close_above_the_largest_value(most: float, last: float) -> None:
    assert ticks(most)[-1] == last
