"""What would become of the contacts that wait, if a plan were in effect now?

The same rules that decide live are asked here in the same order: dispatch right after the commit,
then overflow at the sweep, and dispatch again. Nothing is written.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from frontlinje.centre.rules.queues import Queue, Send
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.promise import due_at
from frontlinje.routing.actions.dispatching import matches
from frontlinje.routing.actions.overflowing import held_by
from frontlinje.routing.live_rows import (
    InHand,
    OnDuty,
    WaitingRow,
    agents_for_customers,
    every_waiting_row,
)
from frontlinje.routing.rules.overflow import QueueNow, overflow_effects
from frontlinje.routing.snapshot import read_snapshot, waits_since

MoveKind = Literal["offered", "sent", "rehoused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What becomes of some waiting contacts."""

    kind: MoveKind
    """Offered to somebody at once; sent on by overflow; or its queue is no more."""
    queue: str
    channel: str
    to: str
    """The queue; empty for offers."""
    contact_ids: tuple[UUID, ...]

    @property
    def n(self) -> int:
        """Return how many contacts it is."""
        return len(self.contact_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A queue whose waiting contacts other people may be asked for than before."""

    queue: str
    n_waiting: int
    n_before: int
    """People on duty in its answer groups."""
    n_after: int


def moves_of(after: CentreState, now: datetime) -> list[Move]:
    """Return what would become of what waits; what stays where it is, is not told."""
    rows = _real_rows(now)
    in_hand = _offered(after, rows, now, in_hand={})
    left = [row for row in rows if row.id not in in_hand]
    overflown = {row.id: row for row in _overflown(after, left, now)}
    in_hand |= _offered(after, list(overflown.values()), now, in_hand=in_hand)
    found: defaultdict[tuple[MoveKind, str, str, str], list[UUID]] = defaultdict(list)
    for row in rows:
        home = after.queue_for(row.channel)
        sent_to = overflown.get(row.id, row).queue
        if sent_to != row.queue:
            found["sent", row.queue, row.channel, sent_to].append(row.id)
        elif row.id in in_hand:
            found["offered", row.queue, row.channel, ""].append(row.id)
        elif row.queue not in after.queues and home is not None:
            found["rehoused", row.queue, row.channel, home.code].append(row.id)
    return [
        Move(kind=kind, queue=queue, channel=channel, to=to, contact_ids=tuple(ids))
        for (kind, queue, channel, to), ids in found.items()
    ]


def _real_rows(now: datetime) -> list[WaitingRow]:
    """Return what waits, but for what an exercise made up: no plan ever moves that."""
    return [row for row in every_waiting_row(now) if not row.is_exercise]


def _offered(
    state: CentreState, rows: Sequence[WaitingRow], now: datetime, *, in_hand: Mapping[UUID, InHand]
) -> dict[UUID, InHand]:
    """Return what dispatch would offer, as its agents would then hold it."""
    snapshot = read_snapshot(state, now, rows, also_in_hand=list(in_hand.values()))
    if snapshot is None:
        return {}
    row_of = {row.id: row for row in rows}
    offered = {}
    for contact, agent in matches(snapshot, now):
        row = row_of[snapshot.contact_ids[contact]]
        agent_id = snapshot.agent_ids[agent]
        offered[row.id] = InHand(agent_id, row.queue, row.channel, State.OFFERED)
    return offered


def _overflown(
    state: CentreState, rows: Sequence[WaitingRow], now: datetime
) -> Sequence[WaitingRow]:
    """Return what waits as the recipes would leave it, queue by queue as the sweep goes."""
    on_duty = agents_for_customers(state, now)
    for queue in state.document.queues:
        n_waiting = sum(row.queue == queue.code for row in rows)
        n_ready = n_serving(state, queue, on_duty)
        rows = [
            _overflown_one(state, queue, row, now, n_waiting=n_waiting, n_ready=n_ready)
            if row.queue == queue.code and queue.overflow
            else row
            for row in rows
        ]
    return rows


def _overflown_one(
    state: CentreState,
    queue: Queue,
    row: WaitingRow,
    now: datetime,
    *,
    n_waiting: int,
    n_ready: int,
) -> WaitingRow:
    effects = overflow_effects(
        queue,
        waited_s=now.timestamp() - waits_since(state, row),
        now=QueueNow(
            n_waiting=n_waiting,
            n_ready=n_ready,
            is_closed=not state.is_channel_open(row.channel, now, row.queue),
        ),
        done=row.overflow.get("done", ()),
        been_in=row.overflow.get("been_in", ()),
    )
    held = {key: value for key, value in held_by(effects).items() if value is not None}
    overflow = {key: value for key, value in row.overflow.items() if key in ("done", "been_in")}
    for _, step in effects.once:
        if isinstance(step, Send) and step.queue is not None:
            due = due_at(state, queue=step.queue, channel=row.channel, received_at=row.received_at)
            been_in = [*overflow.get("been_in", ()), row.queue]
            overflow |= {"been_in": been_in}
            return row._replace(queue=step.queue, due_at=due, overflow=overflow)
    return row._replace(overflow=overflow | held)


def n_serving(state: CentreState, queue: Queue, on_duty: Sequence[OnDuty]) -> int:
    """Return how many people on duty are in a queue's own answer groups."""
    groups = [state.groups[code] for code in queue.groups if code in state.groups]
    return sum(
        any(
            group.has(username=agent.username, team=agent.team, site=agent.site) for group in groups
        )
        for agent in on_duty
    )


def reach_of(before: CentreState, after: CentreState, now: datetime) -> list[Reach]:
    """Return the queues with waiting contacts that more, fewer or other people would serve."""
    waiting = Counter(row.queue for row in _real_rows(now))
    there_before = agents_for_customers(before, now)
    there_after = agents_for_customers(after, now)
    found = []
    for code, n_waiting in waiting.items():
        if code not in before.queues or code not in after.queues:
            continue
        n_before = n_serving(before, before.queues[code], there_before)
        n_after = n_serving(after, after.queues[code], there_after)
        if n_before != n_after:
            found.append(Reach(queue=code, n_waiting=n_waiting, n_before=n_before, n_after=n_after))
    return found
