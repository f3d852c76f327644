"""Which arrays does the kernel read and write? One `World`: lists in a plain run, arrays compiled.

A matrix is one flat row with a stride, as in `routing.rules.tables`. What the policy sees of a lane
depends on the stage: its row there is ``stage * n_lanes + lane``, here called its *line*; a line is
also the policy's queue, since the answer groups of a lane change from stage to stage. The rows of
`Waiting` are *places*: place ``lane`` shows the oldest contact of the lane, the places after that
each one contact that is not like the others of its lane.
"""

from typing import Final, NamedTuple

from frontlinje.base.jit import FloatRow, IntRow
from frontlinje.routing.rules.tables import Agents, Lanes, Waiting

N_LEVELS: Final = 10
"""Stride of `Given.level_factor`: levels 0 (no skill demanded) to 9."""
N_REFUSALS: Final = 8
"""The latest refusals of a contact that are remembered."""
N_BEEN: Final = 8
"""Queues that a contact was sent from and is never sent back to; it is not sent on more often."""

# Purposes of `Given.spread_`, each with n_lanes entries.
HANDLING: Final = 0
WRAP_UP: Final = 1
PATIENCE: Final = 2

# Causes of `Given.move_from`, each with n_lanes entries.
GAVE_UP: Final = 0
FOUND_CLOSED: Final = 1

# What a step of overflow does; see `centre.rules.queues`.
WIDEN: Final = 0
RELAX: Final = 1
RAISE: Final = 2
OFFER_CALLBACK: Final = 3
SEND: Final = 4
SEND_OUT: Final = 5

# What a contact is.
NOT_THERE: Final = 0
WAITS: Final = 1
WAITS_APART: Final = 2
"""On a place of its own."""
OFFERED_NOW: Final = 3
IN_HAND: Final = 4
ARRIVES: Final = 5
"""On its lane's empty place, before it is known whether it has to wait."""

# Pools that may be too small.
CONTACTS_FULL: Final = 1
LATER_FULL: Final = 2
APART_FULL: Final = 3

# Entries of `Live.n`.
N_OPEN: Final = 0
"""Agents who are OPEN."""
N_FREE: Final = 1
"""Unused contacts; the first so many of `Live.free_contacts`."""
N_IMPATIENT: Final = 2
"""Entries of the heap `Live.impatient`."""
N_LATER: Final = 3
"""Entries of the heap `Live.later_`."""
N_WAITING: Final = 4
N_APART: Final = 5
"""Contacts on places of their own."""
INTERVAL: Final = 6
STAGE: Final = 7
KNOWN: Final = 8
"""The next of the known arrivals."""
TODO: Final = 9
"""What dispatch has to do after this event; see `handing_out`."""
WHO: Final = 10
"""The place or agent that it is about."""
SWEEP: Final = 11
"""The number of the next sweep."""
N_EVENTS: Final = 12
IS_FULL: Final = 13
"""Which pool was too small: the replication counts for nothing and is played again with a larger
one; 0: none."""
REPLICATION: Final = 14
"""The row of what is counted."""
NEWCOMER: Final = 15
"""The contact that came in this event; -1: none."""
TOUCHED: Final = 16
"""The agent of this event; -1: none."""
N_SHED: Final = 17
"""Channels that load has closed; the first so many of `Live.shed`."""
SHED_TURNING: Final = 18
"""1: the load is over the limit at which channels close, -1: under that at which they open."""
N_OPEN_KINDS: Final = 19
"""Kinds of which an agent is OPEN; the first so many of `Live.open_kinds`."""
INTERVAL_ROW: Final = 20
"""The row of what is counted in this interval of this replication."""
N_NUMBERS: Final = 21


