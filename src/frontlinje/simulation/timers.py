"""What happens next? Two small trees of timers, a few timers alone, and heaps for the rest.

Each agent and each lane has one timer. At the same instant the turn of an interval or stage comes
first, then agents by index, customers who give up, known and repeated arrivals, drawn arrivals by
lane, the sweep.
"""

import math
from typing import Final

from frontlinje.base.jit import FloatRow, IntRow, jitable
from frontlinje.simulation.world import (
    IS_FULL,
    LATER_FULL,
    N_IMPATIENT,
    N_LATER,
    SWEEP,
    World,
)

# Entries of `Live.next_s`, in the order in which things happen at the same instant.
NEXT_TURN: Final = 0
NEXT_AGENT: Final = 1
NEXT_IMPATIENT: Final = 2
NEXT_LATER: Final = 3
NEXT_LANE: Final = 4
NEXT_SWEEP: Final = 5
N_NEXT: Final = 6


@jitable
def next_instant(w: World) -> float:
    """Return when the next thing happens."""
    next_s = w.live.next_s
    rare_s = _earlier(_earlier(next_s[NEXT_TURN], next_s[NEXT_SWEEP]), next_s[NEXT_LATER])
    others_s = _earlier(_earlier(rare_s, next_s[NEXT_IMPATIENT]), next_s[NEXT_LANE])
    return _earlier(others_s, next_s[NEXT_AGENT])


@jitable
def _earlier(one_s: float, other_s: float) -> float:
    """Return the earlier of two times: a choice of values, for what no processor foresees."""
    return one_s if one_s < other_s else other_s


@jitable
def set_agent(w: World, agent: int, at_s: float) -> None:
    """Set when an agent's time comes; infinite for never."""
    live = w.live
    live.next_s[NEXT_AGENT] = _climb(
        live.agent_timer_s, live.agent_tree, w.given.n_agent_leaves, agent, at_s
    )


@jitable
def set_lane(w: World, lane: int, at_s: float) -> None:
    """Set when a lane's next drawn arrival comes; infinite for never."""
    live = w.live
    live.next_s[NEXT_LANE] = _climb(
        live.lane_timer_s, live.lane_tree, w.given.n_lane_leaves, lane, at_s
    )


@jitable
def _climb(timer_s: FloatRow, tree: IntRow, n_leaves: int, leaf: int, at_s: float) -> float:
    """Set a leaf's timer and all nodes above it; return the time of the first leaf."""
    timer_s[leaf] = at_s
    node = leaf + n_leaves
    winner = leaf
    winner_s = at_s
    while node > 1:
        other = tree[node ^ 1]
        other_s = timer_s[other]
        # Which is first cannot be foreseen: choices of values are cheaper than branches. The times
        # are a chain of their own, in which ties do not matter; of an odd node the other is lower.
        of_right = other if other_s < winner_s else winner
        of_left = other if other_s <= winner_s else winner
        winner = of_left if node & 1 != 0 else of_right
        winner_s = _earlier(other_s, winner_s)
        node = node >> 1
        tree[node] = winner
    return winner_s


@jitable
def forget_timers(w: World) -> None:
    """Let nothing be due."""
    live, given = w.live, w.given
    for kind in range(N_NEXT):
        live.next_s[kind] = math.inf
    _grow(live.agent_timer_s, live.agent_tree, given.n_agent_leaves)
    _grow(live.lane_timer_s, live.lane_tree, given.n_lane_leaves)


@jitable
def _grow(timer_s: FloatRow, tree: IntRow, n_leaves: int) -> None:
    """Set every timer to never, and every node to the lowest leaf below it."""
    for leaf in range(n_leaves):
        timer_s[leaf] = math.inf
        tree[n_leaves + leaf] = leaf
    for node in range(n_leaves - 1, 0, -1):
        tree[node] = tree[2 * node]


