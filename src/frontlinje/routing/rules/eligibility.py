"""May this agent have this contact, and how well do they suit each other? The policy asks, pair by pair.

The order of the checks is the order in which they fail most often, cheapest first.
"""

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
        True when units are free and the channel's cap is not reached.
    """
    slot = agent * lanes.n_channels + lanes.channel[lane]
    if agents.in_hand[slot] >= agents.most[slot]:
        return False
    if lanes.is_call[lane] != 0:
        return agents.free_for_calls[agent] >= lanes.units[lane]
    return agents.free_units[agent] >= lanes.units[lane]


@jitable
def fit(agent: int, contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> int:
    """Tell how well an agent suits a contact, leaving aside whether there is room just now.

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
        UNFIT, or 0 best: 0..2 for the full level held (0 = enough, 2 = six or more levels above), then
        2 + levels missing where the demand has relaxed. The worst demanded skill decides.
    """
    lane = waiting.lane[contact]
    if agents.membership[agent * lanes.n_queues + lanes.queue[lane]] & waiting.groups[contact] == 0:
        return UNFIT
    language = waiting.language[contact]
    if agents.languages[agent] & language != language:
        return UNFIT
    waited_min = (now_s - waiting.received_s[contact]) / 60.0
    if waited_min < 0.0:
        waited_min = 0.0
    first = lane * lanes.n_demands
    worst = 0
    for k in range(lanes.n_demands):
        skill = lanes.demand_skill[first + k]
        if skill < 0:
            break
        level = lanes.demand_level[first + k]
        held = agents.skill[agent * lanes.n_skills + skill]
        surplus = held - level
        if surplus >= 0:
            step = surplus // LEVEL_STEP
        else:
            needed = level - lanes.demand_relax_per_min[first + k] * waited_min
            if needed < 1.0:
                needed = 1.0
            if held < needed - waiting.relaxed[contact * lanes.n_demands + k]:
                return UNFIT
            step = FAR_ABOVE - surplus
        if step > worst:
            worst = step
    return worst


@jitable
def may_take(agent: int, contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> bool:
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
        Open, room for it, member of an open group, speaks the language, has the channel, holds the skills.
        A recent refusal does not make an agent unfit; it puts them behind everybody else.
    """
    if agents.availability[agent] != OPEN:
        return False
    if not has_room(agent, waiting.lane[contact], agents, lanes):
        return False
    return fit(agent, contact, now_s, agents, lanes, waiting) != UNFIT


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
    contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting, availability: Ints
) -> bool:
    """Tell whether anyone on duty who has not refused the contact suits it, free this moment or not.

    Parameters
    ----------
    contact : int
        Index.
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.
    availability : int (n_agents)
        AWAY, HERE or OPEN; replaces the row in `agents` while a run hands out contacts.

    Returns
    -------
    bool
        True when waiting for that person makes sense.
    """
    for agent in range(len(availability)):
        if (
            availability[agent] != AWAY
            and not has_refused(agent, contact, now_s, waiting)
            and fit(agent, contact, now_s, agents, lanes, waiting) != UNFIT
        ):
            return True
    return False
