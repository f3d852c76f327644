"""Who gets which contact? The one policy: dispatch asks it, the simulator compiles this source.

Functions take the tables of `tables.py` and return indices, -1 for nobody; they write to no table.
Formulas and reasons: docs/routing.md.
"""

from typing import Final

from frontlinje.base.jit import Ints, jitable
from frontlinje.routing.rules.eligibility import (
    UNFIT,
    fit,
    has_refused,
    has_room,
    somebody_else,
)
from frontlinje.routing.rules.tables import HERE, OPEN, Agents, Lanes, Waiting

NOBODY: Final = -1

# An agent's rank for a contact is REFUSED + STRANGER + TIER * tier + fit, where each part outweighs
# all parts after it; the lowest rank is asked first.
TIER: Final = 16
STRANGER: Final = 256
REFUSED: Final = 512


@jitable
def priority(
    waited_s: float, promise_s: float, queue_weight: float, customer_weight: float, raised: float
) -> float:
    """Compute the priority of a waiting contact, on one scale over all channels.

    Parameters
    ----------
    waited_s : float
        Seconds waited.
    promise_s : float
        Promised answer time in seconds, above 0.
    queue_weight, customer_weight, raised : float
        Head starts in promises: +1 counts as one whole promise already waited.

    Returns
    -------
    float
        Promises waited and given; the highest goes first.

    Notes
    -----
    Every rounding here is monotone in `waited_s`, so of two contacts that differ in age alone the
    older never scores below the newer.

    Examples
    --------
    >>> priority(40.0, 20.0, 1.0, 0.0, 0.5)
    3.5
    """
    return waited_s / promise_s + queue_weight + customer_weight + raised


@jitable
def priority_of(contact: int, now_s: float, lanes: Lanes, waiting: Waiting) -> float:
    """Compute the priority of one contact of the tables.

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
        See `priority`.
    """
    lane = waiting.lane[contact]
    return priority(
        now_s - waiting.received_s[contact],
        lanes.promise_s[lane],
        lanes.weight[lane],
        waiting.weight[contact],
        waiting.raised[contact],
    )


@jitable
def rank_of(
    agent: int, contact: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting
) -> int:
    """Rank an agent among those who could take a contact, the lowest first.

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
        UNFIT, or: who refused it lately after all others, then who served this customer before,
        then own staff, then the best fit.
    """
    rank = fit(agent, contact, now_s, agents, lanes, waiting)
    if rank == UNFIT:
        return UNFIT
    rank += TIER * agents.tier[agent]
    if agent != waiting.last_agent[contact]:
        rank += STRANGER
    has_refusals = waiting.refused_from[contact] != waiting.refused_from[contact + 1]
    if has_refusals and has_refused(agent, contact, now_s, waiting):
        rank += REFUSED
    return rank


