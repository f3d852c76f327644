"""How does a day become a world to be played? Sizes every row, as lists or as arrays."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar, get_type_hints

from frontlinje.base.jit import FloatRow, Floats
from frontlinje.routing.rules.tables import Agents, Lanes, Waiting
from frontlinje.simulation.model import Day
from frontlinje.simulation.numbering.agents import static_agents
from frontlinje.simulation.numbering.arrivals import all_arrivals
from frontlinje.simulation.numbering.codes import Numbers
from frontlinje.simulation.numbering.given import given_of
from frontlinje.simulation.numbering.lines import lanes_table
from frontlinje.simulation.outcome import (
    N_AGENT_COLUMNS,
    N_INTERVAL_COLUMNS,
    N_LANE_COLUMNS,
    WAIT_BINS_S,
)
from frontlinje.simulation.records import RECORDS, SHOWN
from frontlinje.simulation.timers import N_NEXT
from frontlinje.simulation.world import (
    CONTACTS_FULL,
    LATER_FULL,
    N_BEEN,
    N_NUMBERS,
    N_REFUSALS,
    Given,
    Live,
    World,
)

_DTYPES = {int: "int64", float: "float64"}
_Table = TypeVar("_Table", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Pools:
    """How much room there is for what comes in no fixed number; small pools are fast."""

    n_contacts: int
    n_later: int
    n_apart: int

    @classmethod
    def for_day(cls, day: Day) -> "Pools":
        """Return the pools with which to try first."""
        arrivals = all_arrivals(day)
        n_special = sum(one.weight > 0.0 or one.last_agent is not None for one in arrivals)
        may_miss = any(agent.misses_share > 0.0 for agent in day.agents) or any(
            one.misses > 0 for one in arrivals
        )
        waiting = sum(one.at_s < 0.0 for one in arrivals)
        return cls(
            n_contacts=64 + 2 * len(day.agents) + waiting,
            n_later=32,
            n_apart=min(n_special, 32) + (8 if may_miss else 0),
        )

    def larger(self, full: int) -> "Pools":
        """Return pools for a day that was too much for one of these: what was in ``IS_FULL``."""
        if full == CONTACTS_FULL:
            return replace(self, n_contacts=2 * self.n_contacts)
        if full == LATER_FULL:
            return replace(self, n_later=2 * self.n_later)
        return replace(self, n_apart=2 * self.n_apart + 8)


def open_world(day: Day, *, pools: Pools, n_rows: int, is_plain: bool) -> World:
    """Return a day as the kernel takes it.

    Parameters
    ----------
    day : Day
        Possible, as ``problems.problems_of`` has it.
    pools : Pools
        Room for contacts.
    n_rows : int
        Replications that are counted.
    is_plain : bool
        Lists instead of arrays, for a run that is not compiled.

    Returns
    -------
    World
        Ready for ``kernel.play_days``.
    """
    numbers = Numbers.of(day)
    given = given_of(day, numbers, n_apart=pools.n_apart)
    lanes = lanes_table(day, numbers)
    sizes = _sizes(given, lanes, pools, n_rows)
    live = _zeros(sizes, is_plain)
    agents = Agents(
        **{name: getattr(live, row) for name, row in SHOWN[Agents].items()},
        **static_agents(day, numbers),
    )
    waiting = _waiting_table(live, given)
    if is_plain:
        return World(given, live, agents, lanes, waiting)
    given, lanes = as_arrays(given), as_arrays(lanes)
    return World(given, live, as_arrays(agents), lanes, as_arrays(waiting))


def _waiting_table(live: Live, given: Given) -> Waiting:
    """Return what the policy sees of those who wait: rows of `Live`."""
    apart = range(N_REFUSALS, (given.n_apart + 1) * N_REFUSALS, N_REFUSALS)
    return Waiting(
        **{name: getattr(live, row) for name, row in SHOWN[Waiting].items()},
        refused_from=[0] * (given.n_lanes + 1) + list(apart),
    )


def _zeros(sizes: dict[str, int], is_plain: bool) -> Live:
    """Return rows of zeros, those of a compiled run in arrays."""
    kinds = _kinds(Live)
    if is_plain:
        return Live(**{name: [kind(0)] * sizes[name] for name, kind in kinds.items()})
    import numpy as np

    rows = {name: np.zeros(sizes[name], _DTYPES[kind]) for name, kind in kinds.items()}
    return as_arrays(Live(**rows))


def as_arrays(table: _Table) -> _Table:
    """Return a table with arrays for its lists, the rows of a record side by side.

    What is an array already stays the same array, unless it is in a record.
    """
    import numpy as np

    dtypes = {name: _DTYPES[kind] for name, kind in _kinds(type(table)).items()}
    rows = {
        name: np.array(row, dtypes[name]) if isinstance(row, list) else row
        for name, row in zip(dtypes, table, strict=True)
    }
    for record in RECORDS.get(type(table), ()):
        beside = np.stack([rows[name].view("int64") for name in record], axis=1)
        rows |= {name: beside[:, k].view(dtypes[name]) for k, name in enumerate(record)}
    return type(table)(**rows)


def _kinds(table: type[Any]) -> dict[str, type]:
    """Return for each column of a table whether it is of whole numbers or not."""
    hints = get_type_hints(table)
    return {
        name: float if hint in (FloatRow, Floats, float) else int for name, hint in hints.items()
    }


def _sizes(given: Given, lanes: Lanes, pools: Pools, n_rows: int) -> dict[str, int]:
    """Return the length of every row of `Live`."""
    n_places = given.n_lanes + given.n_apart
    n_of = {
        "lane_stream": given.n_lanes,
        "availability": given.n_agents,
        "first_open": given.n_kinds,
        "held": given.n_agents * given.n_slots,
        "state": pools.n_contacts,
        "later_s": pools.n_later,
        "place_contact": n_places,
    }
    sizes = {row: n_of[record[0]] for record in RECORDS[Live] for row in record}
    return sizes | {
        **dict.fromkeys(
            ("place_refused_agent", "place_refused_until_s"), given.n_apart * N_REFUSALS
        ),
        **dict.fromkeys(("refusal_agent", "refusal_until_s"), pools.n_contacts * N_REFUSALS),
        **dict.fromkeys(("free_contacts", "impatient"), pools.n_contacts),
        **dict.fromkeys(("asked", "run"), given.n_agents),
        "open_kinds": given.n_kinds,
        "n": N_NUMBERS,
        "next_s": N_NEXT,
        "agent_timer_s": given.n_agent_leaves,
        "agent_tree": 2 * given.n_agent_leaves,
        "lane_timer_s": given.n_lane_leaves,
        "lane_tree": 2 * given.n_lane_leaves,
        **dict.fromkeys(("factor", "shed_since_s"), 1),
        "n_in_queue": given.n_queues,
        **dict.fromkeys(("is_shed", "flipped_s", "shed"), lanes.n_channels),
        "in_hand": given.n_agents * lanes.n_channels,
        "relaxed": pools.n_contacts * lanes.n_demands,
        "been": pools.n_contacts * N_BEEN,
        "place_relaxed": n_places * lanes.n_demands,
        "lanes_out": n_rows * given.n_intervals * given.n_lanes * N_LANE_COLUMNS,
        "intervals_out": n_rows * given.n_intervals * N_INTERVAL_COLUMNS,
        "agents_out": n_rows * given.n_agents * N_AGENT_COLUMNS,
        "waits_out": n_rows * given.n_lanes * (len(WAIT_BINS_S) + 1),
        "events_out": n_rows,
    }
