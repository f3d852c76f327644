"""Events that only these tests know."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class BellRang(LedgerEvent):
    """A bell rang."""

    kind: ClassVar[str] = "test.bell_rang"
    agent_id: UUID | None = None
    reason: str = ""
    times: int = 1
    due: datetime | None = None
    rooms: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class LampLit(LedgerEvent):
    """A lamp was lit."""

    kind: ClassVar[str] = "test.lamp_lit"
