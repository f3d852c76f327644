"""Which queues keep their promise today? People and work hour by hour, with a stated formula.

Calls and chats are answered before written work: they wait by Erlang C. Work whose promise is an
hour or more is done by whoever is left, and waits as water does behind a narrow outlet.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from frontlinje.base.erlang import share_in_time

HOUR_S: Final = 3600.0
PATIENT_S: Final = HOUR_S
"""A promise from this length on is for work that can wait until the calls are answered."""
HOLDS: Final = 0.8
"""Share answered within the promise from which on a promise is said to hold."""
MOST_NEEDED: Final = 10_000
ROUNDING: Final = 1e-9
"""Agents' hours that are no work, but what is left of adding fractions."""


@dataclass(frozen=True, slots=True)
class Work:
    """What comes to one queue in one hour, in agents' time."""

    per_h: float
    """Contacts an hour."""
    handling_s: float
    """Mean time of an agent's whole attention for one; half of it, if two are done at once."""

    @property
    def load(self) -> float:
        """Return the work in agents: hours of attention an hour."""
        return self.per_h * self.handling_s / HOUR_S


@dataclass(frozen=True, slots=True)
class Moment:
    """An hour: what comes, and who is there."""

    hasty: Mapping[str, Work]
    """By queue, what has to be answered at once."""
    patient: Mapping[str, Work]
    """By queue, what can wait until the calls are answered."""
    people: Sequence[frozenset[str]]
    """The queues that each person who is there may answer."""

    def answering(self, queue: str) -> list[int]:
        """Return who may answer a queue, as positions among the people."""
        return [n for n, own in enumerate(self.people) if queue in own]

    def falling_on(self, some: Sequence[int], work: Mapping[str, float]) -> float:
        """Return how much of all work falls on some of the people."""
        shares = spread(work, self.people)
        return sum(shares[person] for person in some)


@dataclass(frozen=True, slots=True)
class Hour:
    """How one queue stands in one hour."""

    n_people: int
    """Who may answer it and is there."""
    load: float
    """Work of this queue, in agents."""
    share: float | None = None
    """Answered within the promise; None for work that can wait."""
    n_needed: int | None = None
    """People with whom the promise would hold; None for work that can wait."""
    wait_s: float | None = None
    """How long what comes last in the hour waits, inf for ever; None for what cannot wait."""
    holds: bool = True


def people_needed(load: float, *, handling_s: float, promise_s: float) -> int:
    """Return with how many people a promise of seconds or minutes holds.

    Parameters
    ----------
    load, handling_s, promise_s : float
        As in ``share_in_time``.

    Returns
    -------
    int
        The fewest with ``share_in_time`` at ``HOLDS`` or above; 0 without work.
    """
    n_agents = math.ceil(load) if load > 0.0 else 0
    while n_agents < MOST_NEEDED and (
        share_in_time(load, n_agents, handling_s=handling_s, promise_s=promise_s) < HOLDS
    ):
        n_agents += 1
    return n_agents


def spread(work: Mapping[str, float], people: Sequence[frozenset[str]]) -> list[float]:
    """Return how much of all queues' work falls on each person.

    Parameters
    ----------
    work : mapping of str to float
        By queue, in any one unit.
    people : sequence of frozenset of str
        The queues that each person who is there may answer.

    Returns
    -------
    list of float
        In the order of ``people``: a queue's work falls in equal parts on all who may answer it.

    Examples
    --------
    >>> spread({"a": 2.0, "b": 1.0}, [frozenset("a"), frozenset("ab")])
    [1.0, 2.0]
    """
    heads = {queue: sum(queue in own for own in people) for queue in work}
    return [sum(work[queue] / heads[queue] for queue in own if queue in work) for own in people]


def hasty_hour(queue: str, promise_s: float, moment: Moment) -> Hour:
    """Return how a queue of calls or chats stands in an hour.

    Parameters
    ----------
    queue : str
        Its code.
    promise_s : float
        Its promise.
    moment : Moment
        The hour.

    Returns
    -------
    Hour
        Erlang C over all who may answer the queue and all hasty work that falls on them.
    """
    own = moment.hasty[queue]
    mine = moment.answering(queue)
    if own.load <= 0.0:
        # What nobody expects may come all the same: while it is open, somebody has to be there.
        return Hour(len(mine), 0.0, share=float(bool(mine)), n_needed=1, holds=bool(mine))
    load = moment.falling_on(mine, {code: one.load for code, one in moment.hasty.items()})
    per_h = moment.falling_on(mine, {code: one.per_h for code, one in moment.hasty.items()})
    if not mine:
        load, per_h = own.load, own.per_h
    handling_s = load * HOUR_S / per_h
    share = share_in_time(load, len(mine), handling_s=handling_s, promise_s=promise_s)
    needed = people_needed(load, handling_s=handling_s, promise_s=promise_s)
    return Hour(len(mine), own.load, share=share, n_needed=needed, holds=share >= HOLDS)


def patient_hours(
    queue: str, promise_s: float, moments: Sequence[Moment], *, waiting: Mapping[str, float]
) -> list[Hour]:
    """Return how a queue of work that can wait stands, hour by hour.

    Parameters
    ----------
    queue : str
        Its code.
    promise_s : float
        Its promise, in seconds of opening.
    moments : sequence of Moment
        The hours that are left of the day.
    waiting : mapping of str to float
        Work that waits already, by queue, in agents' hours.

    Returns
    -------
    list of Hour
        What the calls leave of the people takes off what waits. What comes last in an hour waits
        until that has been done before it; when the day is over, the next one is taken to be like
        this one on average.
    """
    lefts, backlogs = [], []
    backlog = 0.0
    for n_hour, moment in enumerate(moments):
        mine = moment.answering(queue)
        coming = {code: one.load for code, one in moment.patient.items()}
        if n_hour == 0:
            coming = {code: load + waiting.get(code, 0.0) for code, load in coming.items()}
        calls = spread({code: one.load for code, one in moment.hasty.items()}, moment.people)
        lefts.append(sum(max(0.0, 1.0 - calls[person]) for person in mine))
        comes = moment.falling_on(mine, coming) if mine else coming[queue]
        backlog = backlog + comes - lefts[-1]
        backlog = backlog if backlog > ROUNDING else 0.0
        backlogs.append(backlog)
    usual = sum(lefts) / len(lefts) if lefts else 0.0
    found = []
    for n_hour, moment in enumerate(moments):
        wait_s = _wait_s(backlogs[n_hour], lefts[n_hour + 1 :], usual)
        n_people = len(moment.answering(queue))
        own = moment.patient[queue].load
        found.append(Hour(n_people, own, wait_s=wait_s, holds=wait_s <= promise_s))
    return found


def _wait_s(backlog: float, lefts: Sequence[float], usual: float) -> float:
    """Return how long it takes to work off a backlog in agents' hours."""
    waited = 0.0
    for left in lefts:
        if backlog <= left:
            return waited + (backlog / left * HOUR_S if left else 0.0)
        backlog -= left
        waited += HOUR_S
    if backlog <= 0.0:
        return waited
    return waited + backlog / usual * HOUR_S if usual > 0.0 else math.inf
