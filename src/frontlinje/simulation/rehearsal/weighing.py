"""How do many cases compare? Played as they are asked for, as far as it takes, nothing twice.

Whoever searches asks for a few replications of much, and for more of what is close to the promise.
All cases meet the same customers, so that differences are surer than shares.
"""

from collections.abc import Callable, Sequence
from typing import Final

from frontlinje.simulation.many import Job, Players
from frontlinje.simulation.rehearsal.counted import Counted
from frontlinje.simulation.rehearsal.drill import CHUNK

CLEAR: Final = 2.0
"""A share so many half-widths from the promise is clear without playing on: with a normal
distribution chance does it once in ten thousand, so that looking often does little harm."""


def play_to(
    n: int, cases: Sequence[Counted], *, seed: int, play_all: Players, tell: Callable[[int], None]
) -> None:
    """Play each case until it has been played so often.

    Parameters
    ----------
    n : int
        Replications, those that were played before among them.
    cases : sequence of Counted
        It is counted into them.
    seed : int
        Of all of them.
    play_all : function
        See ``many.players``.
    tell : function
        Called with the replications of each job that was played; what it raises ends the search.
    """
    owed = [
        (one, Job(day=one.case.day, seed=seed, first=first, n=min(CHUNK, n - first)))
        for one in cases
        for first in range(one.n_replications, n, CHUNK)
    ]
    played = play_all(job for _, job in owed)
    for (one, _), outcome in zip(owed, played, strict=True):
        one.add(outcome)
        tell(len(outcome.events))


def play_until_sure(
    cases: Sequence[Counted],
    *,
    least: int,
    most: int,
    half_width: float,
    seed: int,
    play_all: Players,
    tell: Callable[[int], None],
) -> None:
    """Play each case until it is clear whether the promise holds, or as sure as was asked.

    Parameters
    ----------
    cases : sequence of Counted
        It is counted into them.
    least, most : int
        Replications of each.
    half_width : float
        Of the share in time, in which a case that stays close to the promise is left as it is.
    seed : int
        Of all of them.
    play_all, tell : function
        As for `play_to`.
    """
    n = least
    unsure = list(cases)
    while unsure:
        play_to(n, unsure, seed=seed, play_all=play_all, tell=tell)
        unsure = [
            one for one in unsure if one.n_replications < most and not _is_settled(one, half_width)
        ]
        n = min(most, n + 2 * CHUNK)


def _is_settled(one: Counted, half_width: float) -> bool:
    told = one.in_time()
    if told.value is None or told.half_width <= half_width:
        return True
    return abs(told.value - one.promise.share) > CLEAR * told.half_width
