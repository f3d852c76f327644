"""What happens between an agent and a contact? Offered, accepted, lapsed, handled, wrapped up."""

import math
from typing import Final

from frontlinje.base.jit import jitable
from frontlinje.routing.rules.offers import stops_responding
from frontlinje.simulation.chance import NONE, derived, drawn_s, uniform
from frontlinje.simulation.hands import (
    close_agent,
    free_slot,
    interrupt,
    ms,
    resume,
    review,
)
from frontlinje.simulation.outcome import (
    AGENT_ANSWERED,
    AGENT_MISSED,
    ANSWERED,
    HANDLING_MS,
    IN_TIME,
    N_AGENT_COLUMNS,
    WAIT_MS,
)
from frontlinje.simulation.timers import forget_impatient, start_sweeps
from frontlinje.simulation.waiting import leave_line, line_of, line_up, refuse
from frontlinje.simulation.world import (
    HANDLING,
    IN_HAND,
    N_FREE,
    N_LEVELS,
    NOT_THERE,
    OFFERED_NOW,
    REPLICATION,
    TODO,
    WHO,
    WRAP_UP,
    World,
)

# What dispatch has to do; `WHO` says for whom.
NOTHING: Final = 0
ARRIVED: Final = 1
"""The contact on place WHO just came."""
FREED: Final = 2
"""Agent WHO has room again, nothing else has changed."""
ALL: Final = 3
"""Whatever can be handed out."""

# Which draw of a contact's seed serves which purpose.
DRAW_PATIENCE: Final = 0
DRAW_HANDLING: Final = 1
DRAW_WRAP_UP: Final = 2
DRAW_NEVER: Final = 3
DRAW_CALLBACK: Final = 4
DRAW_MOVE: Final = 5
DRAW_MOVE_AFTER: Final = 6
DRAW_NEXT_TRY: Final = 7
DRAW_MISS: Final = 8
"""And all above it: one for every offer."""


@jitable
def want(w: World, todo: int, who: int) -> None:
    """Say what dispatch has to do after this event."""
    w.live.n[TODO] = todo
    w.live.n[WHO] = who


@jitable
def drawn_from_spread(w: World, purpose: int, lane: int, draw: int) -> float:
    """Return the time that a lane's spread for a purpose gives; 0 if it has none."""
    given = w.given
    at = purpose * given.n_lanes + lane
    kind = given.spread_kind[at]
    if kind == NONE:
        return 0.0
    return drawn_s(
        kind,
        given.spread_a[at],
        given.spread_b[at],
        given.table_s,
        given.spread_from[at],
        given.spread_n[at],
        draw,
    )


@jitable
def draw_usual(w: World, contact: int) -> None:
    """Draw how long a contact takes, as soon as it is on a lane.

    Not when it is taken: the end of the work would wait for the logarithm, here nothing does.
    """
    live = w.live
    draw = derived(live.seed[contact], DRAW_HANDLING)
    live.usual_s[contact] = drawn_from_spread(w, HANDLING, live.lane[contact], draw)


@jitable
def give(w: World, contact: int, agent: int, now_s: float) -> None:
    """Offer a waiting contact to an agent; one who answers at once has it at once."""
    live, given = w.live, w.given
    leave_line(w, contact)
    line = line_of(w, live.lane[contact])
    n_before = live.n_offers[contact]
    key = DRAW_MISS + n_before
    live.n_offers[contact] = n_before + 1
    answer_s = given.answer_s[agent]
    known = live.known[contact]
    if known >= 0 and given.known_answer_s[known] >= 0.0:
        answer_s = given.known_answer_s[known]
    is_missed = (
        answer_s >= given.offer_s[line]
        or (known >= 0 and n_before < given.known_misses[known])
        or (
            given.misses_share[agent] > 0.0
            and uniform(derived(live.seed[contact], key)) < given.misses_share[agent]
        )
    )
    if answer_s > 0.0 or is_missed:
        live.state[contact] = OFFERED_NOW
        live.holder[contact] = agent
        live.offer[agent] = contact
        live.offer_lapses[agent] = 1 if is_missed else 0
        live.offer_ends_s[agent] = now_s + (given.offer_s[line] if is_missed else answer_s)
        review(w, agent)
        close_agent(w, agent, now_s)
    else:
        accept(w, contact, agent, now_s)


