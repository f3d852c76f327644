"""How do queues of calls wait? Erlang B, C and A with their formulas: pure, exact, in one place."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from frontlinje.base.errors import Invalid


def erlang_b(load: float, n_agents: int) -> float:
    """Return the share that is turned away where nobody waits.

    Parameters
    ----------
    load : float
        Offered work in agents (erlang), at least 0.
    n_agents : int
        Agents or lines, at least 0.

    Returns
    -------
    float
        0..1.

    Notes
    -----
    The recursion ``B(0) = 1, B(n) = aB(n - 1) / (n + aB(n - 1))``; holds for any handling times.

    References
    ----------
    A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
    automatic telephone exchanges", 1917.

    Examples
    --------
    >>> round(erlang_b(8.0, 10), 4)
    0.1217
    """
    if load <= 0.0:
        return 0.0 if n_agents > 0 else 1.0
    blocked = 1.0
    for n in range(1, n_agents + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(load: float, n_agents: int) -> float:
    """Return the chance that somebody who calls has to wait, where nobody hangs up.

    Parameters
    ----------
    load : float
        Offered work in agents (erlang), at least 0.
    n_agents : int
        People who answer, at least 0.

    Returns
    -------
    float
        0..1; 1 when the work is as much as the people or more.

    Notes
    -----
    ``C = nB / (n - a(1 - B))`` with Erlang B's ``B``; calls come at random, handling times are
    exponential.

    References
    ----------
    A. K. Erlang, as for `erlang_b`.

    Examples
    --------
    >>> round(erlang_c(8.0, 10), 3)
    0.409
    """
    if load <= 0.0:
        return 0.0
    if load >= n_agents:
        return 1.0
    blocked = erlang_b(load, n_agents)
    return n_agents * blocked / (n_agents - load * (1.0 - blocked))


def share_in_time(load: float, n_agents: int, *, handling_s: float, promise_s: float) -> float:
    """Return the share that is answered within the promise, where nobody hangs up.

    Parameters
    ----------
    load : float
        Offered work in agents (erlang).
    n_agents : int
        People who answer.
    handling_s : float
        Mean handling time in seconds, above 0.
    promise_s : float
        The promise in seconds.

    Returns
    -------
    float
        0..1.

    Notes
    -----
    ``1 - C exp(-(n - a) T / s)`` with Erlang C's chance of waiting C, people n, work a, promise T
    and handling time s; 0 when more comes than can be answered.

    Examples
    --------
    >>> round(share_in_time(8.0, 10, handling_s=240.0, promise_s=60.0), 2)
    0.75
    """
    if load <= 0.0:
        return 1.0
    if load >= n_agents:
        return 0.0
    waits = erlang_c(load, n_agents)
    return 1.0 - waits * math.exp(-(n_agents - load) * promise_s / handling_s)


def mean_wait_s(load: float, n_agents: int, *, handling_s: float) -> float:
    """Return the mean wait of all callers, where nobody hangs up.

    Parameters
    ----------
    load : float
        Offered work in agents (erlang).
    n_agents : int
        People who answer.
    handling_s : float
        Mean handling time in seconds, above 0.

    Returns
    -------
    float
        Seconds, ``C s / (n - a)``; infinite when more comes than can be answered.
    """
    if load <= 0.0:
        return 0.0
    if load >= n_agents:
        return math.inf
    return erlang_c(load, n_agents) * handling_s / (n_agents - load)


@dataclass(frozen=True, slots=True)
class Impatient:
    """How callers fare who hang up when they have waited too long."""

    waits: float
    """Chance of having to wait at all."""
    abandons: float
    """Share of all callers who hang up."""
    mean_wait_s: float
    """Of all callers, whether answered or not."""
    in_time: float
    """Answered within the promise / all callers."""
    busy: float
    """Share of the agents' time in which they handle calls."""


