"""What is the least that must be done? The smallest set of measures with which the promise holds.

Single measures of the file's plans, and of the library if that is asked for. Sets that turn nobody
away are tried first; the others only if none of those holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from frontlinje.simulation.many import players
from frontlinje.simulation.rehearsal.choosing import Candidate, candidates_of
from frontlinje.simulation.rehearsal.counted import Counted, Estimate
from frontlinje.simulation.rehearsal.form import Least
from frontlinje.simulation.rehearsal.ground import Ground
from frontlinje.simulation.rehearsal.searching import Search, Set


@dataclass(frozen=True, slots=True)
class Searched:
    """How far a search has come."""

    scenario: str
    n_sets: int
    """Sets of measures that were played for this scenario."""
    n_days: int
    """Days that were played for all scenarios."""
    n_scenarios_done: int
    n_scenarios: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A measure of the set, and what it buys: points of the share in time, same customers."""

    candidate: Candidate
    alone: Estimate
    """More than without any measure."""
    in_set: Estimate
    """More than the set without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastFound:
    """What a search found for a scenario."""

    scenario: str
    answer: Literal["nothing_needed", "found", "nothing_holds", "nothing_came"]
    bought: tuple[Bought, ...]
    """The smallest set found; where nothing holds, the one that comes nearest."""
    counted: Counted
    """What was counted with it."""
    without: Counted
    """And without any measure."""
    others: tuple[tuple[Candidate, ...], ...]
    """Further sets of as many measures with which the promise holds, of those that were played."""
    is_proved: bool
    """Every smaller set was played and none of them surely holds; where nothing holds, every set.
    Where the set turns nobody away, this is about those that turn nobody away."""
    n_sets: int
    """Sets that were played, the empty one among them."""
    n_candidates: int
    """Measures to choose among."""


def least(
    ground: Ground,
    *,
    asked: Least,
    processes: int = 1,
    kept_in: Path | None = None,
    cluster: str | None = None,
    tell: Callable[[Searched], None] | None = None,
) -> list[LeastFound]:
    """Search, for each scenario asked for, the smallest set of measures that holds the promise.

    Parameters
    ----------
    ground : Ground
        Of the rehearsal; see ``cases.ground_of``.
    asked : Least
        Scenarios, and among what to choose.
    processes : int
        How many play; what is found is the same.
    kept_in : Path, optional
        Where the compiled kernel is kept; see ``compiled.kernel``.
    cluster : str, optional
        A scheduler whose workers play instead; see ``many.players``.
    tell : function, optional
        Called after every 50 days or fewer. What it raises cancels the search and is raised again.

    Returns
    -------
    list of LeastFound
        In the order of the file's scenarios.

    Raises
    ------
    Unavailable
        As ``many.players``.

    Notes
    -----
    *Holds* means surely, at 95 %: share in time minus half-width at least the promise. First
    measures are added, each time the one with the largest share in time, or where none gains for
    sure a whole plan or (if they are few) a pair; if that does not hold, all are tried together.
    From a set that holds measures are taken away again, each time the one that is missed least.
    Then all smaller sets are played, size by size, as long as they are few (`searching.MOST_SETS`):
    ``is_proved`` says whether all were. Not proved, a smaller set may exist that nobody looked at.
    """
    candidates = candidates_of(ground, library=asked.library)
    codes = asked.scenarios or [one.code for one in ground.file.scenarios]
    scenarios = [one for one in ground.file.scenarios if one.code in codes]
    found: list[LeastFound] = []
    n_days = 0

    def count_days(n: int) -> None:
        nonlocal n_days
        n_days += n
        if tell is not None:
            now = search.scenario.code
            tell(Searched(now, search.n_sets, n_days, len(found), len(scenarios)))

    with players(processes=processes, kept_in=kept_in, cluster=cluster) as play_all:
        for scenario in scenarios:
            search = Search(ground, scenario, candidates, play_all=play_all, tell=count_days)
            found.append(_found(search))
    return found


def _found(search: Search) -> LeastFound:
    best = search.least()
    nothing: Set = frozenset()
    answer: Literal["nothing_needed", "found", "nothing_holds", "nothing_came"] = "found"
    if best is None:
        answer, best = "nothing_holds", search.nearest()
    elif not best:
        answer = "nothing_needed" if search.holds(best) else "nothing_came"
    bought = tuple(
        Bought(
            candidate=search.candidates[i],
            alone=search.gain(frozenset([i]), nothing),
            in_set=search.gain(best, best - {i}),
        )
        for i in sorted(best)
    )
    return LeastFound(
        scenario=search.scenario.code,
        answer=answer,
        bought=bought,
        counted=search.counted[best],
        without=search.counted[nothing],
        others=tuple(
            tuple(search.candidates[i] for i in sorted(other))
            for other in search.counted
            if len(other) == len(best) and other != best and search.holds(other)
        ),
        is_proved=search.is_proved,
        n_sets=search.n_sets,
        n_candidates=len(search.candidates),
    )
