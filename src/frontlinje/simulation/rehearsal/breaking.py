"""When does it break? Ever more contacts and ever more people ill, up to the edge and beyond.

A map for each plan, and one without: rows by share ill, columns by volume.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from frontlinje.simulation.many import Players, players
from frontlinje.simulation.model import Day
from frontlinje.simulation.rehearsal.cases import Case, code_of
from frontlinje.simulation.rehearsal.counted import Counted, Estimate
from frontlinje.simulation.rehearsal.drill import CHUNK
from frontlinje.simulation.rehearsal.form import Breaking
from frontlinje.simulation.rehearsal.ground import Ground
from frontlinje.simulation.rehearsal.weighing import CLEAR, play_until_sure
from frontlinje.simulation.scenario import Scenario, Volume

FINEST: Final = 0.02
"""Half-width with which a cell close to the promise is sure enough, however much more a file asks
for: a map is looked at, not read."""
FAR: Final = 0.15
"""What lies beyond a cell whose share in time is surely so far below the promise is not played."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How far a sweep has come."""

    n_cells: int
    """Of all maps: played, or known to lie beyond the edge."""
    n_cells_of: int
    n_days: int
    """Days played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One volume with one share ill."""

    volume: float
    share_ill: float
    in_time: Estimate | None
    """None: not played, because it lies beyond what is far below the promise."""
    verdict: str
    """As ``Counted.verdict``."""
    turned_away: float | None
    """A day, in the lanes of the promise."""
    n_replications: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakingMap:
    """How a plan, or none, carries volume and absence."""

    plan: str | None
    promise_share: float
    rows: tuple[tuple[Cell, ...], ...]
    """By share ill; each by volume."""

    @property
    def edges(self) -> tuple[float | None, ...]:
        """Return, for each row, at about which volume the share in time falls below the promise.

        Returns
        -------
        tuple of float or None
            On a straight line between two cells. None where the first cell is below already, or
            none is.
        """
        return tuple(self._edge(row) for row in self.rows)

    def _edge(self, row: Sequence[Cell]) -> float | None:
        for left, right in pairwise(row):
            above = _over(left, self.promise_share)
            below = _over(right, self.promise_share)
            if above is not None and below is not None and above >= 0.0 > below:
                return left.volume + (right.volume - left.volume) * above / (above - below)
        return None


def breaking(
    ground: Ground,
    *,
    asked: Breaking,
    processes: int = 1,
    kept_in: Path | None = None,
    cluster: str | None = None,
    tell: Callable[[Swept], None] | None = None,
) -> list[BreakingMap]:
    """Play the ordinary day with ever more contacts and ever more people ill.

    Parameters
    ----------
    ground : Ground
        Of the rehearsal; see ``cases.ground_of``.
    asked : Breaking
        Which volumes and which shares.
    processes : int
        How many play; the figures are the same to the last bit.
    kept_in : Path, optional
        Where the compiled kernel is kept; see ``compiled.kernel``.
    cluster : str, optional
        A scheduler whose workers play instead; see ``many.players``.
    tell : function, optional
        Called after every 50 days or fewer. What it raises cancels the sweep and is raised again.

    Returns
    -------
    list of BreakingMap
        Without a plan, then with each of the file's.

    Raises
    ------
    Unavailable
        As ``many.players``.

    Notes
    -----
    Row by row from the calmest on, every cell against the same customers. A cell is played 50
    times, and on until it is clear whether the promise holds or the share is known well (`FINEST`).
    It is taken for granted that more contacts and more absence make nothing better: beyond what is
    far below the promise (`FAR`) nothing is played. That need not be so where load closes channels,
    but there the promise is far off as well.
    """
    uses = [None, *ground.file.plans]
    names = [None if use is None else code_of(use) for use in uses]
    laid = [ground.laid([] if use is None else [use]) for use in uses]
    sweep = _Sweep(ground, asked, len(laid), tell)
    with players(processes=processes, kept_in=kept_in, cluster=cluster) as play_all:
        for share_ill in asked.share_ill:
            sweep.add_row(share_ill, laid, play_all)
    share = ground.file.promise.share
    return [
        BreakingMap(plan=plan, promise_share=share, rows=tuple(rows))
        for plan, rows in zip(names, sweep.rows, strict=True)
    ]


class _Sweep:
    """The maps, as far as they are played."""

    def __init__(
        self, ground: Ground, asked: Breaking, n_maps: int, tell: Callable[[Swept], None] | None
    ) -> None:
        self.ground = ground
        self.volumes = asked.volume
        self.rows: list[list[tuple[Cell, ...]]] = [[] for _ in range(n_maps)]
        self.n_days = 0
        self.n_played = [len(asked.volume)] * n_maps
        """Columns of the next row that are played."""
        self._n_cells_of = n_maps * len(asked.volume) * len(asked.share_ill)
        self._tell = tell

    def add_row(self, share_ill: float, laid: Sequence[Day], play_all: Players) -> None:
        """Play one row of every map."""
        file = self.ground.file
        counted = [list(self._row(day, share_ill, self.n_played[k])) for k, day in enumerate(laid)]
        play_until_sure(
            [one for row in counted for one in row],
            least=CHUNK,
            most=file.most_replications,
            half_width=max(file.half_width, FINEST),
            seed=file.seed,
            play_all=play_all,
            tell=self._count_days,
        )
        for k, row in enumerate(counted):
            far = [i for i, one in enumerate(row) if _is_far(one)]
            self.n_played[k] = min([*far, len(row)])
            cells = [_cell(v, share_ill, one) for v, one in zip(self.volumes, row, strict=False)]
            beyond = [_beyond(v, share_ill) for v in self.volumes[len(row) :]]
            self.rows[k].append((*cells, *beyond))

    def _row(self, day: Day, share_ill: float, n: int) -> Iterator[Counted]:
        for volume in self.volumes[:n]:
            harder = Scenario(code="swept", share_ill=share_ill, volume=(Volume(factor=volume),))
            case = Case(scenario="swept", plan=None, day=self.ground.under(harder, day))
            yield Counted.of(case, self.ground.file.promise)

    def _count_days(self, n: int) -> None:
        self.n_days += n
        if self._tell is not None:
            n_cells = sum(len(row) for rows in self.rows for row in rows)
            self._tell(Swept(n_cells, self._n_cells_of, self.n_days))


def _is_far(one: Counted) -> bool:
    told = one.in_time()
    if told.value is None:
        return False
    return told.value + CLEAR * told.half_width < one.promise.share - FAR


def _over(cell: Cell, promise_share: float) -> float | None:
    if cell.in_time is None or cell.in_time.value is None:
        return None
    return cell.in_time.value - promise_share


def _cell(volume: float, share_ill: float, one: Counted) -> Cell:
    return Cell(
        volume=volume,
        share_ill=share_ill,
        in_time=one.in_time(),
        verdict=one.verdict(),
        turned_away=one.row(one.promised).turned_away,
        n_replications=one.n_replications,
    )


def _beyond(volume: float, share_ill: float) -> Cell:
    return Cell(
        volume=volume,
        share_ill=share_ill,
        in_time=None,
        verdict="breaks",
        turned_away=None,
        n_replications=0,
    )
