"""Who is there on a day? Absence and breaks from plan and record, and shifts laid out with them."""

from collections.abc import Iterable, Sequence

from frontlinje.centre.rules.fields import DAY_MIN, Interval
from frontlinje.drills.rules.recorded import There

_GRAIN_MIN = 5
_LONGEST_IN_ONE_MIN = 75
"""Longer breaks of a shift are laid as two."""


def absent_share(days: Iterable[There]) -> tuple[float, int]:
    """Return how often somebody who was planned did not come at all.

    Parameters
    ----------
    days : iterable of There
        People's days that are over.

    Returns
    -------
    share : float
        Planned days without any time at work / planned days; 0 without any.
    n : int
        Planned days.

    Notes
    -----
    A shift that was taken off the plan because of illness is not seen.
    """
    planned = [one for one in days if one.planned]
    away = sum(1 for one in planned if one.ready_s + one.pause_s <= 0.0)
    return (round(away / len(planned), 3) if planned else 0.0), len(planned)


def break_share(days: Iterable[There]) -> tuple[float, int]:
    """Return which share of their time at work people are in a pause.

    Parameters
    ----------
    days : iterable of There
        People's days that are over.

    Returns
    -------
    share : float
        Time in pause / time ready or in pause; 0 without any.
    n : int
        Days of somebody at work.
    """
    worked = [one for one in days if one.ready_s + one.pause_s > 0.0]
    pause = sum(one.pause_s for one in worked)
    total = sum(one.ready_s + one.pause_s for one in worked)
    return (round(pause / total, 3) if total else 0.0), len(worked)


def with_breaks(shift: Interval, share: float, place: float) -> tuple[Interval, ...]:
    """Return a shift with breaks in it.

    Parameters
    ----------
    shift : Interval
        From when to when, in minutes of the day.
    share : float
        Of the shift that is pause, 0..1.
    place : float
        0..1: where in the middle third of the shift the break lies, so that not everybody goes at
        once. More than 75 minutes are laid as two breaks, a third and two thirds through.

    Returns
    -------
    tuple of Interval
        In order; one when the breaks come to less than five minutes.
    """
    length = shift.closes - shift.opens
    pause = round(length * share / _GRAIN_MIN) * _GRAIN_MIN
    if pause < _GRAIN_MIN:
        return (shift,)
    n = 2 if pause > _LONGEST_IN_ONE_MIN else 1
    spans, since = [], shift.opens
    for number in range(1, n + 1):
        middle = shift.opens + length * (number / (n + 1) + (place - 0.5) / (3 * n))
        begins = round((middle - pause / n / 2) / _GRAIN_MIN) * _GRAIN_MIN
        begins = max(since, min(begins, shift.closes - pause // n))
        if begins > since:
            spans.append(Interval(since, begins))
        since = begins + pause // n
    if since < shift.closes:
        spans.append(Interval(since, shift.closes))
    return tuple(spans)


def joined(spans: Sequence[Interval], *, gap_min: int = 0) -> tuple[Interval, ...]:
    """Return hours of a day in order, with those that touch or nearly touch made one.

    Parameters
    ----------
    spans : sequence of Interval
        In any order.
    gap_min : int
        The longest gap, in minutes, that is closed.

    Returns
    -------
    tuple of Interval
        In order and apart.
    """
    found: list[Interval] = []
    for span in sorted(spans):
        if found and span.opens <= found[-1].closes + gap_min:
            found[-1] = Interval(found[-1].opens, max(found[-1].closes, span.closes))
        else:
            found.append(span)
    return tuple(found)


def within_day(opens_min: float, closes_min: float) -> Interval | None:
    """Return the whole minutes of a stretch that lie on its date.

    Parameters
    ----------
    opens_min, closes_min : float
        Minutes since midnight, also before or after the date.

    Returns
    -------
    Interval or None
        None when less than a minute is left.
    """
    opens, closes = max(0, round(opens_min)), min(DAY_MIN, round(closes_min))
    return Interval(opens, closes) if closes > opens else None
