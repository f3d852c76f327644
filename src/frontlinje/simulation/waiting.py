"""What waits, and what does the policy see of it? A line for each lane, and places for the policy.

Contacts of a lane ask the same, and the oldest comes first whatever happens (overflow does no less
for the older), so the policy is shown the oldest of each lane alone. A contact that was refused,
has a weight of its own or an agent who knows it stands apart, on a place of its own.
"""

import math

from frontlinje.base.jit import jitable
from frontlinje.simulation.holding import catch_up
from frontlinje.simulation.world import (
    APART_FULL,
    ARRIVES,
    IS_FULL,
    N_APART,
    N_BEEN,
    N_REFUSALS,
    N_WAITING,
    STAGE,
    WAITS,
    WAITS_APART,
    World,
)


@jitable
def line_of(w: World, lane: int) -> int:
    """Return the row of a lane in the policy's tables, as the stage now is."""
    return w.live.n[STAGE] * w.given.n_lanes + lane


@jitable
def is_alone_in_kind(w: World, contact: int) -> bool:
    """Tell whether a contact is unlike the others of its lane."""
    live, given = w.live, w.given
    if live.n_refusals[contact] > 0:
        return True
    known = live.known[contact]
    return known >= 0 and (given.known_weight[known] > 0.0 or given.known_last_agent[known] >= 0)


@jitable
def line_up(w: World, contact: int) -> None:
    """Let a contact wait: in its lane's line by age, or apart."""
    live = w.live
    lane = live.lane[contact]
    live.n_swept[contact] = live.n_sweeps[lane]
    live.n[N_WAITING] += 1
    live.n_in_lane[lane] += 1
    live.n_in_queue[w.given.queue[lane]] += 1
    if is_alone_in_kind(w, contact):
        _stand_apart(w, contact)
        return
    live.state[contact] = WAITS
    before = live.newest[lane]
    since_s, came_s = live.since_s[contact], live.came_s[contact]
    # Those who came while it was closed all wait since it opened: then who came first.
    while before >= 0 and (
        live.since_s[before] > since_s
        or (live.since_s[before] == since_s and live.came_s[before] > came_s)
    ):
        before = live.before[before]
    after = live.oldest[lane] if before < 0 else live.after[before]
    live.before[contact] = before
    live.after[contact] = after
    if after < 0:
        live.newest[lane] = contact
    else:
        live.before[after] = contact
    if before < 0:
        live.oldest[lane] = contact
        show_oldest(w, lane)
    else:
        live.after[before] = contact


@jitable
def leave_line(w: World, contact: int) -> None:
    """Let a contact wait no more."""
    live = w.live
    lane = live.lane[contact]
    if live.state[contact] == ARRIVES:
        _show_nobody(w, lane)
        return
    live.n[N_WAITING] -= 1
    live.n_in_lane[lane] -= 1
    live.n_in_queue[w.given.queue[lane]] -= 1
    if live.state[contact] == WAITS_APART:
        _close_gap(w, live.holder[contact])
        return
    before, after = live.before[contact], live.after[contact]
    if after < 0:
        live.newest[lane] = before
    else:
        live.before[after] = before
    if before < 0:
        live.oldest[lane] = after
        show_oldest(w, lane)
    else:
        live.after[before] = after


@jitable
def show_oldest(w: World, lane: int) -> None:
    """Show the policy the oldest contact of a lane's line, or nobody."""
    contact = w.live.oldest[lane]
    line = line_of(w, lane)
    if contact < 0 or w.given.is_on_hold[line] != 0:
        _show_nobody(w, lane)
    else:
        catch_up(w, contact, lane, line)
        show(w, lane, contact, line)


@jitable
def show(w: World, place: int, contact: int, line: int) -> None:
    """Show the policy a contact on a place."""
    live, n_demands = w.live, w.lanes.n_demands
    live.place_contact[place] = contact
    live.place_lane[place] = line
    live.place_since_s[place] = live.since_s[contact]
    live.place_language[place] = w.given.language[live.lane[contact]]
    live.place_raised[place] = live.raised[contact]
    live.place_groups[place] = w.given.own_groups[line] | live.groups[contact]
    for k in range(n_demands):
        live.place_relaxed[place * n_demands + k] = live.relaxed[contact * n_demands + k]


@jitable
def _show_nobody(w: World, place: int) -> None:
    """Show what no agent suits: it is in no group, and has waited since never."""
    live = w.live
    live.place_contact[place] = -1
    live.place_groups[place] = 0
    live.place_since_s[place] = math.inf


@jitable
def _stand_apart(w: World, contact: int) -> None:
    live, given = w.live, w.given
    n_apart = live.n[N_APART]
    if n_apart >= given.n_apart:
        live.n[IS_FULL] = APART_FULL
        return
    live.n[N_APART] = n_apart + 1
    live.state[contact] = WAITS_APART
    show_apart(w, given.n_lanes + n_apart, contact)


@jitable
def show_apart(w: World, place: int, contact: int) -> None:
    """Show the policy a contact on a place of its own, with what is its own."""
    live, given = w.live, w.given
    live.holder[contact] = place
    lane = live.lane[contact]
    line = line_of(w, lane)
    show(w, place, contact, line)
    if given.is_on_hold[line] != 0:
        live.place_groups[place] = 0
        live.place_since_s[place] = math.inf
    known = live.known[contact]
    live.place_weight[place] = given.known_weight[known] if known >= 0 else 0.0
    live.place_last_agent[place] = given.known_last_agent[known] if known >= 0 else -1
    first = (place - given.n_lanes) * N_REFUSALS
    for k in range(N_REFUSALS):
        is_there = k < live.n_refusals[contact]
        kept = contact * N_REFUSALS + k
        live.place_refused_agent[first + k] = live.refusal_agent[kept] if is_there else -1
        live.place_refused_until_s[first + k] = live.refusal_until_s[kept] if is_there else 0.0


@jitable
def _close_gap(w: World, place: int) -> None:
    """Let everybody who stands apart behind a place move up by one."""
    live = w.live
    last = w.given.n_lanes + live.n[N_APART] - 1
    live.n[N_APART] -= 1
    while place < last:
        show_apart(w, place, live.place_contact[place + 1])
        place += 1
    _show_nobody(w, last)


@jitable
def refuse(w: World, contact: int, agent: int, until_s: float) -> None:
    """Remember that an agent let a contact lapse; the oldest of too many is forgotten."""
    live = w.live
    first = contact * N_REFUSALS
    if live.n_refusals[contact] == N_REFUSALS:
        for k in range(first, first + N_REFUSALS - 1):
            live.refusal_agent[k] = live.refusal_agent[k + 1]
            live.refusal_until_s[k] = live.refusal_until_s[k + 1]
        live.n_refusals[contact] -= 1
    last = first + live.n_refusals[contact]
    live.refusal_agent[last] = agent
    live.refusal_until_s[last] = until_s
    live.n_refusals[contact] += 1


@jitable
def was_in(w: World, contact: int, queue: int) -> bool:
    """Tell whether a contact is in a queue, or was sent on from it."""
    live = w.live
    was_there = w.given.queue[live.lane[contact]] == queue
    first = contact * N_BEEN
    for k in range(first, first + live.n_been[contact]):
        if live.been[k] == queue:
            was_there = True
    return was_there
