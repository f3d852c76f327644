"""How is each number worked out? Every measure with its formula, for all screens that show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted in a span of time, for contacts that came into a queue in it."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    """Answered before the queue's promise ran out."""
    abandoned: int = 0
    late_waiting: int = 0
    """Still unanswered, and the promise has run out."""

    def __add__(self, other: "Figures") -> "Figures":
        """Return the figures of both together."""
        return Figures(
            self.received + other.received,
            self.answered + other.answered,
            self.in_time + other.in_time,
            self.abandoned + other.abandoned,
            self.late_waiting + other.late_waiting,
        )


def answer_rate(figures: Figures) -> float | None:
    """Return the share of contacts with an outcome that were answered.

    Parameters
    ----------
    figures : Figures
        Counts.

    Returns
    -------
    float or None
        0..1; None when there is no outcome yet.

    Notes
    -----
    ``answered / (answered + abandoned)``. What still waits has no outcome, and does not count.

    Examples
    --------
    >>> answer_rate(Figures(received=10, answered=6, abandoned=2))
    0.75
    """
    outcomes = figures.answered + figures.abandoned
    return figures.answered / outcomes if outcomes else None


def service_level(figures: Figures) -> float | None:
    """Return the share of contacts that were answered within the promise.

    Parameters
    ----------
    figures : Figures
        Counts.

    Returns
    -------
    float or None
        0..1; None when nothing was answered, abandoned or late yet.

    Notes
    -----
    ``in_time / (answered + abandoned + late_waiting)``. What waits past its promise counts against
    us at once, so that leaving it unanswered never makes the number better.

    Examples
    --------
    >>> service_level(Figures(received=10, answered=6, in_time=4, abandoned=1, late_waiting=1))
    0.5
    """
    decided = figures.answered + figures.abandoned + figures.late_waiting
    return figures.in_time / decided if decided else None


def percent(share: float | None) -> int | None:
    """Return a share in whole percent, as screens show it.

    Parameters
    ----------
    share : float or None
        0..1, or None.

    Returns
    -------
    int or None
        Rounded down, so that 100 % means every single one.

    Notes
    -----
    The share of two counts below a million lies further than 1e-9 from the next whole percent.

    Examples
    --------
    >>> percent(0.29), percent(0.999), percent(1.0), percent(None)
    (29, 99, 100, None)
    """
    return None if share is None else int(share * 100 + 1e-9)
