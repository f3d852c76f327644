"""Which figures does history come to? Means, spreads and shares, each by a formula on one line."""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from frontlinje.simulation.model import Spread

LARGEST_SHAPE = 1000.0
"""Beyond it a day's factor is within chance of 1."""


def spread_of(times_s: Sequence[float]) -> Spread | None:
    """Return a lognormal spread with the mean and the coefficient of variation of some times.

    Parameters
    ----------
    times_s : sequence of float
        Seconds.

    Returns
    -------
    Spread or None
        ``mean = sum / n``, ``cv = sd / mean`` with ``sd`` over n - 1. None without two times, or
        when all are 0.
    """
    mean = fmean(times_s) if len(times_s) > 1 else 0.0
    if mean <= 0.0:
        return None
    variance = math.fsum((time - mean) ** 2 for time in times_s) / (len(times_s) - 1)
    cv = min(10.0, math.sqrt(variance) / mean)
    return Spread(mean_s=round(mean, 1), cv=round(cv, 2))


def rates_per_h(counts: Sequence[Sequence[int]], interval_min: float) -> tuple[float, ...]:
    """Return the mean rate in each interval over days.

    Parameters
    ----------
    counts : sequence of sequence of int
        (days x intervals): how many came.
    interval_min : float
        Length of an interval in minutes.

    Returns
    -------
    tuple of float
        (intervals): contacts an hour, ``sum over days / days * 60 / interval_min``.
    """
    columns = zip(*counts, strict=True)
    return tuple(round(sum(column) / len(counts) * 60.0 / interval_min, 2) for column in columns)


def factor_shape(totals: Mapping[int, Sequence[int]]) -> float | None:
    """Return the shape of the Gamma factor by which whole days differ beyond chance.

    Parameters
    ----------
    totals : mapping of int to sequence of int
        By weekday: what came on each day. Weekdays are compared with their own mean.

    Returns
    -------
    float or None
        By moments: a day's count is Poisson with a mean that is itself multiplied by the factor, so
        ``variance = mean + mean^2 / shape``, hence ``1 / shape = variance of (count / mean of its
        weekday) - mean of (1 / mean)``. None when days differ no more than by chance.

    Notes
    -----
    The variance has as many degrees of freedom as days beyond one for each weekday; 0 gives None.
    """
    free = sum(len(days) - 1 for days in totals.values() if sum(days))
    if free <= 0:
        return None
    squares, by_chance, n_days = 0.0, 0.0, 0
    for days in totals.values():
        mean = fmean(days)
        if mean > 0.0:
            squares += math.fsum((day / mean - 1.0) ** 2 for day in days)
            by_chance += len(days) / mean
            n_days += len(days)
    beyond = squares / free - by_chance / n_days
    return round(1.0 / beyond, 1) if beyond > 1.0 / LARGEST_SHAPE else None


def pace_of(taken: Iterable[tuple[float, float]]) -> float | None:
    """Return how many times as long a crew takes as everybody does for the same mix of lanes.

    Parameters
    ----------
    taken : iterable of tuple of float
        Of each contact: how long it took, and the mean of its lane, in seconds.

    Returns
    -------
    float or None
        ``sum of times / sum of means``; None without any.
    """
    took, usual = 0.0, 0.0
    for time, mean in taken:
        took += time
        usual += mean
    return round(took / usual, 2) if usual > 0.0 and took > 0.0 else None
