"""What can happen to a person's presence, as the ledger keeps it."""

from dataclasses import dataclass
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
