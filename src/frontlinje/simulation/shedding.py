"""Which channel does load close or open now? `continuity.rules.shedding`, on the kernel's rows.

The live centre's rule is written with dates and codes, this one with numbers; that they decide the
same is proved with the naive reference, which asks the live centre's.
"""

import math

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.tables import AWAY
from frontlinje.simulation.coming import is_open
from frontlinje.simulation.world import N_SHED, N_WAITING, SHED_TURNING, STAGE, World


@jitable
def load_now(w: World) -> float:
    """Return how many wait for each agent on duty, busy or not."""
    live = w.live
    n_waiting = live.n[N_WAITING]
    n_ready = 0
    for agent in range(w.given.n_agents):
        if live.availability[agent] != AWAY:
            n_ready += 1
    if n_waiting == 0:
        return 0.0
    return n_waiting / n_ready if n_ready > 0 else math.inf


@jitable
def shed_load(w: World, now_s: float) -> None:
    """Close or open the channel whose turn it is."""
    live, given = w.live, w.given
    stage = live.n[STAGE]
    give_up_closings(w, stage, now_s)
    if given.shed_from[stage] == given.shed_from[stage + 1]:
        live.n[SHED_TURNING] = 0
        return
    load = load_now(w)
    turning = 0
    if load > given.shed_over[stage]:
        turning = 1
    elif load < given.shed_under[stage]:
        turning = -1
    if turning != live.n[SHED_TURNING]:
        live.n[SHED_TURNING] = turning
        live.shed_since_s[0] = now_s
    if turning == 0 or now_s - live.shed_since_s[0] < given.shed_for_s[stage]:
        return
    rested_s = now_s - given.shed_rest_s[stage]
    if turning == 1:
        close_next(w, stage, rested_s, now_s)
        return
    n_shed = live.n[N_SHED]
    if n_shed > 0 and live.flipped_s[live.shed[n_shed - 1]] <= rested_s:
        open_again(w, n_shed - 1, now_s)


@jitable
def give_up_closings(w: World, stage: int, now_s: float) -> None:
    """Open at once what the stage does not name any more: a person decided that."""
    live, given = w.live, w.given
    place = 0
    while place < live.n[N_SHED]:
        is_named = False
        for k in range(given.shed_from[stage], given.shed_from[stage + 1]):
            if given.shed_channel[k] == live.shed[place]:
                is_named = True
        if is_named:
            place += 1
        else:
            open_again(w, place, now_s)


@jitable
def close_next(w: World, stage: int, rested_s: float, now_s: float) -> None:
    """Close the first open channel of the order, unless it has flipped too lately."""
    live, given = w.live, w.given
    for k in range(given.shed_from[stage], given.shed_from[stage + 1]):
        channel = given.shed_channel[k]
        if live.is_shed[channel] != 0 or not is_any_lane_open(w, channel, now_s):
            continue
        if live.flipped_s[channel] <= rested_s:
            live.is_shed[channel] = 1
            live.flipped_s[channel] = now_s
            live.shed[live.n[N_SHED]] = channel
            live.n[N_SHED] += 1
            live.shed_since_s[0] = now_s
        return


@jitable
def open_again(w: World, place: int, now_s: float) -> None:
    """Open a channel that load has closed."""
    live = w.live
    channel = live.shed[place]
    live.is_shed[channel] = 0
    live.flipped_s[channel] = now_s
    live.shed_since_s[0] = now_s
    live.n[N_SHED] -= 1
    for k in range(place, live.n[N_SHED]):
        live.shed[k] = live.shed[k + 1]


@jitable
def is_any_lane_open(w: World, channel: int, now_s: float) -> bool:
    """Tell whether a channel is open to anybody."""
    some = False
    for lane in range(w.given.n_lanes):
        if w.given.channel[lane] == channel and is_open(w, lane, now_s):
            some = True
    return some
