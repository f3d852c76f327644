"""What happened since a screen last looked? Reads announced events for the stream, exactly.

Ids are handed out before commit, so a smaller id may appear after a larger one. A position
therefore carries a transaction: everything of transactions older than it had been over, and
handed on, when the position was given. Whoever comes back is given the rest; a few events twice,
none never.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

CHANNEL = "frontlinje"
"""What the database trigger announces ids on."""

MOST_REPLAYED = 2000
"""More than this since the last position, and a fresh page is cheaper."""

_COLUMNS = """id, kind, at, topics, contact_id, agent_id, customer_id, channel, queue,
    from_state, to_state, reason"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event as screens get it: what and whom it concerns, never what was written."""

    id: int
    topics: tuple[str, ...]
    frame: dict[str, Any]


def _announcement(row: TupleRow) -> Announcement:
    number, kind, at, topics, *values = row
    names = (
        "contact_id",
        "agent_id",
        "customer_id",
        "channel",
        "queue",
        "from_state",
        "to_state",
        "reason",
    )
    body = {name: str(value) for name, value in zip(names, values, strict=True) if value}
    stamp: datetime = at
    frame = {"kind": kind, "topics": topics, "at": stamp.isoformat(), "body": body}
    return Announcement(id=number, topics=tuple(topics), frame=frame)


async def oldest_unfinished(connection: AsyncConnection) -> int:
    """Return the transaction before which all are over."""
    cursor = await connection.execute(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def events_by_id(connection: AsyncConnection, ids: Sequence[int]) -> list[Announcement]:
    """Return these events in the order of their ids."""
    cursor = await connection.execute(
        f"SELECT {_COLUMNS} FROM ledger_event WHERE id = ANY(%s) ORDER BY id", [list(ids)]
    )
    return [_announcement(row) for row in await cursor.fetchall()]


async def events_since(
    connection: AsyncConnection, transaction: int, topics: Sequence[str]
) -> list[Announcement] | None:
    """Return what concerns these topics from that transaction on; None when it is too much."""
    cursor = await connection.execute(
        f"""SELECT {_COLUMNS} FROM ledger_event
            WHERE tx >= %s AND topics && %s::varchar[] ORDER BY id LIMIT {MOST_REPLAYED + 1}""",
        [transaction, list(topics)],
    )
    rows = await cursor.fetchall()
    return None if len(rows) > MOST_REPLAYED else [_announcement(row) for row in rows]
