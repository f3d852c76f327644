"""What happens next? A small tree of timers, and heaps for what comes in no fixed number.

Each leaf has one timer. At the same instant the lower leaf comes first: the turn of an interval or
stage, agents by index, customers who give up, known and repeated arrivals, drawn arrivals by
lane, the sweep.
"""

import math
from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.simulation.world import IS_FULL, LATER_FULL, N_IMPATIENT, N_LATER, SWEEP, World

TURN: Final = 0
"""The leaf of intervals and stages; the agents come next."""
FIRST_AGENT: Final = 1

# Leaves after the agents.
_IMPATIENT: Final = 1
_LATER: Final = 2
_FIRST_LANE: Final = 3


@jitable
def impatient_leaf(w: World) -> int:
    """Return the leaf of the customer who gives up next."""
    return w.given.n_agents + _IMPATIENT


@jitable
def later_leaf(w: World) -> int:
    """Return the leaf of known arrivals and of those who try again."""
    return w.given.n_agents + _LATER


@jitable
def first_lane_leaf(w: World) -> int:
    """Return the leaf of the first lane's next arrival."""
    return w.given.n_agents + _FIRST_LANE


@jitable
def sweep_leaf(w: World) -> int:
    """Return the leaf of the next sweep, the last one."""
    return w.given.n_agents + _FIRST_LANE + w.given.n_lanes


@jitable
def set_timer(w: World, leaf: int, at_s: float) -> None:
    """Set when a leaf's time comes; infinite for never."""
    timer_s, tree = w.live.timer_s, w.live.tree
    timer_s[leaf] = at_s
    node = leaf + w.given.n_leaves
    winner = leaf
    winner_s = at_s
    while node > 1:
        other = tree[node ^ 1]
        other_s = timer_s[other]
        # Which is first cannot be foreseen: a choice of values is cheaper than a branch. The times
        # are a chain of their own, in which ties do not matter; of an odd node the other is lower.
        is_later = (other_s < winner_s) | ((other_s <= winner_s) & (node & 1 != 0))
        winner = other if is_later else winner
        winner_s = other_s if other_s < winner_s else winner_s
        node = node >> 1
        tree[node] = winner


@jitable
def start_sweeps(w: World, now_s: float) -> None:
    """Let sweeps begin when something waits for which time itself changes something."""
    live, given = w.live, w.given
    if given.is_timeless == 0 and live.timer_s[sweep_leaf(w)] == math.inf:
        live.n[SWEEP] = int(now_s / given.sweep_s) + 1
        set_timer(w, sweep_leaf(w), live.n[SWEEP] * given.sweep_s)


@jitable
def grow_tree(w: World) -> None:
    """Set every node of the tree from the timers as they are."""
    timer_s, tree, n_leaves = w.live.timer_s, w.live.tree, w.given.n_leaves
    for leaf in range(n_leaves):
        tree[n_leaves + leaf] = leaf
    for node in range(n_leaves - 1, 0, -1):
        left, right = tree[2 * node], tree[2 * node + 1]
        tree[node] = left if timer_s[left] <= timer_s[right] else right


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
        set_timer(w, impatient_leaf(w), expires_s)


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
        set_timer(w, impatient_leaf(w), first_s)


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
