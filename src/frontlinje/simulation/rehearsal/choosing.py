"""Among which measures can be chosen? Those that change the played day, each once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from frontlinje.continuity.rules.measures import Measure
from frontlinje.simulation.model import Day
from frontlinje.simulation.rehearsal.cases import code_of
from frontlinje.simulation.rehearsal.form import PlanUse
from frontlinje.simulation.rehearsal.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One measure of one plan."""

    use: PlanUse
    number: int
    """In the plan, from 1."""
    measure: Measure

    @property
    def plan(self) -> str:
        """Return what its plan is called in the rehearsal."""
        return code_of(self.use)


def candidates_of(ground: Ground, *, library: bool) -> list[Candidate]:
    """Return the measures that change the day.

    Parameters
    ----------
    ground : Ground
        Of the rehearsal.
    library : bool
        Whether those of all plans of the library are among them, after those of the file's plans.

    Returns
    -------
    list of Candidate
        In the order of the plans. Those that change the day when laid on it alone, or as a part of
        their plan. Of several that come to the same day when laid on it alone, the first.
    """
    uses = list(ground.file.plans)
    if library:
        uses += [PlanUse(library=code) for code in sorted(ground.library)]
    nothing = ground.laid([])
    seen: list[Day] = []
    found: list[Candidate] = []
    for one in (one for use in uses for one in _of(ground, use)):
        alone = ground.laid([_only(one.use, [one.number])])
        if alone != nothing:
            if alone not in seen:
                seen.append(alone)
                found.append(one)
        elif _matters(ground, one) and all(one.measure != other.measure for other in found):
            found.append(one)
    return found


def laid_with(ground: Ground, chosen: Sequence[Candidate]) -> Day:
    """Return the ordinary day with some measures on it.

    Parameters
    ----------
    ground : Ground
        Of the rehearsal.
    chosen : sequence of Candidate
        In the order of the plans; those of one plan are laid together, as on the day itself.

    Returns
    -------
    Day
        Before any scenario.
    """
    plans = groupby(chosen, key=lambda one: one.use)
    return ground.laid([_only(use, [one.number for one in own]) for use, own in plans])


def _of(ground: Ground, use: PlanUse) -> Iterator[Candidate]:
    measures = ground.plan_of(use).measures
    for number in use.measures or range(1, len(measures) + 1):
        yield Candidate(use=use, number=number, measure=measures[number - 1])


def _matters(ground: Ground, one: Candidate) -> bool:
    """Tell whether a plan without a measure comes to another day than the whole."""
    others = [other.number for other in _of(ground, one.use) if other.number != one.number]
    return bool(others) and ground.laid([_only(one.use, others)]) != ground.laid([one.use])


def _only(use: PlanUse, numbers: Sequence[int]) -> PlanUse:
    return use.model_copy(update={"measures": tuple(numbers)})
