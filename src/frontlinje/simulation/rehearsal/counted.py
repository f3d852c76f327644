"""What came out of a case over its replications? Sums in whole numbers, and how sure shares are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from frontlinje.simulation.outcome import (
    ABANDONED,
    ANSWERED,
    BACKLOG,
    BUSY_MS,
    IN_TIME,
    LEFT,
    OFFERED,
    ON_DUTY_MS,
    OVERFLOWED,
    TURNED_AWAY,
    WAIT_MS,
    Outcome,
)
from frontlinje.simulation.rehearsal.cases import Case
from frontlinje.simulation.rehearsal.form import Promise

if TYPE_CHECKING:
    from frontlinje.simulation.outcome import Counts

Z95: Final = 1.959963984540054
"""Of a normal distribution, 95 % lies within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, and how sure it is."""

    value: float | None
    """None when nothing came that it could be about."""
    half_width: float
    """With so much less or more the true figure is met 95 times of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Contacts a day, of some lanes in some intervals; means over the replications."""

    offered: float
    turned_away: float
    answered: float
    in_time: float
    abandoned: float
    overflowed: float
    left: float
    """Still without an answer when the day ended."""
    backlog: float
    """Waiting at the end of the last interval."""
    mean_wait_s: float | None
    """Of those answered."""

    @property
    def share_in_time(self) -> float | None:
        """Return what was answered in time of what was offered, None if nothing was."""
        return self.in_time / self.offered if self.offered else None


@dataclass(slots=True, kw_only=True)
class Counted:
    """A case with what was counted so far."""

    case: Case
    promise: Promise
    promised: tuple[int, ...]
    """Lanes that the promise is about."""
    by_day: list[tuple[int, int]] = field(default_factory=list)
    """In time and offered in those lanes, of each replication."""
    by_interval: "list[Counts]" = field(default_factory=list)
    """The same by interval: parts of (replications x intervals x 2)."""
    sums: Outcome | None = None
    """Over all replications, as one."""

    @classmethod
    def of(cls, case: Case, promise: Promise) -> "Counted":
        """Return a case of which nothing is counted yet.

        Parameters
        ----------
        case : Case
            The case.
        promise : Promise
            What ought to hold.

        Returns
        -------
        Counted
            Empty.
        """
        lanes = tuple(k for k, lane in enumerate(case.day.lanes) if promise.is_about(lane))
        return cls(case=case, promise=promise, promised=lanes)

    @property
    def n_replications(self) -> int:
        """Return how often the day was played."""
        return len(self.by_day)

    def add(self, outcome: Outcome) -> None:
        """Count some replications more.

        Parameters
        ----------
        outcome : Outcome
            Of this case's day, the next of its replications.
        """
        own = outcome.lanes[:, :, list(self.promised), :].sum(axis=2)[..., [IN_TIME, OFFERED]]
        self.by_interval.append(own)
        self.by_day += [(int(in_time), int(offered)) for in_time, offered in own.sum(axis=1)]
        before = self.sums

        def summed(name: str) -> "Counts":
            new: Counts = getattr(outcome, name).sum(axis=0, keepdims=True)
            return new if before is None else new + getattr(before, name)

        self.sums = Outcome(
            lanes=summed("lanes"),
            intervals=summed("intervals"),
            agents=summed("agents"),
            waits=summed("waits"),
            events=summed("events"),
        )

    def in_time(self) -> Estimate:
        """Return the share answered in time, of all offered in the lanes of the promise.

        Returns
        -------
        Estimate
            All replications together: sum / sum, so that a busy day weighs as much as it has
            contacts.

        Notes
        -----
        Half-width of a ratio by its first-order (delta) expansion: 1.96 sd(x - share n) /
        (mean(n) sqrt(replications)), x in time and n offered of each replication.
        """
        return _estimate(self._residuals(), self._share())

    def gain_over(self, other: "Counted") -> Estimate:
        """Return how much larger the share in time is than in another case.

        Parameters
        ----------
        other : Counted
            Of the same scenario, played against the same customers, as often.

        Returns
        -------
        Estimate
            Day by day against the same customers, which makes the difference surer than the shares.
        """
        mine, its = self._share(), other._share()
        if mine is None or its is None:
            return Estimate(None, 0.0)
        pairs = zip(self._residuals(), other._residuals(), strict=True)
        return _estimate([a - b for a, b in pairs], mine - its)

    def days_held(self) -> float | None:
        """Return the share of days with something offered on which the promise held."""
        days = [(x, n) for x, n in self.by_day if n]
        held = sum(x >= self.promise.share * n for x, n in days)
        return held / len(days) if days else None

    def verdict(self) -> str:
        """Return ``holds``, ``breaks``, ``edge`` when it is too close to tell, or ``nothing``."""
        told = self.in_time()
        if told.value is None:
            return "nothing"
        if told.value - told.half_width >= self.promise.share:
            return "holds"
        return "breaks" if told.value + told.half_width < self.promise.share else "edge"

    def row(self, lanes: Sequence[int], interval: int | None = None) -> Row:
        """Return means a day.

        Parameters
        ----------
        lanes : sequence of int
            Which, by their place in the day.
        interval : int, optional
            Which; None for the whole day. Contacts belong to the interval in which they came.

        Returns
        -------
        Row
            Of those lanes together.
        """
        assert self.sums is not None
        chosen = self.sums.lanes[0][:, list(lanes), :].sum(axis=1)
        counts = chosen.sum(axis=0) if interval is None else chosen[interval]
        last = chosen[-1 if interval is None else interval]

        def mean(column: int) -> float:
            return int(counts[column]) / self.n_replications

        answered = int(counts[ANSWERED])
        return Row(
            offered=mean(OFFERED),
            turned_away=mean(TURNED_AWAY),
            answered=mean(ANSWERED),
            in_time=mean(IN_TIME),
            abandoned=mean(ABANDONED),
            overflowed=mean(OVERFLOWED),
            left=mean(LEFT),
            backlog=int(last[BACKLOG]) / self.n_replications,
            mean_wait_s=int(counts[WAIT_MS]) / answered / 1000.0 if answered else None,
        )

    def busy(self, interval: int | None = None) -> float | None:
        """Return the share of their time on duty in which people had something in hand.

        Parameters
        ----------
        interval : int, optional
            Which; None for the whole day.

        Returns
        -------
        float or None
            None while nobody is on duty.
        """
        assert self.sums is not None
        times = self.sums.intervals[0]
        chosen = times.sum(axis=0) if interval is None else times[interval]
        on_duty = int(chosen[ON_DUTY_MS])
        return int(chosen[BUSY_MS]) / on_duty if on_duty else None

    def _share(self) -> float | None:
        offered = sum(n for _, n in self.by_day)
        return sum(x for x, _ in self.by_day) / offered if offered else None

    def _residuals(self) -> list[float]:
        share = self._share()
        if share is None:
            return []
        mean = sum(n for _, n in self.by_day) / len(self.by_day)
        return [(x - share * n) / mean for x, n in self.by_day]


def _estimate(residuals: Sequence[float], value: float | None) -> Estimate:
    n = len(residuals)
    if n < 2:
        return Estimate(value, 0.0)
    # fsum and a fixed order: the same to the last bit, whoever played.
    variance = math.fsum(r * r for r in residuals) / (n - 1)
    return Estimate(value, Z95 * math.sqrt(variance / n))
