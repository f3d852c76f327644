"""What does overflow hold for a contact? Widen, relax and raise, until the next sweep.

The policy is shown the oldest contact of a lane alone. So where a lane's recipes do nothing else, a
sweep only writes down what it saw of the lane, and a contact's own share is worked out when it is
shown: the same as if every contact had been looked at.
"""

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.overflow import conditions_hold
from frontlinje.simulation.world import RELAX, WIDEN, World


@jitable
def without_overflow(w: World, contact: int) -> None:
    """Take from a contact what overflow holds for it."""
    live, n_demands = w.live, w.lanes.n_demands
    live.n_swept[contact] = live.n_sweeps[live.lane[contact]]
    live.raised[contact] = 0.0
    live.groups[contact] = 0
    for k in range(contact * n_demands, (contact + 1) * n_demands):
        live.relaxed[k] = 0


@jitable
def catch_up(w: World, contact: int, lane: int, line: int) -> None:
    """Let a waiting contact have what the last sweep of its lane holds for it."""
    live, given = w.live, w.given
    if live.n_swept[contact] == live.n_sweeps[lane]:
        return
    without_overflow(w, contact)
    for recipe in range(given.recipe_from[line], given.recipe_from[line + 1]):
        if holds(
            w,
            recipe,
            live.swept_s[lane] - live.since_s[contact],
            live.swept_waiting[lane],
            live.swept_ready[lane],
            live.swept_closed[lane] != 0,
        ):
            for step in range(given.step_from[recipe], given.step_from[recipe + 1]):
                hold_step(w, contact, step)


@jitable
def holds(
    w: World, recipe: int, waited_s: float, n_waiting: int, n_ready: int, is_closed: bool
) -> bool:
    """Tell whether a recipe holds for a contact that has waited so long."""
    given = w.given
    return conditions_hold(
        given.limit_waited_s[recipe],
        given.limit_waiting_per_ready[recipe],
        given.limit_ready[recipe],
        given.limit_waiting[recipe],
        given.asks_closed[recipe] != 0,
        waited_s,
        n_waiting,
        n_ready,
        is_closed,
    )


@jitable
def hold_step(w: World, contact: int, step: int) -> None:
    """Widen, relax or raise, for as long as the recipe holds."""
    live, given = w.live, w.given
    does, whole = given.step_does[step], given.step_whole[step]
    if does == WIDEN:
        live.groups[contact] |= whole
    elif does == RELAX:
        live.relaxed[contact * w.lanes.n_demands + int(given.step_number[step])] += whole
    else:
        live.raised[contact] += given.step_number[step]
