"""What can happen to runs, as the ledger keeps it; each contact has events of its own besides."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class BulkStarted(LedgerEvent):
    """Somebody had one thing done to many contacts."""

    kind: ClassVar[str] = "bulk.started"
    run_id: UUID
    deed: str
    terms: dict[str, object]
    n_contacts: int


@dataclass(frozen=True, kw_only=True)
class BulkEnded(LedgerEvent):
    """A run came to its end, or was stopped before it."""

    kind: ClassVar[str] = "bulk.ended"
    run_id: UUID
    deed: str
    is_stopped: bool
    n_done: int
    n_failed: int
    n_left: int
    """Contacts to which nothing was done: left out, or not reached before the stop."""


@dataclass(frozen=True, kw_only=True)
class BulkUndone(LedgerEvent):
    """What a run had done was taken back, as far as that was possible."""

    kind: ClassVar[str] = "bulk.undone"
    run_id: UUID
    deed: str
    n_undone: int
    n_kept: int
