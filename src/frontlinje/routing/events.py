"""What can happen to offers, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class OfferMade(LedgerEvent):
    """A contact was offered to an agent."""

    kind: ClassVar[str] = "offer.made"
    contact_id: UUID
    agent_id: UUID
    channel: str
    queue: str
    offer_id: UUID
    deadline_at: str


@dataclass(frozen=True, kw_only=True)
class OfferEnded(LedgerEvent):
    """An offer was accepted, rejected, ran out, was taken back, or its agent was lost."""

    kind: ClassVar[str] = "offer.ended"
    contact_id: UUID
    agent_id: UUID
    channel: str
    queue: str
    offer_id: UUID
    to_state: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OverflowApplied(LedgerEvent):
    """An overflow recipe changed what a waiting contact may get."""

    kind: ClassVar[str] = "routing.overflow_applied"
    contact_id: UUID
    channel: str
    queue: str
    recipe: str
    effects: list[str]


@dataclass(frozen=True, kw_only=True)
class NobodyCanTake(LedgerEvent):
    """A contact waits that nobody on duty may take; it stays queued and raises this alarm."""

    kind: ClassVar[str] = "routing.nobody_can_take"
    contact_id: UUID
    channel: str
    queue: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CommonCauseSuspected(LedgerEvent):
    """Many stopped answering or were lost within a minute: one fault, not many people."""

    kind: ClassVar[str] = "routing.common_cause_suspected"
    agents: list[str]
    n_on_duty: int


@dataclass(frozen=True, kw_only=True)
class CommonCauseOver(LedgerEvent):
    """The common cause is over; automatic pauses work again."""

    kind: ClassVar[str] = "routing.common_cause_over"
    after_s: float
