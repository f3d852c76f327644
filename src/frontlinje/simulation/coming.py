"""Who comes? Drawn and known arrivals, those turned away, those who give up and try again."""

import math

from frontlinje.base.jit import jitable
from frontlinje.simulation.chance import BITS, STEP, derived, exponential, mix, uniform
from frontlinje.simulation.hands import ms, review, set_agent_timer
from frontlinje.simulation.holding import without_overflow
from frontlinje.simulation.outcome import (
    ABANDONED,
    LOST_WAIT_MS,
    N_LANE_COLUMNS,
    OFFERED,
    TURNED_AWAY,
)
from frontlinje.simulation.serving import (
    ARRIVED,
    DRAW_MOVE,
    DRAW_MOVE_AFTER,
    DRAW_NEVER,
    DRAW_NEXT_TRY,
    DRAW_PATIENCE,
    FREED,
    discard,
    draw_usual,
    drawn_from_spread,
    take_back,
    want,
)
from frontlinje.simulation.timers import (
    NEXT_LATER,
    add_impatient,
    add_later,
    drop_first_later,
    forget_impatient,
    set_lane,
    start_sweeps,
)
from frontlinje.simulation.waiting import is_alone_in_kind, leave_line, line_of, line_up, show
from frontlinje.simulation.world import (
    ARRIVES,
    CONTACTS_FULL,
    FOUND_CLOSED,
    GAVE_UP,
    IN_HAND,
    INTERVAL_ROW,
    IS_FULL,
    KNOWN,
    N_FREE,
    N_LATER,
    N_OPEN,
    NEWCOMER,
    OFFERED_NOW,
    PATIENCE,
    World,
)


@jitable
def plan_next_arrival(w: World, lane: int, from_s: float) -> None:
    """Draw when a lane's next contact comes after an instant; the rate changes with the interval.

    An exponential amount of expected contacts is used up interval by interval.
    """
    live, given = w.live, w.given
    amount = live.amount[lane]
    draw_amount(w, lane)
    interval = live.lane_interval[lane]
    first = lane * given.n_intervals
    at_s = math.inf
    while interval < given.n_intervals:
        rate = given.per_s[first + interval] * live.factor[0]
        ends_s = (interval + 1) * given.interval_s
        expected = (ends_s - from_s) * rate
        if amount < expected:
            at_s = from_s + amount / rate
            break
        amount -= expected
        from_s = ends_s
        interval += 1
    live.lane_interval[lane] = interval
    set_lane(w, lane, at_s)


@jitable
def draw_amount(w: World, lane: int) -> None:
    """Draw how many contacts are expected between a lane's next arrival and the one after it.

    An arrival early, as `serving.draw_usual`. The odd draws of a lane's stream are amounts, the
    even ones contacts' seeds.
    """
    stream = (w.live.lane_stream[lane] + 2 * STEP) & BITS
    w.live.lane_stream[lane] = stream
    w.live.amount[lane] = exponential(mix(stream))


@jitable
def drawn_arrival(w: World, lane: int, now_s: float) -> None:
    """Let the contact come that was drawn for now."""
    seed = mix((w.live.lane_stream[lane] - STEP) & BITS)
    plan_next_arrival(w, lane, now_s)
    come(w, lane, seed, 1, -1, now_s)


@jitable
def set_later_timer(w: World) -> None:
    """Set when the next known arrival comes, or somebody comes again."""
    live, given = w.live, w.given
    at_s = math.inf
    if live.n[KNOWN] < len(given.known_at_s):
        at_s = max(0.0, given.known_at_s[live.n[KNOWN]])
    if live.n[N_LATER] > 0 and live.later_s[0] < at_s:
        at_s = live.later_s[0]
    live.next_s[NEXT_LATER] = at_s


@jitable
def later_arrival(w: World, now_s: float, seed: int) -> None:
    """Let the known contact come whose time it is, or the customer who tries again."""
    live, given = w.live, w.given
    known = live.n[KNOWN]
    if known < len(given.known_at_s) and given.known_at_s[known] <= now_s:
        live.n[KNOWN] = known + 1
        come(w, given.known_lane[known], derived(seed, known), 1, known, now_s)
    else:
        lane, again, tries = live.later_lane[0], live.later_seed[0], live.later_tries[0]
        drop_first_later(w)
        come(w, lane, again, tries, -1, now_s)
    set_later_timer(w)


@jitable
def is_open(w: World, lane: int, now_s: float) -> bool:
    """Tell whether a lane is open."""
    live, given = w.live, w.given
    span = live.lane_span[lane]
    last = given.span_from[lane + 1]
    while span < last and given.span_closes_s[span] <= now_s:
        span += 1
    live.lane_span[lane] = span
    if live.is_shed[given.channel[lane]] != 0:
        return False
    return span < last and given.span_opens_s[span] <= now_s


@jitable
def turns_away(w: World, lane: int, now_s: float) -> bool:
    """Tell whether who comes to a lane now is turned away."""
    given = w.given
    is_shut = given.is_shut[line_of(w, lane)] != 0 or w.live.is_shed[given.channel[lane]] != 0
    if is_shut and given.comes_anyway[lane] == 0:
        return True
    return not is_open(w, lane, now_s) and given.is_taken_when_closed[lane] == 0


@jitable
def closed_until_due_s(w: World, lane: int, now_s: float) -> float:
    """Return how long the lane is closed between now and the instant a promise given now runs out.

    After the last opening that the day knows, plain time counts.
    """
    given = w.given
    left_s = w.lanes.promise_s[line_of(w, lane)]
    closed_s = 0.0
    at_s = now_s
    for span in range(w.live.lane_span[lane], given.span_from[lane + 1]):
        if given.span_opens_s[span] > at_s:
            closed_s += given.span_opens_s[span] - at_s
            at_s = given.span_opens_s[span]
        open_s = given.span_closes_s[span] - at_s
        if left_s <= open_s:
            break
        left_s -= open_s
        at_s = given.span_closes_s[span]
    return closed_s


