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
class CustomerTurnedAway(LedgerEvent):
    """A customer found a channel closed and was told another way; no contact came of it."""

    kind: ClassVar[str] = "contacts.turned_away"
    channel: str
    queue: str = ""
    """What it was about, if that was known."""
    alternative: str
    """The channel that was named instead, empty when there was none."""


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


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(LedgerEvent):
    """A customer came into the register."""

    kind: ClassVar[str] = "customer.created"
    customer_id: UUID
    after: dict[str, object]
    import_run: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(LedgerEvent):
    """Facts of a customer changed; only those that did."""

    kind: ClassVar[str] = "customer.changed"
    customer_id: UUID
    before: dict[str, object]
    after: dict[str, object]
    reason: str = ""
    import_run: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CustomerRemoved(LedgerEvent):
    """A customer left the register again, because the import that brought them was undone."""

    kind: ClassVar[str] = "customer.removed"
    customer_id: UUID
    import_run: UUID


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(LedgerEvent):
    """Two customers were found to be one; ``customer_id`` is the one that is kept."""

    kind: ClassVar[str] = "customer.merged"
    customer_id: UUID
    merged_id: UUID
    merge_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomersParted(LedgerEvent):
    """A merge was undone."""

    kind: ClassVar[str] = "customer.parted"
    customer_id: UUID
    merged_id: UUID
    merge_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomersImported(LedgerEvent):
    """A file was written into the register."""

    kind: ClassVar[str] = "customer.imported"
    import_run: UUID
    n_new: int
    n_changed: int
    n_unchanged: int
    n_wrong: int


@dataclass(frozen=True, kw_only=True)
class ImportUndone(LedgerEvent):
    """What a file had written was taken back."""

    kind: ClassVar[str] = "customer.import_undone"
    import_run: UUID
    n_removed: int
    n_restored: int
    n_left: int


@dataclass(frozen=True, kw_only=True)
class CaseOpened(LedgerEvent):
    """A matter was given a name of its own."""

    kind: ClassVar[str] = "case.opened"
    case_id: UUID
    customer_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CaseChanged(LedgerEvent):
    """A case was renamed, closed or opened again."""

    kind: ClassVar[str] = "case.changed"
    case_id: UUID
    customer_id: UUID | None = None
    reason: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class NationalIdRevealed(LedgerEvent):
    """Somebody looked at a masked national identity number; the number itself is not here."""

    kind: ClassVar[str] = "customer.national_id_revealed"
    contact_id: UUID | None = None
    customer_id: UUID | None = None
    message_id: UUID | None = None
    note_id: UUID | None = None
