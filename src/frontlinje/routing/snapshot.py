"""What does the policy see right now? Fills its tables from the rows, for dispatch.

One snapshot is read inside the dispatch transaction, under its lock, so that two dispatchers
never hand out from the same picture.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frontlinje.centre.rules.queues import Queue, Widen
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.routing.live_rows import (
    REFUSED_S,
    InHand,
    OnDuty,
    WaitingRow,
    agents_on_duty,
    contacts_in_hand,
    skills_held,
)
from frontlinje.routing.rules.tables import HERE, OPEN, WHOLE, Agents, Lanes, Waiting

CHANNELS = tuple(channel.value for channel in Channel)
"""The columns of the channel tables."""
BEHIND = 1e6
"""Promises by which a contact of an exercise comes after every real one, however old it is."""
_NO_SKILL: Mapping[str, int] = {}
_NOTHING = (0,) * len(CHANNELS)

LaneKey = tuple[str, str, tuple[tuple[str, int], ...]]


@dataclass(slots=True)
class Snapshot:
    """The tables, and which row of which table is who."""

    agents: Agents
    lanes: Lanes
    waiting: Waiting
    agent_ids: list[UUID]
    contact_ids: list[UUID]
    reserved: list[tuple[int, int]]
    """(contact, agent) pairs of contacts held for one person; agent −1 when that person is away."""

    def n_open(self) -> int:
        """Return how many agents may be offered something."""
        return sum(self.agents.availability[i] == OPEN for i in range(len(self.agent_ids)))


def read_snapshot(
    state: CentreState,
    now: datetime,
    waiting: Sequence[WaitingRow],
    *,
    also_in_hand: Sequence[InHand] = (),
) -> Snapshot | None:
    """Return the tables as they are at ``now``, or None while nothing waits or nobody is there.

    Parameters
    ----------
    state : CentreState
        The effective state.
    now : datetime
        The instant.
    waiting : sequence of WaitingRow
        The contacts to look at.
    also_in_hand : sequence of InHand
        What agents would hold besides, when somebody only asks what would happen.
    """
    rows = [row for row in waiting if is_offered_from(state, row.queue)]
    if not rows:
        return None
    on_duty = agents_on_duty(state, now)
    if not on_duty:
        return None
    keys = {_lane_key(row) for row in rows}
    in_hand = [*contacts_in_hand(now), *also_in_hand]
    keys |= {(item.queue, item.channel, ()) for item in in_hand}
    index = Index.of(state, keys, on_duty)
    return Snapshot(
        agents=_agents_table(
            state, index, on_duty, in_hand, skills_held(now) if index.skill else {}
        ),
        lanes=index.lanes,
        waiting=_waiting_table(state, index, rows, on_duty),
        agent_ids=[agent.user_id for agent in on_duty],
        contact_ids=[row.id for row in rows],
        reserved=_reserved(rows, on_duty),
    )


def is_offered_from(state: CentreState, queue: str) -> bool:
    """Say whether the centre has the queue, and it is not on hold."""
    return queue in state.queues and not state.queues[queue].is_on_hold


def _lane_key(row: WaitingRow) -> LaneKey:
    extra = tuple(sorted((demand["skill"], demand["level"]) for demand in row.demands))
    return row.queue, row.channel, extra


def groups_of(queue: Queue) -> tuple[str, ...]:
    """Return the answer groups of a queue in the order of their bits: its own, then overflow's."""
    widened = [
        step.group for recipe in queue.overflow for step in recipe.then if isinstance(step, Widen)
    ]
    return tuple(dict.fromkeys([*queue.groups, *widened]))