@jitable
def come(w: World, lane: int, seed: int, tries: int, known: int, now_s: float) -> None:
    """Let a contact come to a lane, whether it is open or not."""
    live, given = w.live, w.given
    row = live.n[INTERVAL_ROW] * given.n_lanes + lane
    came_s = now_s if known < 0 else min(now_s, given.known_at_s[known])
    if came_s == now_s and turns_away(w, lane, now_s):
        live.lanes_out[row * N_LANE_COLUMNS + TURNED_AWAY] += 1
        try_again(w, FOUND_CLOSED, lane, seed, tries, now_s)
        return
    if live.n[N_FREE] == 0:
        live.n[IS_FULL] = CONTACTS_FULL
        return
    live.n[N_FREE] -= 1
    contact = live.free_contacts[live.n[N_FREE]]
    live.lane[contact] = lane
    live.born_in[contact] = lane
    live.book[contact] = row * N_LANE_COLUMNS
    live.seed[contact] = seed
    live.tries[contact] = tries
    live.known[contact] = known
    live.came_s[contact] = came_s
    live.since_s[contact] = came_s
    if given.is_taken_when_closed[lane] != 0 and came_s == now_s:
        live.since_s[contact] = now_s + closed_until_due_s(w, lane, now_s)
    live.heap_place[contact] = -1
    live.n_offers[contact] = 0
    live.marks[contact] = 0
    live.n_been[contact] = 0
    live.n_refusals[contact] = 0
    draw_usual(w, contact)
    without_overflow(w, contact)
    live.lanes_out[live.book[contact] + OFFERED] += 1
    begin_waiting(w, contact, now_s)


@jitable
def begin_waiting(w: World, contact: int, now_s: float) -> None:
    """Let a new contact wait."""
    live = w.live
    lane = live.lane[contact]
    start_sweeps(w, now_s)
    if is_alone_in_kind(w, contact):
        live.n[NEWCOMER] = contact
        line_up(w, contact)
        want(w, ARRIVED, live.holder[contact])
        return
    line = line_of(w, lane)
    if live.oldest[lane] < 0 and live.n[N_OPEN] > 0 and w.given.is_on_hold[line] == 0:
        live.n[NEWCOMER] = contact
        live.state[contact] = ARRIVES
        show(w, lane, contact, line)
        want(w, ARRIVED, lane)
    else:
        be_patient(w, contact, now_s)
        line_up(w, contact)


@jitable
def settle(w: World, newcomer: int, now_s: float) -> None:
    """Let a newcomer that nobody took wait."""
    live = w.live
    if live.state[newcomer] != IN_HAND:
        be_patient(w, newcomer, now_s)
        if live.state[newcomer] == ARRIVES:
            line_up(w, newcomer)


@jitable
def be_patient(w: World, contact: int, now_s: float) -> None:
    """Draw when a contact's customer gives up."""
    patience_s = patience_of(w, contact)
    if patience_s < math.inf:
        add_impatient(w, contact, max(now_s, w.live.came_s[contact] + patience_s))


@jitable
def patience_of(w: World, contact: int) -> float:
    """Return how long a contact's customer waits; infinite for one who never gives up."""
    live, given = w.live, w.given
    lane, known, seed = live.lane[contact], live.known[contact], live.seed[contact]
    if known >= 0 and given.known_patience_s[known] >= 0.0:
        return given.known_patience_s[known]
    if given.spread_kind[PATIENCE * given.n_lanes + lane] == 0:
        return math.inf
    never = given.never_share[lane]
    if never > 0.0 and uniform(derived(seed, DRAW_NEVER)) < never:
        return math.inf
    return drawn_from_spread(w, PATIENCE, lane, derived(seed, DRAW_PATIENCE))


@jitable
def give_up(w: World, contact: int, now_s: float) -> None:
    """Let a customer give up who waits, or whose contact is being offered."""
    live = w.live
    forget_impatient(w, contact)
    if live.state[contact] == OFFERED_NOW:
        agent = live.holder[contact]
        take_back(w, agent)
        review(w, agent)
        set_agent_timer(w, agent)
        want(w, FREED, agent)
    else:
        leave_line(w, contact)
    book = live.book[contact]
    live.lanes_out[book + ABANDONED] += 1
    live.lanes_out[book + LOST_WAIT_MS] += ms(max(0.0, now_s - live.since_s[contact]))
    lane, seed, tries = live.lane[contact], live.seed[contact], live.tries[contact]
    discard(w, contact)
    try_again(w, GAVE_UP, lane, seed, tries, now_s)


@jitable
def try_again(w: World, cause: int, lane: int, seed: int, tries: int, now_s: float) -> None:
    """Let a customer who was not helped come again, somewhere or nowhere."""
    given = w.given
    if tries >= given.most_tries:
        return
    at = cause * given.n_lanes + lane
    left = uniform(derived(seed, DRAW_MOVE))
    for move in range(given.move_from[at], given.move_from[at + 1]):
        left -= given.move_share[move]
        if left < 0.0:
            after_s = given.move_after_s[move] * exponential(derived(seed, DRAW_MOVE_AFTER))
            again = derived(seed, DRAW_NEXT_TRY)
            add_later(w, now_s + after_s, given.move_lane[move], again, tries + 1)
            set_later_timer(w)
            return
