"""What would become of the contacts that wait, if a plan were in effect now?

The same rules that decide live are asked here in the same order: dispatch right after the commit,
then overflow at the sweep. Nothing is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from frontlinje.centre.rules.queues import Queue, Send
from frontlinje.centre.rules.state import CentreState
from frontlinje.routing.actions.dispatching import matches
from frontlinje.routing.live_rows import OnDuty, WaitingRow, agents_on_duty, every_waiting_row
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
    rows = every_waiting_row(now)
    found: defaultdict[tuple[MoveKind, str, str, str], list[UUID]] = defaultdict(list)
    offered = _offered(after, rows, now)
    for row in rows:
        if row.id in offered:
            found["offered", row.queue, row.channel, ""].append(row.id)
    left = [row for row in rows if row.id not in offered]
    for row, to in _sent(after, left, now):
        found["sent", row.queue, row.channel, to].append(row.id)
    for row in left:
        home = after.queue_for(row.channel)
        if row.queue not in after.queues and home is not None:
            found["rehoused", row.queue, row.channel, home.code].append(row.id)
    return [
        Move(kind=kind, queue=queue, channel=channel, to=to, contact_ids=tuple(ids))
        for (kind, queue, channel, to), ids in found.items()
    ]


def _offered(state: CentreState, rows: Sequence[WaitingRow], now: datetime) -> set[UUID]:
    snapshot = read_snapshot(state, now, rows)
    if snapshot is None:
        return set()
    return {snapshot.contact_ids[contact] for contact, _ in matches(snapshot, now)}


def _sent(
    state: CentreState, rows: Sequence[WaitingRow], now: datetime
) -> Iterator[tuple[WaitingRow, str]]:
    """Yield what overflow would send elsewhere, and where."""
    waiting = Counter(row.queue for row in rows)
    on_duty = agents_on_duty(now)
    for row in rows:
        queue = state.queues.get(row.queue)
        if queue is None or not queue.overflow:
            continue
        effects = overflow_effects(
            queue,
            waited_s=now.timestamp() - waits_since(state, row),
            now=QueueNow(
                n_waiting=waiting[row.queue],
                n_ready=n_serving(state, queue, on_duty),
                is_closed=not state.is_channel_open(row.channel, now, row.queue),
            ),
            done=row.overflow.get("done", ()),
            been_in=row.overflow.get("been_in", ()),
        )
        for _, step in effects.once:
            if isinstance(step, Send) and step.queue is not None:
                yield row, step.queue


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
    waiting = Counter(row.queue for row in every_waiting_row(now))
    on_duty = agents_on_duty(now)
    found = []
    for code, n_waiting in waiting.items():
        if code not in before.queues or code not in after.queues:
            continue
        n_before = n_serving(before, before.queues[code], on_duty)
        n_after = n_serving(after, after.queues[code], on_duty)
        if n_before != n_after:
            found.append(Reach(queue=code, n_waiting=n_waiting, n_before=n_before, n_after=n_after))
    return found
