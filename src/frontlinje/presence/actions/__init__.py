"""What can be done to presence? Declared, measured and noted: ``status``; planned: ``shifts``."""

from frontlinje.presence.actions.shifts import (
    change_shift,
    copy_week,
    enter_shift,
    remove_shift,
    restore_shift,
)
from frontlinje.presence.actions.status import (
    count_missed,
    declare_status,
    leave_note,
    locked_presence,
    lose_connections,
    note_connections,
    note_shifts_over,
    respond_again,
)

__all__ = [
    "change_shift",
    "copy_week",
    "count_missed",
    "declare_status",
    "enter_shift",
    "leave_note",
    "locked_presence",
    "lose_connections",
    "note_connections",
    "note_shifts_over",
    "remove_shift",
    "respond_again",
    "restore_shift",
]
