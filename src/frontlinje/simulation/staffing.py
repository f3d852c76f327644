"""How many people does an hour take? Quick answers by formulas, and a proof of the kernel."""

import math
from dataclasses import dataclass
from typing import Final

from frontlinje.base.erlang import erlang_a, mean_wait_s, share_in_time
from frontlinje.base.errors import Invalid

HOUR_S: Final = 3600.0
MOST_AGENTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of an hour."""

    share: float
    """Answered within ``within_s`` / all who call, 0..1."""
    within_s: float
    most_busy: float = 1.0
    """Share of their time that agents handle calls at most: 0.85 leaves breath between them."""


@dataclass(frozen=True, slots=True)
class Need:
    """How many people an hour takes, and how it goes with them."""

    n_agents: int
    """Ready or busy at the same time."""
    n_planned: int
    """On the plan, so that so many are there."""
    in_time: float
    """Answered within the target / all who call."""
    busy: float
    mean_wait_s: float
    """Of all who call."""


def hour_with(
    n_agents: int,
    *,
    per_h: float,
    handling_s: float,
    within_s: float,
    patience_s: float | None = None,
) -> tuple[float, float, float]:
    """Return how an hour goes with so many agents.

    Parameters
    ----------
    n_agents : int
        Ready or busy at the same time.
    per_h : float
        Calls an hour, 0 or more.
    handling_s : float
        Mean handling time with wrap-up in seconds, above 0.
    within_s : float
        The answer time asked for, in seconds.
    patience_s : float, optional
        Mean patience in seconds; None: nobody hangs up.

    Returns
    -------
    in_time, busy, mean_wait_s : float
        Share answered in time of all who call; share of time busy, above 1 when more comes than can
        be done; mean wait of all who call in seconds, infinite then.

    Notes
    -----
    Erlang C, or Erlang A with a patience; see `frontlinje.base.erlang`.
    """
    load = per_h * handling_s / HOUR_S
    if load <= 0.0:
        return float(n_agents > 0), 0.0, 0.0
    if n_agents == 0:
        return 0.0, math.inf, math.inf if patience_s is None else patience_s
    if patience_s is None:
        in_time = share_in_time(load, n_agents, handling_s=handling_s, promise_s=within_s)
        return in_time, load / n_agents, mean_wait_s(load, n_agents, handling_s=handling_s)
    found = erlang_a(
        load, n_agents, handling_s=handling_s, patience_s=patience_s, promise_s=within_s
    )
    return found.in_time, found.busy, found.mean_wait_s


def need(
    target: Target,
    *,
    per_h: float,
    handling_s: float,
    patience_s: float | None = None,
    shrinkage: float = 0.0,
) -> Need:
    """Return the fewest people with whom an hour goes as asked.

    Parameters
    ----------
    target : Target
        What is asked: both the share in time and how busy agents are at most.
    per_h, handling_s, patience_s : float
        As for `hour_with`.
    shrinkage : float
        Share of paid time in which people on the plan are not at the phones (breaks, meetings,
        illness), 0 up to below 1.

    Returns
    -------
    Need
        ``n_planned = n_agents / (1 - shrinkage)``, rounded up: shrinkage divides, 14 agents at 30 %
        are 20 people and not 18.2.

    Raises
    ------
    Invalid
        ``staffing.share_impossible`` unless shares are from 0 to below 1 (being busy at most: above
        0 up to 1), ``staffing.not_positive`` for a handling time not above 0,
        ``staffing.too_much_work`` when more than 10,000 agents are not enough.
    """
    if not (0.0 <= target.share < 1.0 and 0.0 <= shrinkage < 1.0 and 0.0 < target.most_busy <= 1.0):
        raise Invalid("staffing.share_impossible")
    if handling_s <= 0.0 or per_h < 0.0:
        raise Invalid("staffing.not_positive")
    for n_agents in range(MOST_AGENTS + 1):
        in_time, busy, wait_s = hour_with(
            n_agents,
            per_h=per_h,
            handling_s=handling_s,
            within_s=target.within_s,
            patience_s=patience_s,
        )
        if (in_time >= target.share or per_h == 0.0) and busy <= target.most_busy:
            # A hair less than what floating point makes of 14 / 0.7, or it would round up to 21.
            planned = math.ceil(n_agents / (1.0 - shrinkage) - 1e-9)
            return Need(n_agents, planned, in_time, busy, wait_s)
    raise Invalid("staffing.too_much_work")