def erlang_a(
    load: float, n_agents: int, *, handling_s: float, patience_s: float, promise_s: float
) -> Impatient:
    """Return how impatient callers fare, by solving the birth-death chain.

    Parameters
    ----------
    load : float
        Offered work in agents (erlang), above 0; may be more than the agents.
    n_agents : int
        People who answer, at least 1.
    handling_s, patience_s : float
        Means of exponential times in seconds, above 0.
    promise_s : float
        The promise in seconds, 0 or more.

    Returns
    -------
    Impatient
        In the long run.

    Raises
    ------
    Invalid
        ``staffing.not_positive`` when load, agents, handling or patience is not above 0.

    Notes
    -----
    With j in the centre, births at rate ``a/s`` and deaths at ``min(j, n)/s + max(j - n, 0)/p``.
    By Little's law ``mean wait = abandons * p``. Whoever finds k waiting is served after a sum of
    exponentials of rates ``n/s + i/p, i = 0..k``, whose ``exp(-V/p)`` is Beta(c, k + 1) with
    ``c = np/s``; so ``P(V <= T, V < patience) = c/(c + k + 1) P(Beta(c + 1, k + 1) >= exp(-T/p))``.

    References
    ----------
    C. Palm, "Research on telephone traffic carried by full availability groups", Tele 1, 1957.
    O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with impatient customers",
    Manufacturing & Service Operations Management 4, 2002.

    Examples
    --------
    >>> found = erlang_a(50.0, 50, handling_s=300.0, patience_s=120.0, promise_s=20.0)
    >>> round(found.abandons, 4), round(found.mean_wait_s, 2), round(found.in_time, 4)
    (0.0689, 8.27, 0.7839)
    """
    if min(load, n_agents, handling_s, patience_s) <= 0:
        raise Invalid("staffing.not_positive")
    blocked = erlang_b(load, n_agents)
    if blocked < _NEVER:
        return Impatient(0.0, 0.0, 0.0, 1.0, load / n_agents)
    above = _weights(load, n_agents, handling_s / patience_s)
    total = (1.0 / blocked - 1.0) * above[0] + sum(above)
    waits = sum(above) / total
    lost = sum(waiting * weight for waiting, weight in enumerate(above))
    abandons = lost / total * handling_s / patience_s / load
    shares = _served_in_time(n_agents, handling_s, patience_s, promise_s)
    served = sum(weight * next(shares) for weight in above) / total
    return Impatient(
        waits=waits,
        abandons=abandons,
        mean_wait_s=abandons * patience_s,
        in_time=1.0 - waits + served,
        busy=load * (1.0 - abandons) / n_agents,
    )


_NEVER = 1e-200
"""Chances below this are none."""
_LARGEST = 1e250
"""Weights are made smaller together before one is beyond all numbers."""
_NO_MORE = 1e-18
"""Where the chain is cut off, against its likeliest state with everybody busy."""


def _weights(load: float, n_agents: int, hurry: float) -> list[float]:
    """Return how likely 0, 1, 2 … waiting are with everybody busy, against each other."""
    weights = [1.0]
    most = 1.0
    while weights[-1] > _NO_MORE * most:
        weights.append(weights[-1] * load / (n_agents + len(weights) * hurry))
        most = max(most, weights[-1])
        if most > _LARGEST:  # far more calls than people, and patient ones
            weights = [weight / most for weight in weights]
            most = 1.0
    return weights


def _served_in_time(
    n_agents: int, handling_s: float, patience_s: float, promise_s: float
) -> Iterator[float]:
    """Yield for 0, 1, 2 … waiting ahead the chance of being served within the promise."""
    c = n_agents * patience_s / handling_s
    x = math.exp(-promise_s / patience_s)
    a = c + 1.0
    incomplete = x**a
    term = x**a * (1.0 - x) * a
    k = 0
    while True:
        yield c / (c + k + 1) * (1.0 - incomplete)
        k += 1
        incomplete += term
        term *= (1.0 - x) * (a + k) / (k + 1)
