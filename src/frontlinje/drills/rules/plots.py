"""Where on a picture does a figure lie? Lines and bands over the intervals of a day, as paths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

Value = TypeVar("Value")

_STEPS: Final = (1.0, 2.0, 5.0)
MOST_TICKS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A picture of so many points of its own, with a day from left to right."""

    n: int
    """Intervals."""
    most: float
    """The value at the upper edge; 0 is the lower one."""
    width: int = 720
    height: int = 260
    left: int = 52
    right: int = 24
    top: int = 10
    bottom: int = 30

    @property
    def inner_width(self) -> int:
        """Return how wide the field of the lines is."""
        return self.width - self.left - self.right

    @property
    def floor(self) -> int:
        """Return where 0 lies."""
        return self.height - self.bottom

    @property
    def edge(self) -> int:
        """Return where the field ends on the right."""
        return self.width - self.right

    def x(self, place: float) -> float:
        """Return how far to the right a place of the day lies.

        Parameters
        ----------
        place : float
            In intervals from the day's beginning.

        Returns
        -------
        float
            In points of the picture, to a tenth.
        """
        return round(self.left + self.inner_width * place / self.n, 1)

    def y(self, value: float) -> float:
        """Return how far down a value lies.

        Parameters
        ----------
        value : float
            0 up to ``most``.

        Returns
        -------
        float
            In points of the picture, to a tenth.
        """
        return round(self.floor - (self.floor - self.top) * value / self.most, 1)

    def line(self, values: Sequence[float | None]) -> str:
        """Return a line through the middles of the intervals.

        Parameters
        ----------
        values : sequence of float or None
            One for each interval; the line is broken where there is none.

        Returns
        -------
        str
            A path of SVG. A value alone between gaps is drawn as a dot, by a line of no length.
        """
        return "".join(
            "M" + "L".join(f"{self.x(k + 0.5)} {self.y(value)}" for k, value in (*run, run[-1]))
            for run in _runs(values)
        )

    def band(self, between: Sequence[tuple[float, float] | None]) -> str:
        """Return a band between two lines.

        Parameters
        ----------
        between : sequence of pair or None
            Lower and upper value of each interval; the band is broken where there is none.

        Returns
        -------
        str
            A path of SVG, closed.
        """
        return "".join(
            "M"
            + "L".join(f"{self.x(k + 0.5)} {self.y(high)}" for k, (_, high) in run)
            + "L"
            + "L".join(f"{self.x(k + 0.5)} {self.y(low)}" for k, (low, _) in reversed(run))
            + "Z"
            for run in _runs(between)
        )


def _runs(values: Sequence[Value | None]) -> Iterator[list[tuple[int, Value]]]:
    """Yield the values between gaps, each with its place."""
    run: list[tuple[int, Value]] = []
    for k, value in enumerate(values):
        if value is not None:
            run.append((k, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def ticks(most: float) -> list[float]:
    """Return round values for the lines of a scale.

    Parameters
    ----------
    most : float
        The largest value, above 0.

    Returns
    -------
    list of float
        From 0, in steps of 1, 2 or 5 times a power of ten, at most seven; the last is not below
        ``most``, so that it can be the upper edge.
    """
    step, power = 1.0, 0.01
    while True:
        for first in _STEPS:
            step = first * power
            n = -(-most // step)
            if n <= MOST_TICKS:
                return [round(k * step, 6) for k in range(int(n) + 1)]
        power *= 10.0