@jitable
def accept(w: World, contact: int, agent: int, now_s: float) -> None:
    """Put a contact into an agent's hands.

    What the next event waits for comes first, the books afterwards.
    """
    live, given = w.live, w.given
    lane = live.lane[contact]
    forget_impatient(w, contact)
    live.state[contact] = IN_HAND
    live.misses[agent] = 0
    handling_s, wrap_up_s = work_s(w, contact, lane, agent)
    slot = free_slot(w, agent)
    if given.is_call[lane] != 0:
        interrupt(w, agent, now_s)
    live.held[slot] = contact
    live.ends_s[slot] = now_s + handling_s
    live.wraps_s[slot] = wrap_up_s
    live.left_s[slot] = -1.0
    review(w, agent)
    close_agent(w, agent, now_s)
    live.lanes_out[live.book[contact] + HANDLING_MS] += ms(handling_s) + ms(wrap_up_s)
    count_answer(w, contact, agent, now_s)


@jitable
def count_answer(w: World, contact: int, agent: int, now_s: float) -> None:
    """Count a contact as answered."""
    live, given = w.live, w.given
    lane, book = live.born_in[contact], live.book[contact]
    waited_s = max(0.0, now_s - live.since_s[contact])
    live.lanes_out[book + ANSWERED] += 1
    live.lanes_out[book + WAIT_MS] += ms(waited_s)
    if waited_s <= given.target_s[lane]:
        live.lanes_out[book + IN_TIME] += 1
    n_bins = len(given.wait_bins_s)
    place = 0
    while place < n_bins and waited_s > given.wait_bins_s[place]:
        place += 1
    replication = live.n[REPLICATION]
    live.waits_out[(replication * given.n_lanes + lane) * (n_bins + 1) + place] += 1
    live.agents_out[(replication * given.n_agents + agent) * N_AGENT_COLUMNS + AGENT_ANSWERED] += 1


@jitable
def work_s(w: World, contact: int, lane: int, agent: int) -> tuple[float, float]:
    """Return how long handling and wrap-up of a contact take in these hands."""
    live, given = w.live, w.given
    known, line = live.known[contact], line_of(w, lane)
    if known >= 0 and given.known_handling_s[known] >= 0.0:
        handling_s = given.known_handling_s[known]
    else:
        level = 0
        if w.lanes.n_demands > 0 and w.lanes.demand_skill[line * w.lanes.n_demands] >= 0:
            skill = w.lanes.demand_skill[line * w.lanes.n_demands]
            level = w.agents.skill[agent * w.lanes.n_skills + skill]
        handling_s = (
            live.usual_s[contact] * given.level_factor[lane * N_LEVELS + level] * given.pace[agent]
        )
    if known >= 0 and given.known_wrap_up_s[known] >= 0.0:
        return handling_s, given.known_wrap_up_s[known]
    wrap_up_s = drawn_from_spread(w, WRAP_UP, lane, derived(live.seed[contact], DRAW_WRAP_UP))
    return handling_s, min(wrap_up_s, given.most_wrap_up_s[line])


@jitable
def take_back(w: World, agent: int) -> int:
    """End the offer that an agent has, without any answer, and return its contact."""
    live = w.live
    contact = live.offer[agent]
    live.offer[agent] = -1
    live.offer_ends_s[agent] = math.inf
    return contact


@jitable
def end_offer(w: World, agent: int, now_s: float) -> None:
    """Let an agent accept what was offered, or let it lapse."""
    live, given = w.live, w.given
    contact = take_back(w, agent)
    if live.offer_lapses[agent] == 0:
        accept(w, contact, agent, now_s)
        want(w, FREED, agent)
        return
    refuse(w, contact, agent, now_s + given.refused_s)
    live.misses[agent] += 1
    own = (live.n[REPLICATION] * given.n_agents + agent) * N_AGENT_COLUMNS
    live.agents_out[own + AGENT_MISSED] += 1
    if stops_responding(live.misses[agent], given.misses_allowed, False):
        live.is_away[agent] = 1
        live.back_s[agent] = now_s + given.back_after_s
    review(w, agent)
    line_up(w, contact)
    start_sweeps(w, now_s)
    want(w, ALL, -1)


@jitable
def end_work(w: World, agent: int, slot: int, now_s: float) -> None:
    """End the handling in a slot, or the wrap-up after it."""
    live = w.live
    if live.wraps_s[slot] > 0.0:
        live.ends_s[slot] = now_s + live.wraps_s[slot]
        live.wraps_s[slot] = -1.0
        review(w, agent)
        return
    contact = live.held[slot]
    live.held[slot] = -1
    live.ends_s[slot] = math.inf
    discard(w, contact)
    if w.given.is_call[live.lane[contact]] != 0:
        resume(w, agent, now_s)
    live.idle_since_s[agent] = now_s
    review(w, agent)
    want(w, FREED, agent)


@jitable
def discard(w: World, contact: int) -> None:
    """Give a contact that is over back to the pool."""
    live = w.live
    live.state[contact] = NOT_THERE
    live.free_contacts[live.n[N_FREE]] = contact
    live.n[N_FREE] += 1
