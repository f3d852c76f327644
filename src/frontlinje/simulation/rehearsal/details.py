"""What lies behind a case's figures? How days differ, how long people waited, who did how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontlinje.simulation.outcome import (
    AGENT_ANSWERED,
    AGENT_BUSY_MS,
    AGENT_MISSED,
    AGENT_ON_DUTY_MS,
)
from frontlinje.simulation.rehearsal.counted import Counted

BAND = (0.1, 0.9)
"""Eight days of ten lie between these two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one person does on such a day; means over the replications, days away among them."""

    agent: str
    on_duty_s: float
    busy_s: float
    """With something in hand or in wrap-up, overtime too."""
    answered: float
    missed: float
    """Offers let lapse."""


def band(counted: Counted, interval: int) -> tuple[float, float] | None:
    """Return between which shares in time an interval lies on most days.

    Parameters
    ----------
    counted : Counted
        With some replications.
    interval : int
        Which.

    Returns
    -------
    tuple of float or None
        The shares of the days at ``BAND`` of all days with anything offered in that interval, in
        order (nearest rank, so that it is the share of a day that was played). None without any.
    """
    days = [
        int(in_time) / int(offered)
        for part in counted.by_interval
        for in_time, offered in part[:, interval]
        if offered
    ]
    if not days:
        return None
    days.sort()
    low, high = (days[round(place * (len(days) - 1))] for place in BAND)
    return low, high


def waits(counted: Counted, lanes: Sequence[int]) -> list[float]:
    """Return how many waited how long before they were answered.

    Parameters
    ----------
    counted : Counted
        With some replications.
    lanes : sequence of int
        Of which lanes, by their place in the day.

    Returns
    -------
    list of float
        Answered a day for each of ``outcome.WAIT_BINS_S``, and above them.
    """
    assert counted.sums is not None
    bins = counted.sums.waits[0][list(lanes)].sum(axis=0)
    return [int(count) / counted.n_replications for count in bins]


def work(counted: Counted) -> list[Work]:
    """Return what each person does.

    Parameters
    ----------
    counted : Counted
        With some replications.

    Returns
    -------
    list of Work
        In the order of the day's agents.
    """
    assert counted.sums is not None
    n = counted.n_replications
    return [
        Work(
            agent=agent.username,
            on_duty_s=int(sums[AGENT_ON_DUTY_MS]) / n / 1000.0,
            busy_s=int(sums[AGENT_BUSY_MS]) / n / 1000.0,
            answered=int(sums[AGENT_ANSWERED]) / n,
            missed=int(sums[AGENT_MISSED]) / n,
        )
        for agent, sums in zip(counted.case.day.agents, counted.sums.agents[0], strict=True)
    ]