@jitable
def best_agent(
    contact: int,
    now_s: float,
    agents: Agents,
    lanes: Lanes,
    waiting: Waiting,
    availability: Ints,
    asked: Ints,
    n_asked: int,
) -> int:
    """Choose the agent for a contact as `choose_agent` does, among some of the agents.

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
    asked : int (n_asked or more)
        Indices of agents in any order, each once: all who are OPEN and may suit it, and others or
        not.
    n_asked : int
        How many of `asked` count.

    Returns
    -------
    int
        Agent index, or NOBODY; the same however `asked` is ordered.
    """
    lane = waiting.lane[contact]
    best = NOBODY
    best_rank = 0
    best_free = 0
    best_idle_s = 0.0
    for k in range(n_asked):
        agent = asked[k]
        if availability[agent] != OPEN or not has_room(agent, lane, agents, lanes):
            continue
        rank = rank_of(agent, contact, now_s, agents, lanes, waiting)
        if rank == UNFIT:
            continue
        free = agents.free_units[agent]
        idle_s = agents.idle_since_s[agent]
        if (
            best == NOBODY
            or rank < best_rank
            or (rank == best_rank and free > best_free)
            or (rank == best_rank and free == best_free and idle_s < best_idle_s)
            or (rank == best_rank and free == best_free and idle_s == best_idle_s and agent < best)
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
    """Choose the agent to whom a contact is offered.

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
        Agent index, or NOBODY: then the contact stays where it is.

    Notes
    -----
    Of those who may take it: who has not refused it lately, the last agent, own staff before the
    last resort, best `fit`, most units free, longest idle, lowest index. Someone who refused it
    lately gets it only when nobody else on duty suits it. O(A).
    """
    n_agents = len(agents.availability)
    everybody = range(n_agents)
    return best_agent(
        contact, now_s, agents, lanes, waiting, agents.availability, everybody, n_agents
    )


@jitable
def choose_contact(agent: int, now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> int:
    """Choose the waiting contact for an agent's freed slot.

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

    Notes
    -----
    Of the contacts the agent may take: the highest priority, among equals the oldest, then the
    lowest index; never one the agent refused lately while somebody else on duty suits it. O(C).
    """
    lane_of, received_s, weight, raised = (
        waiting.lane,
        waiting.received_s,
        waiting.weight,
        waiting.raised,
    )
    promise_s, lane_weight = lanes.promise_s, lanes.weight
    best = NOBODY
    best_priority = 0.0
    if agents.availability[agent] != OPEN:
        return NOBODY
    for contact in range(len(lane_of)):
        lane = lane_of[contact]
        now_priority = priority(
            now_s - received_s[contact],
            promise_s[lane],
            lane_weight[lane],
            weight[contact],
            raised[contact],
        )
        if best != NOBODY and (
            now_priority < best_priority
            or (now_priority == best_priority and received_s[contact] >= received_s[best])
        ):
            continue
        if fit(agent, contact, now_s, agents, lanes, waiting) == UNFIT or not has_room(
            agent, lane, agents, lanes
        ):
            continue
        if has_refused(agent, contact, now_s, waiting) and somebody_else(
            contact, now_s, agents, lanes, waiting, agents.availability
        ):
            continue
        best = contact
        best_priority = now_priority
    return best


@jitable
def asks_as_much(contact: int, than: int, lanes: Lanes, waiting: Waiting) -> bool:
    """Tell whether an agent who does not suit one contact cannot suit another either.

    Parameters
    ----------
    contact, than : int
        Indices: the one in question, and the one that does not suit.
    lanes, waiting
        The tables.

    Returns
    -------
    bool
        True when `contact` is of the same lane, has waited no longer, and was neither opened to
        other groups nor relaxed further.
    """
    if (
        waiting.lane[contact] != waiting.lane[than]
        or waiting.received_s[contact] < waiting.received_s[than]
        or waiting.groups[contact] & ~waiting.groups[than] != 0
        or waiting.language[than] & ~waiting.language[contact] != 0
    ):
        return False
    n_demands = lanes.n_demands
    for k in range(n_demands):
        if waiting.relaxed[contact * n_demands + k] > waiting.relaxed[than * n_demands + k]:
            return False
    return True


@jitable
def assign(now_s: float, agents: Agents, lanes: Lanes, waiting: Waiting) -> list[tuple[int, int]]:
    """Hand out all that can be handed out now, the highest priority first.

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
    The same pairs as asking `choose_agent` for one contact after the other, ordered by priority,
    received, index, each chosen agent being HERE (offered) from then on.
    O(C log C + (pairs + k) A): k counts the contacts that suit nobody and are not known to ask as
    much as an earlier such one, about one for each lane.
    """
    availability = [agents.availability[agent] for agent in range(len(agents.availability))]
    asked = [agent for agent in range(len(availability)) if availability[agent] == OPEN]
    n_open = len(asked)
    pairs: list[tuple[int, int]] = []
    unmet: list[int] = []
    if n_open == 0:
        return pairs
    order = [
        (-priority_of(contact, now_s, lanes, waiting), waiting.received_s[contact], contact)
        for contact in range(len(waiting.lane))
    ]
    order.sort()
    for _, _, contact in order:
        lane = waiting.lane[contact]
        is_hopeless = False
        for than in unmet:
            if waiting.lane[than] == lane and asks_as_much(contact, than, lanes, waiting):
                is_hopeless = True
                break
        if is_hopeless:
            continue
        chosen = best_agent(contact, now_s, agents, lanes, waiting, availability, asked, len(asked))
        if chosen != NOBODY:
            pairs.append((contact, chosen))
            availability[chosen] = HERE
            n_open -= 1
            if n_open == 0:
                break
        elif waiting.refused_from[contact] == waiting.refused_from[contact + 1]:
            unmet.append(contact)
    return pairs
