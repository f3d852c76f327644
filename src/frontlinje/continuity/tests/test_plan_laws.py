"""Does ending a plan undo it exactly, over any centre, beside any other, in any order?"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.centre.rules.overrides import EDIT, Override
from frontlinje.centre.rules.state import effective_state
from frontlinje.continuity.rules.laying import edits_of, laid_on
from frontlinje.continuity.rules.measures import MEASURE, Measure
from frontlinje.continuity.tests.any_plan import centres, measures, plans

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)

Steps = list[tuple[list[Measure], int, int, int | None]]
"""For each plan: its measures, and the minutes when it begins, expires and is ended if it is."""

steps = st.lists(
    st.tuples(
        plans,
        st.integers(0, 60),
        st.integers(61, 200),
        st.one_of(st.none(), st.integers(0, 200)),
    ),
    min_size=1,
    max_size=3,
)


def minute(n: int) -> datetime:
    return NOON + timedelta(minutes=n)


def activated(base: CentreDocument, drawn: Steps) -> list[list[Override]]:
    """Return the overrides of each plan, as activation lays them on, in the order of activation."""
    laid: list[list[Override]] = []
    order = 0
    for plan, begins, expires, ended in drawn:
        rows = []
        for edit in edits_of(plan, base):
            order += 1
            rows.append(
                Override(
                    id=UUID(int=order),
                    order=order,
                    edit=edit,
                    starts_at=minute(begins),
                    until_at=minute(expires),
                    ended_at=None if ended is None else minute(max(ended, begins)),
                )
            )
        laid.append(rows)
    return laid


def laid(base: CentreDocument, drawn: Steps) -> list[Override]:
    return [row for rows in activated(base, drawn) for row in rows]


def undoing_holds(base: CentreDocument, everything: list[Override], at: datetime) -> None:
    living = [row for row in everything if not row.is_over(at)]
    state = effective_state(base, everything, at)
    # What is over leaves no trace, as if it had never been put into effect.
    assert state == effective_state(base, living, at)
    if not living:
        assert state == effective_state(base, [], at)
        assert state.document == base
    # What holds, holds in the order of activation, whichever way the rows are read.
    assert state == effective_state(base, reversed(everything), at)
    # Before the first and after the last, the centre is what it always was.
    assert effective_state(base, everything, minute(-1)).document == base
    assert effective_state(base, everything, minute(201)) == effective_state(base, [], minute(201))


@given(centres(), steps, st.integers(0, 200))
@settings(max_examples=100, deadline=None)
def test_ending_a_plan_leaves_nothing(base: CentreDocument, drawn: Steps, at: int) -> None:
    undoing_holds(base, laid(base, drawn), minute(at))


@pytest.mark.slow
@given(centres(), steps, st.lists(st.integers(0, 200), min_size=10, max_size=10))
@settings(max_examples=1_000, deadline=None)
def test_ending_a_plan_leaves_nothing_in_ten_thousand_cases(
    base: CentreDocument, drawn: Steps, instants: list[int]
) -> None:
    everything = laid(base, drawn)
    for at in instants:
        undoing_holds(base, everything, minute(at))


@given(centres(), centres(), plans)
@settings(max_examples=100, deadline=None)
def test_a_plan_fits_a_centre_that_changed_meanwhile(
    base: CentreDocument, later: CentreDocument, plan: list[Measure]
) -> None:
    for edits in (edits_of(plan, base), edits_of(plan, later)):
        outcome = laid_on(edits, later)
        assert CentreDocument.model_validate(plain_form(outcome)) == outcome


@given(centres(), measures)
@settings(max_examples=150, deadline=None)
def test_a_measure_survives_its_row_and_is_said_in_three_languages(
    base: CentreDocument, measure: Measure
) -> None:
    assert MEASURE.validate_python(MEASURE.dump_python(measure, mode="json")) == measure
    for edit in measure.edits(base):
        assert EDIT.validate_python(EDIT.dump_python(edit, mode="json")) == edit
    said = measure.describe(base)
    assert all(wording.strip() and "{" not in wording for _, wording in said)


@given(centres(), measures)
@settings(max_examples=100, deadline=None)
def test_a_measure_laid_on_twice_does_nothing_more(base: CentreDocument, measure: Measure) -> None:
    edits = [edit for edit in measure.edits(base) if edit.kind != "relax_demands"]
    once = laid_on(edits, base)
    assert laid_on(edits, once) == once
