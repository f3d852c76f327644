"""Which numbers does the policy look at? Dispatch and the simulator fill these flat rows.

A matrix is one flat row with a stride: entry (a, s) of `Agents.skill` is at `a * n_skills + s`.
A lane is one queue on one channel: what the contacts of a lane demand is the same.
"""

from typing import Final, NamedTuple

from frontlinje.base.jit import Floats, Ints

WHOLE: Final = 60
"""Units in one agent: whole numbers, so that thirds and halves add up without drift."""

AWAY: Final = 0
"""Availability: gets nothing and is not waited for."""
HERE: Final = 1
"""Availability: on duty but cannot be offered anything this moment (offered, busy, wrap-up)."""
OPEN: Final = 2
"""Availability: may be offered what fits."""

OWN_STAFF: Final = 0
"""Tier: asked first."""
LAST_RESORT: Final = 1
"""Tier: trainees, lent and temporary staff, asked when nobody of the own staff fits."""


class Lanes(NamedTuple):
    """What each queue asks on each channel; one entry per lane unless said otherwise."""

    n_queues: int
    n_channels: int
    n_skills: int
    n_demands: int
    """Most skills demanded by any lane: stride of the `demand_` rows and of `Waiting.relaxed`."""
    queue: Ints
    channel: Ints
    is_call: Ints
    """1 where a contact may interrupt interruptible work (channel phone), else 0."""
    units: Ints
    """Units one contact takes, 0..WHOLE."""
    promise_s: Floats
    """Promised answer time in seconds, above 0."""
    weight: Floats
    """The queue's weight, in promises: +1 counts as one whole promise already waited."""
    demand_skill: Ints
    """(n_lanes x n_demands) skill index; -1 ends the row."""
    demand_level: Ints
    """(n_lanes x n_demands) level 1..9."""
    demand_relax_per_min: Floats
    """(n_lanes x n_demands) levels per minute waited, 0 or more."""


class Agents(NamedTuple):
    """What each agent is and has free; one entry per agent unless said otherwise."""

    availability: Ints
    """AWAY, HERE or OPEN."""
    tier: Ints
    """OWN_STAFF or LAST_RESORT."""
    idle_since_s: Floats
    """Instant since when the agent has had no contact (end of the last one, or start of ready)."""
    free_units: Ints
    free_for_calls: Ints
    """Units free for a call: free units plus those of interruptible contacts in hand."""
    languages: Ints
    """Bit set of the languages spoken."""
    membership: Ints
    """(n_agents x n_queues) bits: bit i = member of the i-th answer group the queue names."""
    skill: Ints
    """(n_agents x n_skills) level held 1..9; 0 = not held."""
    in_hand: Ints
    """(n_agents x n_channels) contacts in hand."""
    most: Ints
    """(n_agents x n_channels) most contacts at once; 0 = the profile does not have the channel."""


class Waiting(NamedTuple):
    """The contacts that wait; one entry per contact unless said otherwise. Best oldest first."""

    lane: Ints
    received_s: Floats
    """Instant from which the customer has waited: arrival, or due time of a scheduled contact."""
    weight: Floats
    """The customer's weight, in promises."""
    raised: Floats
    """Priority raised by overflow, in promises."""
    groups: Ints
    """Bits of the queue's answer groups open to this contact: its own, and overflow's."""
    language: Ints
    """Bit of the language demanded; 0 = none."""
    relaxed: Ints
    """(n_contacts x n_demands) levels that overflow took off each demand."""
    last_agent: Ints
    """Agent who last served this customer or case; -1 = none, or not among these agents."""
    refused_from: Ints
    """(n_contacts + 1) where this contact's refusals begin in the two rows below."""
    refused_agent: Ints
    """(n_refusals) agent who rejected or missed the contact."""
    refused_until_s: Floats
    """(n_refusals) instant until which that agent is passed over."""
