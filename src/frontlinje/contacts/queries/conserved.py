"""Is every contact ever received somewhere? The sum of law 1, asked by doctor and monitor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from frontlinje.contacts.rules.lifecycle import State

_WAITING = (State.RECEIVED, State.QUEUED)
_WITH_SOMEONE = (State.OFFERED, State.ACTIVE, State.WRAP_UP)
_PARKED = (State.PARKED, State.SCHEDULED)
# One statement is one look: between two, a contact that moves would be missed or counted twice.
# What an exercise made up was never received from anybody.
_ROWS_AND_LEDGER = """
SELECT 'row', channel, NULL, state, count(*) FROM contacts_contact
WHERE NOT is_exercise GROUP BY channel, state
UNION ALL
SELECT kind, channel, from_state, to_state, count(*) FROM ledger_event
WHERE kind IN ('contact.received', 'contact.moved')
    AND contact_id NOT IN (SELECT id FROM contacts_contact WHERE is_exercise)
GROUP BY kind, channel, from_state, to_state
"""


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
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_AND_LEDGER)
        found = cursor.fetchall()
    rows: Counter[tuple[str, str]] = Counter()
    received: Counter[str] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for kind, channel, before, after, n in found:
        if kind == "row":
            rows[channel, after] = n
            continue
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