@jitable
def start_sweeps(w: World, now_s: float) -> None:
    """Let sweeps begin when something waits for which time itself changes something."""
    live, given = w.live, w.given
    if given.is_timeless == 0 and live.next_s[NEXT_SWEEP] == math.inf:
        live.n[SWEEP] = int(now_s / given.sweep_s) + 1
        live.next_s[NEXT_SWEEP] = live.n[SWEEP] * given.sweep_s


# -- Customers who will give up: a heap of contacts by time, from which any can be taken out -------
@jitable
def add_impatient(w: World, contact: int, expires_s: float) -> None:
    """Remember when a contact's customer gives up."""
    live = w.live
    live.expires_s[contact] = expires_s
    place = live.n[N_IMPATIENT]
    live.n[N_IMPATIENT] = place + 1
    _settle_impatient(w, contact, place)
    if live.impatient[0] == contact:
        live.next_s[NEXT_IMPATIENT] = expires_s


@jitable
def forget_impatient(w: World, contact: int) -> None:
    """Forget when a contact's customer gives up, if that is remembered."""
    live = w.live
    place = live.heap_place[contact]
    if place < 0:
        return
    live.heap_place[contact] = -1
    n_left = live.n[N_IMPATIENT] - 1
    live.n[N_IMPATIENT] = n_left
    last = live.impatient[n_left]
    if last != contact:
        _settle_impatient(w, last, place)
    if place == 0:
        first_s = live.expires_s[live.impatient[0]] if n_left > 0 else math.inf
        live.next_s[NEXT_IMPATIENT] = first_s


@jitable
def _settle_impatient(w: World, contact: int, place: int) -> None:
    """Put a contact where it belongs, beginning at a place of the heap that is free."""
    heap, heap_place, expires_s = w.live.impatient, w.live.heap_place, w.live.expires_s
    at_s = expires_s[contact]
    while place > 0:
        parent = (place - 1) >> 1
        above = heap[parent]
        if expires_s[above] <= at_s:
            break
        heap[place] = above
        heap_place[above] = place
        place = parent
    n_all = w.live.n[N_IMPATIENT]
    while True:
        child = 2 * place + 1
        if child >= n_all:
            break
        if child + 1 < n_all and expires_s[heap[child + 1]] < expires_s[heap[child]]:
            child += 1
        below = heap[child]
        if expires_s[below] >= at_s:
            break
        heap[place] = below
        heap_place[below] = place
        place = child
    heap[place] = contact
    heap_place[contact] = place


# -- Customers who try again: a heap of times ------------------------------------------------------
@jitable
def add_later(w: World, at_s: float, lane: int, seed: int, tries: int) -> None:
    """Remember that a customer comes again."""
    live = w.live
    place = live.n[N_LATER]
    if place >= len(live.later_s):
        live.n[IS_FULL] = LATER_FULL
        return
    live.n[N_LATER] = place + 1
    while place > 0:
        parent = (place - 1) >> 1
        if live.later_s[parent] <= at_s:
            break
        _copy_later(w, parent, place)
        place = parent
    _write_later(w, place, at_s, lane, seed, tries)


@jitable
def drop_first_later(w: World) -> None:
    """Forget the customer who comes again first."""
    live = w.live
    n_left = live.n[N_LATER] - 1
    live.n[N_LATER] = n_left
    at_s = live.later_s[n_left]
    lane, seed, tries = live.later_lane[n_left], live.later_seed[n_left], live.later_tries[n_left]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= n_left:
            break
        if child + 1 < n_left and live.later_s[child + 1] < live.later_s[child]:
            child += 1
        if live.later_s[child] >= at_s:
            break
        _copy_later(w, child, place)
        place = child
    _write_later(w, place, at_s, lane, seed, tries)


@jitable
def _copy_later(w: World, source: int, target: int) -> None:
    live = w.live
    _write_later(
        w,
        target,
        live.later_s[source],
        live.later_lane[source],
        live.later_seed[source],
        live.later_tries[source],
    )


@jitable
def _write_later(w: World, place: int, at_s: float, lane: int, seed: int, tries: int) -> None:
    live = w.live
    live.later_s[place] = at_s
    live.later_lane[place] = lane
    live.later_seed[place] = seed
    live.later_tries[place] = tries