@dataclass(frozen=True, slots=True)
class Index:
    """Which number stands for which code in the tables."""

    lanes: Lanes
    lane: Mapping[LaneKey, int]
    queue: Mapping[str, int]
    channel: Mapping[str, int]
    skill: Mapping[str, int]
    language: Mapping[str, int]
    """Bits, not positions."""
    demands: Mapping[LaneKey, tuple[tuple[str, int, float], ...]]

    @classmethod
    def of(cls, state: CentreState, keys: Iterable[LaneKey], on_duty: Sequence[OnDuty]) -> "Index":
        """Number everything that these lanes and agents mention."""
        ordered = sorted(key for key in keys if key[0] in state.queues)
        queue = {code: i for i, code in enumerate(sorted({key[0] for key in ordered}))}
        channel = {code: i for i, code in enumerate(CHANNELS)}
        demands = {key: _demands_of(state.queues[key[0]], key[2]) for key in ordered}
        skills = sorted({skill for row in demands.values() for skill, _, _ in row})
        spoken = sorted({language for agent in on_duty for language in agent.languages})
        return cls(
            lanes=_lanes_table(state, ordered, queue, channel, skills, demands),
            lane={key: i for i, key in enumerate(ordered)},
            queue=queue,
            channel=channel,
            skill={code: i for i, code in enumerate(skills)},
            language={code: 1 << i for i, code in enumerate(spoken)},
            demands=demands,
        )


def _demands_of(
    queue: Queue, extra: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, int, float], ...]:
    asked = {demand.skill: (demand.level, demand.relax_per_min) for demand in queue.demands}
    for skill, level in extra:
        before, relax = asked.get(skill, (0, 0.0))
        asked[skill] = (max(before, level), relax)
    return tuple((skill, level, relax) for skill, (level, relax) in sorted(asked.items()))


def _lanes_table(
    state: CentreState,
    keys: Sequence[LaneKey],
    queue: Mapping[str, int],
    channel: Mapping[str, int],
    skills: Sequence[str],
    demands: Mapping[LaneKey, tuple[tuple[str, int, float], ...]],
) -> Lanes:
    stride = max((len(row) for row in demands.values()), default=0)
    padded = [
        demands[key][k] if k < len(demands[key]) else None for key in keys for k in range(stride)
    ]
    return Lanes(
        n_queues=len(queue),
        n_channels=len(channel),
        n_skills=len(skills),
        n_demands=stride,
        queue=[queue[key[0]] for key in keys],
        channel=[channel[key[1]] for key in keys],
        is_call=[int(key[1] == Channel.PHONE) for key in keys],
        units=[state.units(key[0], key[1]) for key in keys],
        promise_s=[float(state.queues[key[0]].promise_s) for key in keys],
        weight=[state.weight(key[0], key[1]) for key in keys],
        demand_skill=[skills.index(demand[0]) if demand else -1 for demand in padded],
        demand_level=[demand[1] if demand else 0 for demand in padded],
        demand_relax_per_min=[demand[2] if demand else 0.0 for demand in padded],
    )


def _agents_table(
    state: CentreState,
    index: Index,
    on_duty: Sequence[OnDuty],
    in_hand: Sequence[InHand],
    held_by: Mapping[UUID, Mapping[str, int]],
) -> Agents:
    held: dict[UUID, list[InHand]] = defaultdict(list)
    for item in in_hand:
        held[item.agent_id].append(item)
    free: list[int] = []
    free_for_calls: list[int] = []
    availability: list[int] = []
    counts: list[int] = []
    for agent in on_duty:
        items = held.get(agent.user_id, ())
        taken, interruptible = _units_taken(state, items)
        free.append(WHOLE - taken)
        free_for_calls.append(WHOLE - taken + interruptible)
        is_bound = any(item.state != State.ACTIVE for item in items)
        availability.append(HERE if is_bound else OPEN)
        counts.extend(_counts(items) if items else _NOTHING)
    return Agents(
        availability=availability,
        tier=[agent.tier for agent in on_duty],
        idle_since_s=[agent.idle_since_s for agent in on_duty],
        free_units=free,
        free_for_calls=free_for_calls,
        languages=[
            sum(index.language[language] for language in set(agent.languages)) for agent in on_duty
        ],
        membership=_membership(state, index, on_duty),
        skill=[
            held_by.get(agent.user_id, _NO_SKILL).get(skill, 0)
            for agent in on_duty
            for skill in index.skill
        ],
        in_hand=counts,
        most=[WHOLE] * (len(on_duty) * len(CHANNELS)),
    )


def _counts(items: Iterable[InHand]) -> list[int]:
    channels = [item.channel for item in items]
    return [channels.count(code) for code in CHANNELS]


