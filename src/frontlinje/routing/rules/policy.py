"""Who gets which contact? The one policy: dispatch asks it live, the simulator compiles the same source.

Functions take the tables of `tables.py` and return indices, -1 for nobody. They never write to a table.
Formulas and reasons: docs/routing.md.
"""

from typing import Final

from frontlinje.base.jit import Ints, jitable
from frontlinje.routing.rules.tables import AWAY, HERE, OPEN, Agents, Lanes, Waiting

NOBODY: Final = -1
UNFIT: Final = -1
REFUSED: Final = 512
"""Rank of someone who refused lately; below it STRANGER, tier and fit, see `best_agent`."""
STRANGER: Final = 256
TIER: Final = 16
LEVEL_STEP: Final = 3
"""Levels that make a real difference: people are graded 1-3 basic, 4-6 good, 7-9 expert."""
FAR_ABOVE: Final = 2
"""Worst fit of someone who holds the full level; below the full level starts one above this."""


@jitable
def urgency(contact: int, now_s: float, lanes: Lanes, waiting: Waiting) -> float:
    """Tell how urgent a waiting contact is, on one scale over all channels.

    Parameters
    ----------
    contact : int
        Index in `waiting`.
    now_s : float
        Instant in seconds, same origin as `received_s`.
    lanes, waiting
        The tables.

    Returns
    -------
    float
        Waited time in promises plus weights, in promises; higher goes first.

    Notes
    -----
    ``(now - received) / promise + queue weight + customer weight + raised``. Each rounding is monotone,
    so of two contacts that differ only in age the older never scores below the newer.
    """
    lane = waiting.lane[contact]
    waited_s = now_s - waiting.received_s[contact]
    return waited_s / lanes.promise_s[lane] + lanes.weight[lane] + waiting.weight[contact] + waiting.raised[contact]


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
    if agents.most[agent * lanes.n_channels + lanes.channel[lane]] == 0:
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


@jitable
def best_agent(contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting, availability: Ints) -> int:
    """Choose the agent for a contact, with an availability of the caller's own; see `choose_agent`.

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
    int
        Agent index, or NOBODY.
    """
    lane = waiting.lane[contact]
    last_agent = waiting.last_agent[contact]
    has_refusals = waiting.refused_from[contact] != waiting.refused_from[contact + 1]
    best = NOBODY
    best_rank = 0
    best_free = 0
    best_idle_s = 0.0
    for agent in range(len(availability)):
        if availability[agent] != OPEN or not has_room(agent, lane, agents, lanes):
            continue
        rank = fit(agent, contact, now_s, agents, lanes, waiting)
        if rank == UNFIT:
            continue
        rank += TIER * agents.tier[agent]
        if agent != last_agent:
            rank += STRANGER
        if has_refusals and has_refused(agent, contact, now_s, waiting):
            rank += REFUSED
        free = agents.free_units[agent]
        idle_s = agents.idle_since_s[agent]
        if best == NOBODY or (
            rank < best_rank
            or (rank == best_rank and (free > best_free or (free == best_free and idle_s < best_idle_s)))
        ):
            best = agent
            best_rank = rank
            best_free = free
            best_idle_s = idle_s
    if best_rank >= REFUSED and somebody_else(contact, now_s, agents, lanes, waiting, availability):
        return NOBODY
    return best


@jitable
def choose_agent(contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> int:
    """Choose the agent who should be offered a contact.

    Parameters
    ----------
    contact : int
        Index in `waiting`.
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.

    Returns
    -------
    int
        Agent index, or NOBODY.
    """
    return best_agent(contact, now_s, agents, lanes, waiting, agents.availability)


@jitable
def choose_contact(agent: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> int:
    """Choose the waiting contact for an agent's freed slot: the most urgent, among equals the oldest.

    Parameters
    ----------
    agent : int
        Index in `agents`.
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.

    Returns
    -------
    int
        Contact index, or NOBODY.
    """
    best = NOBODY
    best_urgency = 0.0
    best_received_s = 0.0
    for contact in range(len(waiting.lane)):
        how_urgent = urgency(contact, now_s, lanes, waiting)
        received_s = waiting.received_s[contact]
        if best != NOBODY and (
            how_urgent < best_urgency or (how_urgent == best_urgency and received_s >= best_received_s)
        ):
            continue
        if not may_take(agent, contact, now_s, agents, lanes, waiting):
            continue
        if has_refused(agent, contact, now_s, waiting) and somebody_else(
            contact, now_s, agents, lanes, waiting, agents.availability
        ):
            continue
        best = contact
        best_urgency = how_urgent
        best_received_s = received_s
    return best


@jitable
def asks_as_much(contact: int, than: int, lanes: Lanes, waiting: Waiting) -> bool:
    """Tell whether whoever does not suit one contact cannot suit another either.

    Parameters
    ----------
    contact, than : int
        Indices: the one in question, and the one known to suit nobody.
    lanes, waiting
        The tables.

    Returns
    -------
    bool
        True when `contact` is of the same lane, waited no longer and was opened and relaxed no further.
    """
    if (
        waiting.lane[contact] != waiting.lane[than]
        or waiting.received_s[contact] < waiting.received_s[than]
        or waiting.groups[contact] & ~waiting.groups[than] != 0
        or waiting.language[than] & ~waiting.language[contact] != 0
    ):
        return False
    for k in range(lanes.n_demands):
        if waiting.relaxed[contact * lanes.n_demands + k] > waiting.relaxed[than * lanes.n_demands + k]:
            return False
    return True


@jitable
def assign(now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> list[tuple[int, int]]:
    """Hand out all that can be handed out now, the most urgent contact first.

    Parameters
    ----------
    now_s : float
        Instant in seconds.
    agents, lanes, waiting
        The tables.

    Returns
    -------
    list of (int, int)
        Pairs (contact, agent) in the order they were made; each agent at most once.

    Notes
    -----
    The same pairs as asking `choose_agent` for one contact after the other in order of urgency, received,
    index, each chosen agent being HERE (offered) from then on. O(C log C + (pairs + k) A), where k counts the
    contacts that fit nobody and ask less than those before them: about one for each lane.
    """
    availability = [agents.availability[agent] for agent in range(len(agents.availability))]
    n_open = 0
    for agent in range(len(availability)):
        if availability[agent] == OPEN:
            n_open += 1
    pairs: list[tuple[int, int]] = []
    if n_open == 0:
        return pairs
    order = [
        (-urgency(contact, now_s, lanes, waiting), waiting.received_s[contact], contact)
        for contact in range(len(waiting.lane))
    ]
    order.sort()
    unmet = [contact for contact in range(0)]
    for _, _, contact in order:
        if n_open == 0:
            break
        is_hopeless = False
        for than in unmet:
            if asks_as_much(contact, than, lanes, waiting):
                is_hopeless = True
                break
        if is_hopeless:
            continue
        agent = best_agent(contact, now_s, agents, lanes, waiting, availability)
        if agent != NOBODY:
            pairs.append((contact, agent))
            availability[agent] = HERE
            n_open -= 1
        elif waiting.refused_from[contact] == waiting.refused_from[contact + 1]:
            unmet.append(contact)
    return pairs
