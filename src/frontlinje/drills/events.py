"""What can happen to day models and drills, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class DrillAsked(LedgerEvent):
    """Somebody had days played."""

    kind: ClassVar[str] = "drills.asked"
    drill_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class DrillEnded(LedgerEvent):
    """A drill was done, stopped, or could not be played."""

    kind: ClassVar[str] = "drills.ended"
    drill_id: UUID
    name: str
    to_state: str


@dataclass(frozen=True, kw_only=True)
class DrillDeleted(LedgerEvent):
    """Somebody deleted a drill that had been put away."""

    kind: ClassVar[str] = "drills.deleted"
    drill_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class DayModelSaved(LedgerEvent):
    """A day model was made, or got a new version."""

    kind: ClassVar[str] = "drills.day_model_saved"
    model_id: UUID
    name: str
    number: int
    origin: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DayModelPutAway(LedgerEvent):
    """A day model was taken out of the list."""

    kind: ClassVar[str] = "drills.day_model_put_away"
    model_id: UUID
    name: str
