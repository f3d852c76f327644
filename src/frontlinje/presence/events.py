"""What can happen to a person's presence, as the ledger keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class StatusDeclared(LedgerEvent):
    """A person (or a leader for them) declared a status."""

    kind: ClassVar[str] = "presence.declared"
    agent_id: UUID
    from_state: str
    to_state: str
    reason: str = ""
    place: str = ""
    site: str = ""
    after_s: float = 0.0
    """How long the status before it had lasted."""
    why: str = ""
    """What a leader who declared it for them says to them."""


@dataclass(frozen=True, kw_only=True)
class ConnectionChanged(LedgerEvent):
    """A person's desk was connected or lost."""

    kind: ClassVar[str] = "presence.connection"
    agent_id: UUID
    to_state: str
    """``connected`` or ``lost``."""


@dataclass(frozen=True, kw_only=True)
class StoppedResponding(LedgerEvent):
    """A person let too many offers run out in a row."""

    kind: ClassVar[str] = "presence.stopped_responding"
    agent_id: UUID
    n_missed: int


@dataclass(frozen=True, kw_only=True)
class RespondsAgain(LedgerEvent):
    """A person who did not respond is available again."""

    kind: ClassVar[str] = "presence.responds_again"
    agent_id: UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteLeft(LedgerEvent):
    """A person left a word to the team."""

    kind: ClassVar[str] = "presence.note_left"
    agent_id: UUID
    note: str


@dataclass(frozen=True, kw_only=True)
class ShiftOver(LedgerEvent):
    """A shift ended for somebody still logged on: nothing more is offered until they say so."""

    kind: ClassVar[str] = "presence.shift_over"
    agent_id: UUID
    ended_at: datetime


@dataclass(frozen=True, kw_only=True)
class ShiftEntered(LedgerEvent):
    """A shift was planned."""

    kind: ClassVar[str] = "presence.shift_entered"
    agent_id: UUID
    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    note: str = ""
    source: str = "hand"
    """``hand``, ``file``, ``copy`` of another week, or ``undo``."""


@dataclass(frozen=True, kw_only=True)
class ShiftChanged(LedgerEvent):
    """A planned shift was changed."""

    kind: ClassVar[str] = "presence.shift_changed"
    agent_id: UUID
    shift_id: UUID
    before: dict[str, object]
    after: dict[str, object]
    source: str = "hand"


@dataclass(frozen=True, kw_only=True)
class ShiftRemoved(LedgerEvent):
    """A planned shift was taken off the plan; it can be put back from here."""

    kind: ClassVar[str] = "presence.shift_removed"
    agent_id: UUID
    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ShiftsImported(LedgerEvent):
    """A file of shifts was written into the plan; each shift has its own event too."""

    kind: ClassVar[str] = "presence.shifts_imported"
    file_name: str
    n_new: int
    n_changed: int
    n_unchanged: int
    n_wrong: int
