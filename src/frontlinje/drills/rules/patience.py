"""How long do customers wait before they give up? Read from those who were answered in time, too.

Most are answered before their patience ends, so that only a lower limit of it is known
(«censored»). The curve is that of Kaplan and Meier (JASA 53, 1958).
"""

import math
from collections.abc import Sequence
from itertools import groupby, pairwise

Curve = tuple[tuple[float, float], ...]

LEAST_AT_RISK = 10
LEAST_SHARE_AT_RISK = 0.05
"""Where fewer still wait the curve hangs on single persons, and is not used."""
_MOST_MEAN_S = 7 * 24 * 3600.0


def survival(waits: Sequence[tuple[float, bool]]) -> Curve:
    """Return the share that would still be there after a wait, if nobody were answered.

    Parameters
    ----------
    waits : sequence of tuple
        Seconds waited, and whether the customer gave up then (otherwise answered).

    Returns
    -------
    tuple of tuple of float
        Steps: from this many seconds on, this share. Begins with (0, 1) and ends with the last
        wait at which ten or more, and one in twenty of all, were still there: after each wait at
        which ``d`` of ``n`` who were still there gave up, the share is multiplied by
        ``1 - d / n``.
    """
    n, share, last_s = len(waits), 1.0, 0.0
    least = max(LEAST_AT_RISK, LEAST_SHARE_AT_RISK * n)
    steps = [(0.0, 1.0)]
    for at_s, group in groupby(sorted(waits), key=lambda wait: wait[0]):
        if n < least:
            break
        gave_up = [is_gone for _, is_gone in group]
        if any(gave_up):
            share *= 1.0 - sum(gave_up) / n
            steps.append((at_s, share))
        last_s = at_s
        n -= len(gave_up)
    if last_s > steps[-1][0]:
        steps.append((last_s, share))
    return tuple(steps)


def mean_patience(curve: Curve) -> float | None:
    """Return the mean of the exponential whose curve encloses the same area.

    Parameters
    ----------
    curve : Curve
        From `survival`.

    Returns
    -------
    float or None
        The mean ``m`` with ``m * (1 - exp(-T / m)) = area under the curve up to its end T``, to a
        tenth of a second. None when nobody gave up.
    """
    end = curve[-1][0]
    area = math.fsum((until - since) * share for (since, share), (until, _) in pairwise(curve))
    if end <= 0.0 or area >= end:
        return None
    low, high = 0.0, _MOST_MEAN_S
    for _ in range(80):
        mean = (low + high) / 2.0
        if -mean * math.expm1(-end / mean) < area:
            low = mean
        else:
            high = mean
    return round(high, 1)
