"""What does each agent hold, and can they take more? Slots, interruption, time used."""

import math

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.routing_state import (
    STATUS_OFF,
    STATUS_READY,
    availability,
    why_not_ready,
)
from frontlinje.routing.rules.tables import OPEN, WHOLE
from frontlinje.simulation.outcome import (
    AGENT_BUSY_MS,
    AGENT_ON_DUTY_MS,
    BUSY_MS,
    N_AGENT_COLUMNS,
    N_INTERVAL_COLUMNS,
    ON_DUTY_MS,
)
from frontlinje.simulation.timers import set_agent
from frontlinje.simulation.waiting import line_of
from frontlinje.simulation.world import (
    INTERVAL_ROW,
    N_OPEN,
    N_OPEN_KINDS,
    REPLICATION,
    TOUCHED,
    World,
)


@jitable
def ms(seconds: float) -> int:
    """Return a time in whole milliseconds."""
    return int(seconds * 1000.0 + 0.5)


@jitable
def set_agent_timer(w: World, agent: int) -> None:
    """Set when the next thing happens to an agent."""
    live = w.live
    at_s = min(
        live.turn_s[agent], live.offer_ends_s[agent], live.back_s[agent], live.work_ends_s[agent]
    )
    set_agent(w, agent, at_s)


@jitable
def review(w: World, agent: int) -> None:
    """Look through what an agent has in hand, whenever that changed; the only place.

    What is free, when the next of it ends, whether it keeps busy (what is laid aside keeps nobody
    busy), and whether anything may be offered.
    """
    live, given = w.live, w.given
    taken = 0
    interruptible = 0
    is_wrapping_up = False
    is_busy = 0
    ends_s = math.inf
    for slot in range(agent * given.n_slots, (agent + 1) * given.n_slots):
        contact = live.held[slot]
        if contact >= 0:
            lane = live.lane[contact]
            line = line_of(w, lane)
            taken += w.lanes.units[line]
            if given.is_interruptible[line] != 0 and given.is_call[lane] == 0:
                interruptible += w.lanes.units[line]
            if live.wraps_s[slot] < 0.0:
                is_wrapping_up = True
            if live.left_s[slot] < 0.0:
                is_busy = 1
            ends_s = min(ends_s, live.ends_s[slot])
    live.is_busy[agent] = is_busy
    live.work_ends_s[agent] = ends_s
    live.free_units[agent] = WHOLE - taken
    live.free_for_calls[agent] = WHOLE - taken + interruptible
    reason = why_not_ready(
        STATUS_READY if live.is_on_duty[agent] != 0 else STATUS_OFF,
        True,
        True,
        live.is_away[agent] != 0,
        live.offer[agent] >= 0,
        is_wrapping_up,
        live.free_units[agent],
        live.free_for_calls[agent],
    )
    make_available(w, agent, availability(reason))


@jitable
def make_available(w: World, agent: int, to: int) -> None:
    """Set an agent's availability, and keep the lines of those who are open."""
    live = w.live
    was_open = live.availability[agent] == OPEN
    live.availability[agent] = to
    if to == OPEN and not was_open:
        stand_open(w, agent)
    elif was_open and to != OPEN:
        leave_open(w, agent)


@jitable
def stand_open(w: World, agent: int) -> None:
    """Put an agent into the line of the open ones of their kind, by time idle, then by index."""
    live = w.live
    live.n[N_OPEN] += 1
    kind = w.given.kind[agent]
    idle_s = live.idle_since_s[agent]
    before = live.last_open[kind]
    while before >= 0 and (
        live.idle_since_s[before] > idle_s
        or (live.idle_since_s[before] == idle_s and before > agent)
    ):
        before = live.open_before[before]
    after = live.first_open[kind] if before < 0 else live.open_after[before]
    live.open_before[agent] = before
    live.open_after[agent] = after
    if after >= 0:
        live.open_before[after] = agent
    else:
        live.last_open[kind] = agent
    if before >= 0:
        live.open_after[before] = agent
        return
    live.first_open[kind] = agent
    if after < 0:
        place = live.n[N_OPEN_KINDS]
        live.n[N_OPEN_KINDS] = place + 1
        live.open_kinds[place] = kind
        live.kind_place[kind] = place


