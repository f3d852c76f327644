"""What can happen to the operating state, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class CentreChanged(LedgerEvent):
    """A new revision of the document was saved."""

    kind: ClassVar[str] = "centre.changed"
    revision: int
    reason: str = ""
    changes: list[dict[str, object]]
    """What differs: ``path``, ``before`` and ``after``; things are named by their codes."""
    undo_of: int | None = None
    """The revision that this one takes back."""


@dataclass(frozen=True, kw_only=True)
class OverridePlaced(LedgerEvent):
    """An edit was laid on top of the document."""

    kind: ClassVar[str] = "centre.override_placed"
    override_id: UUID
    edit: dict[str, object]
    starts_at: str
    until_at: str | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OverrideEnded(LedgerEvent):
    """Somebody took an edit off again before its time."""

    kind: ClassVar[str] = "centre.override_ended"
    override_id: UUID
    edit: dict[str, object]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OverrideMoved(LedgerEvent):
    """An edit that is laid on got another end."""

    kind: ClassVar[str] = "centre.override_moved"
    override_id: UUID
    before: str | None
    until_at: str | None
    reason: str = ""
