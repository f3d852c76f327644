"""How is a day played? Event by event, replication by replication; compiled or plain, all the same.

The text of what happens is docs/simulation.md; who gets what is decided by `routing.rules`.
"""

import math
from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.tables import AWAY
from frontlinje.simulation.chance import BITS, STEP, derived, gamma, uniform
from frontlinje.simulation.coming import (
    draw_amount,
    drawn_arrival,
    give_up,
    later_arrival,
    plan_next_arrival,
    set_later_timer,
    settle,
)
from frontlinje.simulation.handing_out import hand_out
from frontlinje.simulation.hands import (
    close_agent,
    count_time,
    interrupt,
    resume,
    review,
    set_agent_timer,
)
from frontlinje.simulation.holding import without_overflow
from frontlinje.simulation.outcome import BACKLOG, LEFT, N_LANE_COLUMNS
from frontlinje.simulation.overflowing import sweep
from frontlinje.simulation.serving import ALL, FREED, end_offer, end_work, take_back, want
from frontlinje.simulation.timers import (
    NEXT_AGENT,
    NEXT_IMPATIENT,
    NEXT_LANE,
    NEXT_LATER,
    NEXT_TURN,
    forget_timers,
    next_instant,
    start_sweeps,
)
from frontlinje.simulation.waiting import line_up, show_apart, show_oldest
from frontlinje.simulation.world import (
    INTERVAL,
    INTERVAL_ROW,
    IS_FULL,
    N_APART,
    N_EVENTS,
    N_FREE,
    N_NUMBERS,
    NEWCOMER,
    NOT_THERE,
    OFFERED_NOW,
    REPLICATION,
    STAGE,
    TOUCHED,
    WAITS,
    WAITS_APART,
    World,
)

# Which stream of a replication's seed serves which purpose.
_FACTOR: Final = 0
_KNOWN: Final = 1
_ABSENT: Final = 2
_LANES: Final = 3


@jitable
def play_days(w: World, seed: int, first: int, n: int) -> int:
    """Play replications ``first`` up to ``first + n`` into rows 0 up to ``n`` of what is counted.

    Parameters
    ----------
    w : World
        The day; what is counted must be 0 at first.
    seed : int
        Of the whole drill, 0 up to 2**62 - 1: scenarios with the same seed share chance.
    first, n : int
        Which replications.

    Returns
    -------
    int
        How many were played. Fewer than ``n`` when a pool was too small: the row after them then
        holds what was counted until then.
    """
    for row in range(n):
        own_seed = derived(seed, first + row)
        begin_day(w, own_seed, row)
        play_day(w, own_seed)
        w.live.events_out[row] = w.live.n[N_EVENTS]
        if w.live.n[IS_FULL] != 0:
            return row
    return n


@jitable
def play_day(w: World, seed: int) -> None:
    """Play all events of a day in order."""
    live, length_s = w.live, w.given.length_s
    n_events = 0
    while live.n[IS_FULL] == 0:
        now_s = next_instant(w)
        if now_s >= length_s:
            break
        n_events += 1
        live.n[NEWCOMER] = -1
        live.n[TOUCHED] = -1
        play_event(w, now_s, seed)
        hand_out(w, now_s)
        finish_event(w, now_s)
    live.n[N_EVENTS] = n_events
    end_day(w)


@jitable
def play_event(w: World, now_s: float, seed: int) -> None:
    """Do what comes first of what happens now."""
    live = w.live
    if live.next_s[NEXT_TURN] == now_s:
        turn(w, now_s)
    elif live.next_s[NEXT_AGENT] == now_s:
        agent = live.agent_tree[1]
        live.n[TOUCHED] = agent
        agent_event(w, agent, now_s)
    elif live.next_s[NEXT_IMPATIENT] == now_s:
        give_up(w, live.impatient[0], now_s)
    elif live.next_s[NEXT_LATER] == now_s:
        later_arrival(w, now_s, derived(seed, _KNOWN))
    elif live.next_s[NEXT_LANE] == now_s:
        drawn_arrival(w, live.lane_tree[1], now_s)
    else:
        sweep(w, now_s)


