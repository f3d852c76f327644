"""What does overflow do to what waits? Looked at in every sweep, as the live centre does.

Whether a recipe holds is asked of `routing.rules.overflow.conditions_hold`. For an older contact
of a lane at least as many recipes hold, so a lane is looked through from its oldest until one for
which none holds and to which nothing was done before.
"""

import math

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.tables import AWAY
from frontlinje.simulation.chance import derived, uniform
from frontlinje.simulation.coming import is_open
from frontlinje.simulation.holding import hold_step, holds, without_overflow
from frontlinje.simulation.outcome import CALLED_BACK, OVERFLOWED, SENT_ON
from frontlinje.simulation.serving import ALL, DRAW_CALLBACK, discard, draw_usual, want
from frontlinje.simulation.shedding import shed_load
from frontlinje.simulation.timers import NEXT_SWEEP, forget_impatient
from frontlinje.simulation.waiting import (
    leave_line,
    line_of,
    line_up,
    show_apart,
    show_oldest,
    was_in,
)
from frontlinje.simulation.world import (
    N_APART,
    N_BEEN,
    N_WAITING,
    OFFER_CALLBACK,
    RAISE,
    SEND,
    SEND_OUT,
    SWEEP,
    World,
)


@jitable
def sweep(w: World, now_s: float) -> None:
    """Apply overflow to all that waits, then let dispatch look at everything."""
    live, given = w.live, w.given
    for lane in range(given.n_lanes):
        line = line_of(w, lane)
        if given.recipe_from[line] != given.recipe_from[line + 1] and live.n_in_lane[lane] > 0:
            sweep_lane(w, lane, line, now_s)
    if given.has_shedding != 0:
        shed_load(w, now_s)
    if live.n[N_WAITING] > 0 or given.has_shedding != 0:
        live.n[SWEEP] += 1
        live.next_s[NEXT_SWEEP] = live.n[SWEEP] * given.sweep_s
    else:
        live.next_s[NEXT_SWEEP] = math.inf
    want(w, ALL, -1)


@jitable
def sweep_lane(w: World, lane: int, line: int, now_s: float) -> None:
    """Apply a lane's recipes to its contacts, the oldest first."""
    live, given = w.live, w.given
    n_waiting = live.n_in_queue[given.queue[lane]]
    n_ready = ready_for(w, line)
    is_closed = not is_open(w, lane, now_s)
    live.n_sweeps[lane] += 1
    live.swept_s[lane] = now_s
    live.swept_waiting[lane] = n_waiting
    live.swept_ready[lane] = n_ready
    live.swept_closed[lane] = 1 if is_closed else 0
    contact = -1 if given.only_holds[line] != 0 else live.oldest[lane]
    while contact >= 0:
        after = live.after[contact]
        had = has_effects(w, contact)
        holds = apply_recipes(w, contact, line, n_waiting, n_ready, is_closed, now_s)
        if not holds and not had:
            break
        contact = after
    show_oldest(w, lane)
    place = given.n_lanes
    while place < given.n_lanes + live.n[N_APART]:
        contact = live.place_contact[place]
        n_apart = live.n[N_APART]
        if live.lane[contact] == lane:
            apply_recipes(w, contact, line, n_waiting, n_ready, is_closed, now_s)
        if live.n[N_APART] == n_apart and live.place_contact[place] == contact:
            show_apart(w, place, contact)
            place += 1


@jitable
def ready_for(w: World, line: int) -> int:
    """Count the agents on duty in a line's own answer groups, busy or not."""
    n_lines = w.lanes.n_queues
    n_ready = 0
    for agent in range(w.given.n_agents):
        if (
            w.live.availability[agent] != AWAY
            and w.agents.membership[agent * n_lines + line] & w.given.own_groups[line] != 0
        ):
            n_ready += 1
    return n_ready


@jitable
def has_effects(w: World, contact: int) -> bool:
    """Tell whether overflow did anything to a contact: what holds, or what is done once."""
    live, n_demands = w.live, w.lanes.n_demands
    if live.raised[contact] != 0.0 or live.groups[contact] != 0 or live.marks[contact] != 0:
        return True
    is_relaxed = False
    for k in range(contact * n_demands, (contact + 1) * n_demands):
        if live.relaxed[k] != 0:
            is_relaxed = True
    return is_relaxed


@jitable
def apply_recipes(
    w: World,
    contact: int,
    line: int,
    n_waiting: int,
    n_ready: int,
    is_closed: bool,
    now_s: float,
) -> bool:
    """Do to a contact what its line's recipes say, and tell whether any of them holds."""
    live, given = w.live, w.given
    without_overflow(w, contact)
    waited_s = now_s - live.since_s[contact]
    some_hold = False
    for recipe in range(given.recipe_from[line], given.recipe_from[line + 1]):
        if not holds(w, recipe, waited_s, n_waiting, n_ready, is_closed):
            continue
        some_hold = True
        mark = given.mark[recipe]
        is_done = live.marks[contact] & mark != 0
        for step in range(given.step_from[recipe], given.step_from[recipe + 1]):
            if given.step_does[step] <= RAISE:
                hold_step(w, contact, step)
            elif not is_done and do_once(w, contact, step, mark):
                return True
    return some_hold


@jitable
def do_once(w: World, contact: int, step: int, mark: int) -> bool:
    """Offer a call-back or send a contact on, and tell whether it has gone from its queue."""
    live, given = w.live, w.given
    does, target = given.step_does[step], given.step_whole[step]
    if does == OFFER_CALLBACK:
        live.marks[contact] |= mark
        u = uniform(derived(live.seed[contact], DRAW_CALLBACK))
        if u < given.callback_share[live.lane[contact]]:
            forget_impatient(w, contact)
            live.lanes_out[live.book[contact] + CALLED_BACK] += 1
        return False
    if does == SEND_OUT:
        forget_impatient(w, contact)
        leave_line(w, contact)
        live.lanes_out[live.book[contact] + OVERFLOWED] += 1
        discard(w, contact)
        return True
    if does != SEND or was_in(w, contact, given.queue[target]) or live.n_been[contact] == N_BEEN:
        return False
    leave_line(w, contact)
    live.been[contact * N_BEEN + live.n_been[contact]] = given.queue[live.lane[contact]]
    live.n_been[contact] += 1
    live.marks[contact] = 0
    live.lane[contact] = target
    draw_usual(w, contact)
    without_overflow(w, contact)
    live.lanes_out[live.book[contact] + SENT_ON] += 1
    line_up(w, contact)
    return True
