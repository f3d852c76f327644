"""What do two sets of hours of one day have in common, and what together? Pure arithmetic."""

from frontlinje.centre.rules.fields import Interval

Intervals = tuple[Interval, ...]


def in_both(one: Intervals, other: Intervals) -> Intervals:
    """Return the hours that are in both.

    Parameters
    ----------
    one, other : tuple of Interval
        Hours of a day, in order and apart.

    Returns
    -------
    tuple of Interval
        In order; none where they have nothing in common.

    Examples
    --------
    >>> from frontlinje.centre.rules.fields import Interval as I
    >>> [str(i) for i in in_both((I(480, 960),), (I(600, 720), I(780, 1080)))]
    ['10:00-12:00', '13:00-16:00']
    """
    pairs = ((max(a.opens, b.opens), min(a.closes, b.closes)) for a in one for b in other)
    return tuple(sorted(Interval(opens, closes) for opens, closes in pairs if opens < closes))


def in_either(one: Intervals, other: Intervals) -> Intervals:
    """Return the hours that are in one or the other.

    Parameters
    ----------
    one, other : tuple of Interval
        Hours of a day.

    Returns
    -------
    tuple of Interval
        In order and apart: those that touch or overlap are joined.

    Examples
    --------
    >>> from frontlinje.centre.rules.fields import Interval as I
    >>> [str(i) for i in in_either((I(480, 960),), (I(420, 500), I(1020, 1080)))]
    ['07:00-16:00', '17:00-18:00']
    """
    joined: list[Interval] = []
    for interval in sorted((*one, *other)):
        if joined and interval.opens <= joined[-1].closes:
            last = joined.pop()
            interval = Interval(last.opens, max(last.closes, interval.closes))
        joined.append(interval)
    return tuple(joined)
