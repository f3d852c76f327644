"""How is a day played many times? Compiled or plain; with larger pools when they were too small."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontlinje.simulation.compiled import kernel as compiled_kernel
from frontlinje.simulation.kernel import play_days
from frontlinje.simulation.model import Day
from frontlinje.simulation.opening import Pools, open_world
from frontlinje.simulation.outcome import (
    N_AGENT_COLUMNS,
    N_INTERVAL_COLUMNS,
    N_LANE_COLUMNS,
    WAIT_BINS_S,
    Outcome,
)
from frontlinje.simulation.world import IS_FULL, World

if TYPE_CHECKING:
    from frontlinje.simulation.outcome import Counts


def play(
    day: Day,
    *,
    seed: int,
    first: int = 0,
    n: int = 1,
    kept_in: Path | None = None,
    is_plain: bool = False,
) -> Outcome:
    """Play replications ``first`` up to ``first + n`` of a day.

    Parameters
    ----------
    day : Day
        Possible, as ``problems.problems_of`` has it.
    seed : int
        0 up to 2**62 - 1. Days played with the same seed meet the same customers as far as they
        have the same lanes.
    first, n : int
        Which replications; what comes out of one depends on its number, not on what else is played.
    kept_in : Path, optional
        Where the compiled kernel is kept; see ``compiled.kernel``.
    is_plain : bool
        Play without compiling, some hundred times slower, with the very same outcome.

    Returns
    -------
    Outcome
        One row for each replication.
    """
    kernel = play_days if is_plain else compiled_kernel(kept_in)
    pools = Pools.for_day(day)
    parts: list[Outcome] = []
    done = 0
    while done < n:
        world = open_world(day, pools=pools, n_rows=n - done, is_plain=is_plain)
        played = kernel(world, seed, first + done, n - done)
        parts.append(_outcome(world, played))
        done += played
        if done < n:
            pools = pools.larger(world.live.n[IS_FULL])
    return joined(parts)


def _outcome(world: World, n_rows: int) -> Outcome:
    """Return what was counted, in the shapes that `Outcome` promises."""
    import numpy as np

    given, live = world.given, world.live

    def shaped(row: Any, *shape: int) -> "Counts":
        return np.asarray(row, np.int64).reshape((-1, *shape))[:n_rows]

    return Outcome(
        lanes=shaped(live.lanes_out, given.n_intervals, given.n_lanes, N_LANE_COLUMNS),
        intervals=shaped(live.intervals_out, given.n_intervals, N_INTERVAL_COLUMNS),
        agents=shaped(live.agents_out, given.n_agents, N_AGENT_COLUMNS),
        waits=shaped(live.waits_out, given.n_lanes, len(WAIT_BINS_S) + 1),
        events=shaped(live.events_out),
    )


def joined(parts: list[Outcome]) -> Outcome:
    """Return several outcomes of one day as one, in their order.

    Parameters
    ----------
    parts : list of Outcome
        At least one.

    Returns
    -------
    Outcome
        Their replications, one after the other.
    """
    import numpy as np

    columns = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in Outcome.__slots__
    }
    return Outcome(**columns)
