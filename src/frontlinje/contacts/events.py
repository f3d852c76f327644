"""What can happen to contacts and customers, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class ContactReceived(LedgerEvent):
    """A contact came in and was committed; conservation counts from here."""

    kind: ClassVar[str] = "contact.received"
    contact_id: UUID
    channel: str
    queue: str
    to_state: str
    customer_id: UUID | None = None
    source: str


@dataclass(frozen=True, kw_only=True)
class ContactMoved(LedgerEvent):
    """A contact went from one state to another, or to another queue."""

    kind: ClassVar[str] = "contact.moved"
    contact_id: UUID
    channel: str
    queue: str
    from_state: str
    to_state: str
    agent_id: UUID | None = None
    """Who holds it now, or was offered it, or had it until now."""
    reason: str = ""
    from_queue: str = ""
    """The queue it left, when it changed."""


@dataclass(frozen=True, kw_only=True)
class ContactChanged(LedgerEvent):
    """Something else of a contact changed: customer, case, subject, priority, demands."""

    kind: ClassVar[str] = "contact.changed"
    contact_id: UUID
    channel: str
    queue: str
    reason: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MessageAdded(LedgerEvent):
    """A message was added to a contact."""

    kind: ClassVar[str] = "contact.message_added"
    contact_id: UUID
    channel: str
    message_id: UUID
    is_outgoing: bool


@dataclass(frozen=True, kw_only=True)
class NoteAdded(LedgerEvent):
    """A colleague wrote a note."""

    kind: ClassVar[str] = "contact.note_added"
    contact_id: UUID | None = None
    customer_id: UUID | None = None
    note_id: UUID