def _units_taken(state: CentreState, items: Iterable[InHand]) -> tuple[int, int]:
    """Return the units that these contacts take, and how many of them a call may interrupt."""
    taken = interruptible = 0
    for item in items:
        if item.queue in state.queues:
            units = state.units(item.queue, item.channel)
            taken += units
            if state.queues[item.queue].interruptible and item.channel != Channel.PHONE:
                interruptible += units
    return taken, interruptible


def _membership(state: CentreState, index: Index, on_duty: Sequence[OnDuty]) -> list[int]:
    """Return for each agent and queue the bits of the queue's groups that the agent is in."""
    groups = [
        [(1 << i, state.groups[code]) for i, code in enumerate(groups_of(state.queues[queue]))]
        for queue in index.queue
    ]
    return [
        _in_turn(
            agent,
            sum(
                bit
                for bit, group in row
                if group.has(username=agent.username, team=agent.team, site=agent.site)
            ),
            len(row),
        )
        for agent in on_duty
        for row in groups
    ]


def _in_turn(agent: OnDuty, bits: int, n_groups: int) -> int:
    """Return the bits of an agent for real contacts, and after them those for an exercise's."""
    real = bits if agent.takes_real else 0
    return real | bits << n_groups if agent.is_in_exercise else real


def _waiting_table(
    state: CentreState,
    index: Index,
    rows: Sequence[WaitingRow],
    on_duty: Sequence[OnDuty],
) -> Waiting:
    position = {agent.user_id: i for i, agent in enumerate(on_duty)}
    refused_from, refused_agent, refused_until = [0], list[int](), list[float]()
    relaxed: list[int] = []
    for row in rows:
        for refusal in row.refused:
            agent = position.get(UUID(refusal["agent"]))
            if agent is not None:
                refused_agent.append(agent)
                ended_at = datetime.fromisoformat(refusal["ended_at"])
                refused_until.append(ended_at.timestamp() + REFUSED_S)
        refused_from.append(len(refused_agent))
        taken_off = row.overflow.get("relaxed", {})
        asked = index.demands[_lane_key(row)]
        for k in range(index.lanes.n_demands):
            relaxed.append(taken_off.get(asked[k][0], 0) if k < len(asked) else 0)
    return Waiting(
        lane=[index.lane[_lane_key(row)] for row in rows],
        received_s=[waits_since(state, row) for row in rows],
        weight=[row.weight - BEHIND if row.is_exercise else row.weight for row in rows],
        raised=[float(row.overflow.get("raised", 0.0)) for row in rows],
        groups=[_open_groups(state, row) for row in rows],
        language=[_language_bit(state, index, row) for row in rows],
        relaxed=relaxed,
        last_agent=[
            -1 if row.last_agent_id is None else position.get(row.last_agent_id, -1) for row in rows
        ],
        refused_from=refused_from,
        refused_agent=refused_agent,
        refused_until_s=refused_until,
    )


def waits_since(state: CentreState, row: WaitingRow | Contact) -> float:
    """Return the instant from which the promise runs, counted in opening hours."""
    due_at: datetime | None = row.due_at
    if due_at is None:
        received_at: datetime = row.received_at
        return received_at.timestamp()
    return due_at.timestamp() - float(state.queues[row.queue].promise_s)


def _open_groups(state: CentreState, row: WaitingRow) -> int:
    """Return the bits of the groups that may be asked; none for a contact held for one person.

    A contact of an exercise asks those who take part in it: their bits follow after all others.
    """
    if row.reserved_for_id is not None:
        return 0
    queue = state.queues[row.queue]
    widened = row.overflow.get("groups", [])
    groups = groups_of(queue)
    bits = sum(1 << i for i, code in enumerate(groups) if code in queue.groups or code in widened)
    return bits << len(groups) if row.is_exercise else bits


def _language_bit(state: CentreState, index: Index, row: WaitingRow) -> int:
    """Return the bit of the language demanded; one that nobody has when nobody speaks it."""
    if not row.language or not state.queues[row.queue].language_demand:
        return 0
    return index.language.get(row.language, 1 << len(index.language))


def _reserved(rows: Sequence[WaitingRow], on_duty: Sequence[OnDuty]) -> list[tuple[int, int]]:
    position = {agent.user_id: i for i, agent in enumerate(on_duty)}
    return [
        (i, position.get(row.reserved_for_id, -1))
        for i, row in enumerate(rows)
        if row.reserved_for_id is not None
    ]
