"""May this agent have this contact, and how well do they suit each other? Asked pair by pair."""

from typing import Final

from frontlinje.base.jit import Ints, jitable
from frontlinje.routing.rules.tables import AWAY, OPEN, Agents, Lanes, Waiting

UNFIT: Final = -1
LEVEL_STEP: Final = 3
"""Levels that make a real difference: people are graded 1-3 basic, 4-6 good, 7-9 expert."""
FAR_ABOVE: Final = 2
"""Worst fit of someone who holds the full level; below the full level starts one above this."""


@jitable
def has_room(agent: int, lane: int, agents: Agents, lanes: Lanes) -> bool:
    """Tell whether the agent can hold one more contact of this lane.

    Parameters
    ----------
    agent, lane : int
        Indices.
    agents, lanes
        The tables.

    Returns
    -------
    bool
        True when the channel is in the profile, its most is not reached, and the units are free.
    """
    slot = agent * lanes.n_channels + lanes.channel[lane]
    if agents.in_hand[slot] >= agents.most[slot]:
        return False
    if lanes.is_call[lane] != 0:
        return agents.free_for_calls[agent] >= lanes.units[lane]
    return agents.free_units[agent] >= lanes.units[lane]


@jitable
def needed_level(level: int, relax_per_min: float, waited_s: float, relaxed: int) -> float:
    """Compute the level of a skill that is still demanded after a wait.

    Parameters
    ----------
    level : int
        Level demanded at first, 1..9.
    relax_per_min : float
        Levels given up per minute waited.
    waited_s : float
        Seconds waited; below 0 counts as 0.
    relaxed : int
        Levels that overflow took off.

    Returns
    -------
    float
        Level needed. Waiting alone never takes it below 1; overflow may, and 0 or less means that
        the skill is no longer demanded.

    Examples
    --------
    >>> needed_level(5, 1.0, 120.0, 0)
    3.0
    >>> needed_level(5, 1.0, 3600.0, 0)
    1.0
    >>> needed_level(5, 0.0, 0.0, 5)
    0.0
    """
    if waited_s < 0.0:
        waited_s = 0.0
    needed = level - relax_per_min * (waited_s / 60.0)
    if needed < 1.0:
        needed = 1.0
    return needed - relaxed


@jitable
def fit(
    agent: int, contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting
) -> int:
    """Rank how well an agent suits a contact, leaving aside channel and room.

    Parameters
    ----------
    agent, contact : int
        Indices.
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.

    Returns
    -------
    int
        UNFIT when not in an open group, without the language or below a needed level. Else 0 best:
        0..2 with every full level held (0 = just enough, 2 = six or more levels above), above that
        2 + levels missing. The demanded skill that is worst met decides.
    """
    lane = waiting.lane[contact]
    if agents.membership[agent * lanes.n_queues + lanes.queue[lane]] & waiting.groups[contact] == 0:
        return UNFIT
    language = waiting.language[contact]
    if agents.languages[agent] & language != language:
        return UNFIT
    n_demands = lanes.n_demands
    first = lane * n_demands
    first_held = agent * lanes.n_skills
    worst = 0
    for d in range(first, first + n_demands):
        skill = lanes.demand_skill[d]
        if skill < 0:
            break
        held = agents.skill[first_held + skill]
        surplus = held - lanes.demand_level[d]
        if surplus >= 0:
            step = surplus // LEVEL_STEP
        else:
            waited_s = now_s - waiting.received_s[contact]
            relaxed = waiting.relaxed[contact * n_demands + d - first]
            if held < needed_level(
                lanes.demand_level[d], lanes.demand_relax_per_min[d], waited_s, relaxed
            ):
                return UNFIT
            step = FAR_ABOVE - surplus
        if step > worst:
            worst = step
    return worst


@jitable
def may_take(
    agent: int, contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting
) -> bool:
    """Tell whether a contact may be offered to an agent now.

    Parameters
    ----------
    agent, contact : int
        Indices.
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.

    Returns
    -------
    bool
        Open, with room for it, in an open group, with language and skills. A recent refusal does
        not make an agent unfit: it puts them behind everybody else.
    """
    return (
        agents.availability[agent] == OPEN
        and has_room(agent, waiting.lane[contact], agents, lanes)
        and fit(agent, contact, now_s, agents, lanes, waiting) != UNFIT
    )


@jitable
def has_refused(agent: int, contact: int, now_s: float, waiting: Waiting) -> bool:
    """Tell whether the agent rejected or missed this contact so lately that others come first.

    Parameters
    ----------
    agent, contact : int
        Indices.
    now_s : float
        Instant in seconds.
    waiting
        The table.

    Returns
    -------
    bool
        True until `refused_until_s`.
    """
    for r in range(waiting.refused_from[contact], waiting.refused_from[contact + 1]):
        if waiting.refused_agent[r] == agent and now_s < waiting.refused_until_s[r]:
            return True
    return False


@jitable
def somebody_else(
    contact: int,
    now_s: float,
    agents: Agents,
    lanes: Lanes,
    waiting: Waiting,
    availability: Ints,
) -> bool:
    """Tell whether anyone on duty who has not refused the contact suits it, free now or not.

    Parameters
    ----------
    contact : int
        Index.
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.
    availability : int (n_agents)
        AWAY, HERE or OPEN; stands in for the row of `agents` while a run hands out contacts.

    Returns
    -------
    bool
        True when it makes sense to wait for that person.
    """
    channel = lanes.channel[waiting.lane[contact]]
    for agent in range(len(availability)):
        if (
            availability[agent] != AWAY
            and agents.most[agent * lanes.n_channels + channel] != 0
            and not has_refused(agent, contact, now_s, waiting)
            and fit(agent, contact, now_s, agents, lanes, waiting) != UNFIT
        ):
            return True
    return False