class Given(NamedTuple):
    """What does not change while a day is played."""

    n_lanes: int
    n_agents: int
    n_kinds: int
    """Kinds of agents; those of a kind are alike for the policy."""
    n_slots: int
    """Contacts that an agent can hold at most."""
    n_intervals: int
    n_stages: int
    n_queues: int
    """Queues of the centre, whatever the stage."""
    n_apart: int
    """Places for contacts that are not like the others."""
    n_agent_leaves: int
    """Leaves of the tree of agents' timers, a power of two."""
    n_lane_leaves: int
    """Leaves of the tree of lanes' timers, a power of two."""
    interval_s: float
    length_s: float
    factor_shape: float
    """0: no factor."""
    back_after_s: float
    refused_s: float
    sweep_s: float
    misses_allowed: int
    most_tries: int
    is_timeless: int
    """1: mere waiting changes nothing, there are no sweeps."""
    has_shedding: int
    """1: in some stage load closes channels, sweeps never stop."""
    # By lane.
    per_s: FloatRow
    """(n_lanes x n_intervals) rates per second."""
    queue: IntRow
    is_call: IntRow
    language: IntRow
    """Bit that the agent must have; 0: none."""
    target_s: FloatRow
    never_share: FloatRow
    callback_share: FloatRow
    is_taken_when_closed: IntRow
    comes_anyway: IntRow
    """1: nobody can be turned away, not even where the channel is shut (mail and paper)."""
    channel: IntRow
    span_from: IntRow
    """(n_lanes + 1) into the two rows below."""
    span_opens_s: FloatRow
    span_closes_s: FloatRow
    level_factor: FloatRow
    """(n_lanes x N_LEVELS)."""
    spread_kind: IntRow
    """(3 x n_lanes), as the three below."""
    spread_a: FloatRow
    spread_b: FloatRow
    spread_from: IntRow
    spread_n: IntRow
    table_s: FloatRow
    move_from: IntRow
    """(2 x n_lanes + 1) into the three rows below."""
    move_lane: IntRow
    move_share: FloatRow
    move_after_s: FloatRow
    # By line.
    own_groups: IntRow
    able: IntRow
    """(n_stages x n_lanes x n_agents) 0 where the policy need never be asked."""
    offer_s: FloatRow
    most_wrap_up_s: FloatRow
    is_interruptible: IntRow
    is_on_hold: IntRow
    is_shut: IntRow
    recipe_from: IntRow
    """(n_stages x n_lanes + 1) into the six rows below, five asked by `conditions_hold`."""
    limit_waited_s: FloatRow
    limit_waiting_per_ready: FloatRow
    limit_ready: IntRow
    limit_waiting: IntRow
    asks_closed: IntRow
    mark: IntRow
    """Bit of the recipe among those of its lane, the same in every stage."""
    only_holds: IntRow
    """(lines) 1: no recipe of the lane does anything but widen, relax and raise."""
    step_from: IntRow
    """(recipes + 1) into the three rows below."""
    step_does: IntRow
    step_whole: IntRow
    """WIDEN: bit of the group; RELAX: levels; SEND: lane."""
    step_number: FloatRow
    """RAISE: promises; RELAX: index of the demand."""
    # By stage.
    stage_from_s: FloatRow
    shed_over: FloatRow
    shed_under: FloatRow
    shed_for_s: FloatRow
    shed_rest_s: FloatRow
    shed_from: IntRow
    """(n_stages + 1) into the row below."""
    shed_channel: IntRow
    # By agent.
    kind: IntRow
    duty_from: IntRow
    """(n_agents + 1) into the two rows below."""
    duty_on_s: FloatRow
    duty_off_s: FloatRow
    absent_share: FloatRow
    pace: FloatRow
    misses_share: FloatRow
    answer_s: FloatRow
    # Known arrivals, in order; times below 0 are drawn.
    known_at_s: FloatRow
    known_lane: IntRow
    known_handling_s: FloatRow
    known_wrap_up_s: FloatRow
    known_patience_s: FloatRow
    known_answer_s: FloatRow
    known_misses: IntRow
    known_last_agent: IntRow
    known_weight: FloatRow
    wait_bins_s: FloatRow