@jitable
def leave_open(w: World, agent: int) -> None:
    """Take an agent out of the line of the open ones of their kind."""
    live = w.live
    live.n[N_OPEN] -= 1
    kind = w.given.kind[agent]
    before, after = live.open_before[agent], live.open_after[agent]
    if after >= 0:
        live.open_before[after] = before
    else:
        live.last_open[kind] = before
    if before >= 0:
        live.open_after[before] = after
        return
    live.first_open[kind] = after
    if after < 0:
        n_left = live.n[N_OPEN_KINDS] - 1
        live.n[N_OPEN_KINDS] = n_left
        place, other = live.kind_place[kind], live.open_kinds[n_left]
        live.open_kinds[place] = other
        live.kind_place[other] = place


@jitable
def free_slot(w: World, agent: int) -> int:
    """Return a slot of an agent in which nothing is; there is one as long as the units allow."""
    n_slots = w.given.n_slots
    for slot in range(agent * n_slots, (agent + 1) * n_slots):
        if w.live.held[slot] < 0:
            return slot
    return agent * n_slots


@jitable
def has_call(w: World, agent: int) -> bool:
    """Tell whether an agent has a call in hand."""
    n_slots = w.given.n_slots
    for slot in range(agent * n_slots, (agent + 1) * n_slots):
        contact = w.live.held[slot]
        if contact >= 0 and w.given.is_call[w.live.lane[contact]] != 0:
            return True
    return False


@jitable
def interrupt(w: World, agent: int, now_s: float) -> None:
    """Lay aside whatever an agent holds that may be interrupted; wrap-up ends by its clock."""
    live, given = w.live, w.given
    if given.n_slots == 1:
        return
    for slot in range(agent * given.n_slots, (agent + 1) * given.n_slots):
        contact = live.held[slot]
        if contact < 0 or live.left_s[slot] >= 0.0 or live.wraps_s[slot] < 0.0:
            continue
        lane = live.lane[contact]
        if given.is_call[lane] == 0 and given.is_interruptible[line_of(w, lane)] != 0:
            live.left_s[slot] = live.ends_s[slot] - now_s
            live.ends_s[slot] = math.inf


@jitable
def resume(w: World, agent: int, now_s: float) -> None:
    """Let an agent go on with what was laid aside, if nothing stands in the way any more."""
    live, n_slots = w.live, w.given.n_slots
    if live.is_on_duty[agent] == 0 or has_call(w, agent):
        return
    for slot in range(agent * n_slots, (agent + 1) * n_slots):
        if live.held[slot] >= 0 and live.left_s[slot] >= 0.0:
            live.ends_s[slot] = now_s + live.left_s[slot]
            live.left_s[slot] = -1.0


# -- Time used -------------------------------------------------------------------------------------
@jitable
def count_time(w: World, agent: int, now_s: float) -> None:
    """Book the time that an agent was on duty and busy until now."""
    live, given = w.live, w.given
    own = (live.n[REPLICATION] * given.n_agents + agent) * N_AGENT_COLUMNS
    of_all = live.n[INTERVAL_ROW] * N_INTERVAL_COLUMNS
    if live.is_on_duty[agent] != 0:
        used = ms(now_s - live.duty_since_s[agent])
        live.duty_since_s[agent] = now_s
        live.agents_out[own + AGENT_ON_DUTY_MS] += used
        live.intervals_out[of_all + ON_DUTY_MS] += used
    if live.busy_since_s[agent] >= 0.0:
        used = ms(now_s - live.busy_since_s[agent])
        live.busy_since_s[agent] = now_s
        live.agents_out[own + AGENT_BUSY_MS] += used
        live.intervals_out[of_all + BUSY_MS] += used


@jitable
def note_busy(w: World, agent: int, now_s: float) -> None:
    """Begin or end an agent's busy time, as it now is."""
    live = w.live
    was_busy = live.busy_since_s[agent] >= 0.0
    if live.is_busy[agent] != 0 and not was_busy:
        live.busy_since_s[agent] = now_s
    elif was_busy and live.is_busy[agent] == 0:
        count_time(w, agent, now_s)
        live.busy_since_s[agent] = -1.0


@jitable
def close_agent(w: World, agent: int, now_s: float) -> None:
    """Do what is left of an agent in this event: the timer first, the next event waits for it."""
    live = w.live
    set_agent_timer(w, agent)
    note_busy(w, agent, now_s)
    if agent == live.n[TOUCHED]:
        live.n[TOUCHED] = -1
