"""Is every contact ever received somewhere? The sum of law 1, asked by doctor and monitor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event

_WAITING = (State.RECEIVED, State.QUEUED)
_WITH_SOMEONE = (State.OFFERED, State.ACTIVE, State.WRAP_UP)
_PARKED = (State.PARKED, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Conservation:
    """The sum of law 1 for one channel: where every contact ever received is now."""

    channel: str
    received: int
    closed: int
    abandoned: int
    waiting: int
    with_someone: int
    parked: int
    captured_offline: int
    differences: dict[str, int]
    """Per state, rows minus what the ledger says; empty when all is well."""

    @property
    def holds(self) -> bool:
        """Say whether nothing is missing and nothing is double."""
        found = (
            self.closed
            + self.abandoned
            + self.waiting
            + self.with_someone
            + self.parked
            + self.captured_offline
        )
        return self.received == found and not self.differences


def conservation() -> list[Conservation]:
    """Return the sum per channel, from the ledger (what happened) and the rows (what is)."""
    rows: Counter[tuple[str, str]] = Counter()
    for channel, state, n in (
        Contact.objects.values_list("channel", "state").order_by().annotate(Count("id"))
    ):
        rows[channel, state] = n
    received: Counter[str] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    kinds = ("contact.received", "contact.moved")
    moves = (
        Event.objects.filter(kind__in=kinds)
        .values_list("kind", "channel", "from_state", "to_state")
        .order_by()
        .annotate(Count("id"))
    )
    for kind, channel, before, after, n in moves:
        if kind == "contact.received":
            received[channel] += n
        else:
            told[channel, before] -= n
        told[channel, after] += n
    channels = sorted({channel for channel, _ in rows} | set(received))
    return [_sum_of(channel, received[channel], rows, told) for channel in channels]


def _sum_of(
    channel: str,
    received: int,
    rows: Counter[tuple[str, str]],
    told: Counter[tuple[str, str]],
) -> Conservation:
    def count(states: Iterable[State]) -> int:
        return sum(rows[channel, state] for state in states)

    return Conservation(
        channel=channel,
        received=received,
        closed=count([State.CLOSED]),
        abandoned=count([State.ABANDONED]),
        waiting=count(_WAITING),
        with_someone=count(_WITH_SOMEONE),
        parked=count(_PARKED),
        captured_offline=count([State.CAPTURED_OFFLINE]),
        differences={
            state.value: difference
            for state in State
            if (difference := rows[channel, state] - told[channel, state])
        },
    )