class Live(NamedTuple):
    """What changes while a day is played."""

    n: IntRow
    """(N_NUMBERS)."""
    next_s: FloatRow
    """(N_NEXT) when the next thing of each kind happens; see `timers`."""
    agent_timer_s: FloatRow
    """(n_agent_leaves) when something happens to an agent next."""
    agent_tree: IntRow
    """(2 x n_agent_leaves) the earliest leaf below each node."""
    lane_timer_s: FloatRow
    """(n_lane_leaves) when the lane's next drawn arrival comes."""
    lane_tree: IntRow
    """(2 x n_lane_leaves)."""
    # By lane.
    lane_stream: IntRow
    amount: FloatRow
    """Contacts expected between the lane's next arrival and the one after it."""
    lane_interval: IntRow
    """The interval in which the next arrival lies."""
    factor: FloatRow
    """(1) the factor of the day."""
    lane_span: IntRow
    """The first span that is not over."""
    oldest: IntRow
    """The first contact of the lane's line, -1: none."""
    newest: IntRow
    n_in_lane: IntRow
    """Waiting, apart or not."""
    n_in_queue: IntRow
    """(n_queues)."""
    n_sweeps: IntRow
    """How often overflow looked at the lane; the four below are what it saw the last time."""
    swept_s: FloatRow
    swept_waiting: IntRow
    swept_ready: IntRow
    swept_closed: IntRow
    # By agent.
    availability: IntRow
    idle_since_s: FloatRow
    free_units: IntRow
    free_for_calls: IntRow
    in_hand: IntRow
    """(n_agents x channels)."""
    open_before: IntRow
    """The agent of the same kind who is OPEN and comes before this one; -1: none."""
    open_after: IntRow
    is_on_duty: IntRow
    is_away: IntRow
    """1 while not responding."""
    misses: IntRow
    """In a row."""
    turn: IntRow
    """Which entry of the duty comes next, counting on and off apart."""
    turn_s: FloatRow
    back_s: FloatRow
    offer: IntRow
    """The contact that is offered; -1: none."""
    offer_ends_s: FloatRow
    offer_lapses: IntRow
    duty_since_s: FloatRow
    busy_since_s: FloatRow
    """Below 0: not busy."""
    is_busy: IntRow
    """1 while something is in hand and not laid aside; this and the next as `hands.review` saw."""
    work_ends_s: FloatRow
    """When the first of what is in hand ends; infinite: nothing does."""
    # By kind.
    first_open: IntRow
    """The agent of this kind who is OPEN and idle longest; -1: none."""
    last_open: IntRow
    open_kinds: IntRow
    kind_place: IntRow
    """Where in the row above."""
    # By agent and slot.
    held: IntRow
    """The contact; -1: none."""
    ends_s: FloatRow
    """Infinite while it is interrupted."""
    wraps_s: FloatRow
    """Wrap-up that is still to come; below 0 while wrapping up."""
    left_s: FloatRow
    """What is left of a contact that is interrupted; below 0: it is not."""
    # By contact.
    state: IntRow
    lane: IntRow
    born_in: IntRow
    """The lane in which it came."""
    book: IntRow
    """Where in `lanes_out` it is counted."""
    seed: IntRow
    tries: IntRow
    known: IntRow
    """Which of the known arrivals; -1: drawn."""
    usual_s: FloatRow
    """Handling as drawn for its lane, whoever has it."""
    since_s: FloatRow
    came_s: FloatRow
    expires_s: FloatRow
    heap_place: IntRow
    """Where in the heap of the impatient; -1: not there."""
    after: IntRow
    """The next newer contact of its lane, -1: none."""
    before: IntRow
    holder: IntRow
    """The agent to whom it is offered, or the place on which it waits apart."""
    n_offers: IntRow
    raised: FloatRow
    groups: IntRow
    """Bits that overflow opened."""
    relaxed: IntRow
    """(contacts x n_demands)."""
    n_swept: IntRow
    """The last sweep of its lane that it has the effects of; see `holding`."""
    marks: IntRow
    """Bits of the recipes of its lane whose once-steps were done."""
    n_been: IntRow
    been: IntRow
    """(contacts x N_BEEN) queues."""
    n_refusals: IntRow
    refusal_agent: IntRow
    """(contacts x N_REFUSALS)."""
    refusal_until_s: FloatRow
    free_contacts: IntRow
    impatient: IntRow
    later_s: FloatRow
    """A heap of those who try again, by time."""
    later_lane: IntRow
    later_seed: IntRow
    later_tries: IntRow
    # By place: the columns of `Waiting`, and the contact that is shown.
    place_contact: IntRow
    place_lane: IntRow
    place_since_s: FloatRow
    place_weight: FloatRow
    place_raised: FloatRow
    place_groups: IntRow
    place_relaxed: IntRow
    place_language: IntRow
    place_last_agent: IntRow
    place_refused_agent: IntRow
    """(n_apart x N_REFUSALS)."""
    place_refused_until_s: FloatRow
    place_is_unmet: IntRow
    asked: IntRow
    """Agents of whom the policy chooses one."""
    run: IntRow
    """Agents who got a contact in this run of dispatch."""
    # By channel.
    is_shed: IntRow
    flipped_s: FloatRow
    """When it was last closed or opened by load; minus infinity: never."""
    shed: IntRow
    """Channels that load has closed, the first closed first."""
    shed_since_s: FloatRow
    """(1) since when the load is over or under its limit."""
    # What was counted; see `outcome`.
    lanes_out: IntRow
    intervals_out: IntRow
    agents_out: IntRow
    waits_out: IntRow
    events_out: IntRow


class World(NamedTuple):
    """All of it. The tables of the policy are made of the rows of `Live`."""

    given: Given
    live: Live
    agents: Agents
    lanes: Lanes
    waiting: Waiting
