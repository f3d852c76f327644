"""Whose turn is it, when only one process may do something at a time? Loops of the worker ask."""

from django.db import connection


def is_ours(lock: int) -> bool:
    """Say whether this connection holds the lock; a dead process loses it with its connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND pid = pg_backend_pid() AND classid = %s AND objid = %s)"
            " OR pg_try_advisory_lock(%s)",
            [lock >> 32, lock & 0xFFFFFFFF, lock],
        )
        row = cursor.fetchone()
    return bool(row and row[0])