@jitable
def finish_event(w: World, now_s: float) -> None:
    """Do once what dispatch may have made unnecessary: patience, busy time, the agent's timer."""
    newcomer, agent = w.live.n[NEWCOMER], w.live.n[TOUCHED]
    if newcomer >= 0:
        settle(w, newcomer, now_s)
    if agent >= 0:
        close_agent(w, agent, now_s)


@jitable
def agent_event(w: World, agent: int, now_s: float) -> None:
    """Do what happens to an agent: the shift first, then their return, an offer, and work."""
    live, n_slots = w.live, w.given.n_slots
    if live.turn_s[agent] <= now_s:
        turn_shift(w, agent, now_s)
    elif live.back_s[agent] <= now_s:
        live.back_s[agent] = math.inf
        live.is_away[agent] = 0
        live.misses[agent] = 0
        live.idle_since_s[agent] = now_s
        review(w, agent)
        want(w, FREED, agent)
    elif live.offer_ends_s[agent] <= now_s:
        end_offer(w, agent, now_s)
    else:
        for slot in range(agent * n_slots, (agent + 1) * n_slots):
            if live.ends_s[slot] <= now_s:
                end_work(w, agent, slot, now_s)
                return


@jitable
def turn_shift(w: World, agent: int, now_s: float) -> None:
    """Let an agent come on duty or go off; what cannot be laid aside is finished first."""
    live, given = w.live, w.given
    is_coming = live.turn[agent] % 2 == 0
    live.turn[agent] += 1
    set_turn(w, agent)
    if is_coming:
        live.is_on_duty[agent] = 1
        live.duty_since_s[agent] = now_s
        live.idle_since_s[agent] = given.duty_on_s[live.turn[agent] // 2]
        resume(w, agent, now_s)
        review(w, agent)
        want(w, FREED, agent)
        return
    count_time(w, agent, now_s)
    live.is_on_duty[agent] = 0
    interrupt(w, agent, now_s)
    is_offered = live.offer[agent] >= 0
    if is_offered:
        line_up(w, take_back(w, agent))
        start_sweeps(w, now_s)
    review(w, agent)
    if is_offered:
        want(w, ALL, -1)


@jitable
def set_turn(w: World, agent: int) -> None:
    """Set when an agent comes on duty or goes off next."""
    live, given = w.live, w.given
    span = live.turn[agent] // 2
    if span >= given.duty_from[agent + 1]:
        live.turn_s[agent] = math.inf
    elif live.turn[agent] % 2 == 0:
        live.turn_s[agent] = max(0.0, given.duty_on_s[span])
    else:
        live.turn_s[agent] = given.duty_off_s[span]


@jitable
def turn(w: World, now_s: float) -> None:
    """Begin the next stage, or the next interval."""
    live, given = w.live, w.given
    stage = live.n[STAGE] + 1
    if stage < given.n_stages and given.stage_from_s[stage] <= now_s:
        live.n[STAGE] = stage
        begin_stage(w)
        want(w, ALL, -1)
    else:
        end_interval(w, now_s)
        live.n[INTERVAL] += 1
        live.n[INTERVAL_ROW] += 1
    set_turn_timer(w)


@jitable
def set_turn_timer(w: World) -> None:
    """Set when the next stage or interval begins."""
    live, given = w.live, w.given
    at_s = (live.n[INTERVAL] + 1) * given.interval_s
    stage = live.n[STAGE] + 1
    if stage < given.n_stages:
        at_s = min(at_s, given.stage_from_s[stage])
    live.next_s[NEXT_TURN] = at_s


@jitable
def begin_stage(w: World) -> None:
    """Let the rules of the new stage hold for all that is there."""
    live, given = w.live, w.given
    for contact in range(len(live.state)):
        if live.state[contact] != NOT_THERE:
            without_overflow(w, contact)
    for lane in range(given.n_lanes):
        show_oldest(w, lane)
    for place in range(given.n_lanes, given.n_lanes + live.n[N_APART]):
        show_apart(w, place, live.place_contact[place])
    for agent in range(given.n_agents):
        review(w, agent)


@jitable
def end_interval(w: World, now_s: float) -> None:
    """Count what waits, and the time that agents used until now."""
    live, given = w.live, w.given
    for agent in range(given.n_agents):
        count_time(w, agent, now_s)
    row = live.n[INTERVAL_ROW] * given.n_lanes
    for lane in range(given.n_lanes):
        live.lanes_out[(row + lane) * N_LANE_COLUMNS + BACKLOG] += live.n_in_lane[lane]


@jitable
def end_day(w: World) -> None:
    """Count what is left."""
    live = w.live
    end_interval(w, w.given.length_s)
    for contact in range(len(live.state)):
        if live.state[contact] in (WAITS, WAITS_APART, OFFERED_NOW):
            live.lanes_out[live.book[contact] + LEFT] += 1


# -- The beginning ---------------------------------------------------------------------------------
@jitable
def begin_day(w: World, seed: int, row: int) -> None:
    """Set everything to the beginning of a day."""
    live, given = w.live, w.given
    for k in range(N_NUMBERS):
        live.n[k] = 0
    live.n[REPLICATION] = row
    live.n[INTERVAL_ROW] = row * given.n_intervals
    forget_timers(w)
    n_contacts = len(live.state)
    for contact in range(n_contacts):
        live.state[contact] = NOT_THERE
        live.free_contacts[contact] = n_contacts - 1 - contact
    live.n[N_FREE] = n_contacts
    live.factor[0] = 1.0
    if given.factor_shape > 0.0:
        live.factor[0] = gamma(given.factor_shape, derived(seed, _FACTOR))
    for queue in range(given.n_queues):
        live.n_in_queue[queue] = 0
    for place in range(len(live.place_lane)):
        live.place_contact[place] = -1
        live.place_groups[place] = 0
        live.place_since_s[place] = math.inf
        live.place_last_agent[place] = -1
    for lane in range(given.n_lanes):
        begin_lane(w, lane, derived(seed, _LANES + lane))
    for kind in range(given.n_kinds):
        live.first_open[kind] = -1
        live.last_open[kind] = -1
    absent = derived(seed, _ABSENT)
    for agent in range(given.n_agents):
        is_absent = uniform(derived(absent, agent)) < given.absent_share[agent]
        begin_agent(w, agent, is_absent)
    for channel in range(w.lanes.n_channels):
        live.is_shed[channel] = 0
        live.flipped_s[channel] = -math.inf
    if given.has_shedding != 0:
        start_sweeps(w, 0.0)
    set_turn_timer(w)
    set_later_timer(w)


@jitable
def begin_lane(w: World, lane: int, stream: int) -> None:
    """Set a lane to the beginning of a day."""
    live = w.live
    live.lane_stream[lane] = (stream - STEP) & BITS  # The first draw is an amount.
    draw_amount(w, lane)
    live.lane_interval[lane] = 0
    live.lane_span[lane] = w.given.span_from[lane]
    live.oldest[lane] = -1
    live.newest[lane] = -1
    live.n_in_lane[lane] = 0
    live.n_sweeps[lane] = 0
    plan_next_arrival(w, lane, 0.0)


@jitable
def begin_agent(w: World, agent: int, is_absent: bool) -> None:
    """Set an agent to the beginning of a day."""
    live, given = w.live, w.given
    first, last = given.duty_from[agent], given.duty_from[agent + 1]
    live.turn[agent] = 2 * (last if is_absent else first)
    set_turn(w, agent)
    live.back_s[agent] = math.inf
    live.offer[agent] = -1
    live.offer_ends_s[agent] = math.inf
    live.is_on_duty[agent] = 0
    live.is_away[agent] = 0
    live.misses[agent] = 0
    live.idle_since_s[agent] = 0.0
    live.busy_since_s[agent] = -1.0
    live.is_busy[agent] = 0
    live.work_ends_s[agent] = math.inf
    live.availability[agent] = AWAY
    for slot in range(agent * given.n_slots, (agent + 1) * given.n_slots):
        live.held[slot] = -1
        live.ends_s[slot] = math.inf
        live.wraps_s[slot] = 0.0
        live.left_s[slot] = -1.0
    set_agent_timer(w, agent)
