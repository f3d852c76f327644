"""Does each measure do what its formula says?"""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.reports.rules import measures
from frontlinje.reports.rules.measures import Figures, answer_rate, service_level

counts = st.integers(0, 1000)


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    answered = draw(counts)
    rest = (draw(counts), draw(counts))
    return Figures(answered + sum(rest), answered, draw(st.integers(0, answered)), *rest)


def test_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(measures).failed == 0


@pytest.mark.parametrize("measure", [answer_rate, service_level])
def test_nothing_counted_is_not_zero_per_cent(measure: object) -> None:
    assert callable(measure)
    assert measure(Figures()) is None


@given(figures())
def test_shares_lie_between_nothing_and_all(counted: Figures) -> None:
    for share in (answer_rate(counted), service_level(counted)):
        assert share is None or 0.0 <= share <= 1.0


@given(figures())
def test_leaving_a_late_contact_unanswered_never_raises_the_service_level(counted: Figures) -> None:
    one_more = counted + Figures(received=1, late_waiting=1)
    before = service_level(counted)
    assert before is None or (service_level(one_more) or 0.0) <= before


@given(figures(), figures())
def test_figures_add_up(first: Figures, second: Figures) -> None:
    both = first + second
    assert both == second + first
    assert both.received == first.received + second.received
