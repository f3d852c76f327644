"""What can happen to mail, as the ledger keeps it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from frontlinje.ledger.events import LedgerEvent


@dataclass(frozen=True, kw_only=True)
class MailCameAgain(LedgerEvent):
    """The very same mail was delivered once more; it stays one contact."""

    kind: ClassVar[str] = "mail.came_again"
    contact_id: UUID
    channel: str
    raw_mail_id: UUID
    recipients: list[str]


@dataclass(frozen=True, kw_only=True)
class MailUnreadable(LedgerEvent):
    """A mail could not be read; it became a contact that shows it as plain text."""

    kind: ClassVar[str] = "mail.unreadable"
    contact_id: UUID
    channel: str
    raw_mail_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class MailSent(LedgerEvent):
    """A mail server has taken a mail of ours."""

    kind: ClassVar[str] = "mail.sent"
    contact_id: UUID
    channel: str
    message_id: UUID
    is_maybe_double: bool


@dataclass(frozen=True, kw_only=True)
class MailDelayed(LedgerEvent):
    """A mail of ours did not get through and will be tried again."""

    kind: ClassVar[str] = "mail.delayed"
    contact_id: UUID
    channel: str
    message_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class MailFailed(LedgerEvent):
    """A mail of ours did not arrive, and nobody tries again by itself."""

    kind: ClassVar[str] = "mail.failed"
    contact_id: UUID
    channel: str
    message_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class MailQueuedAgain(LedgerEvent):
    """Somebody said that a mail that failed is to be sent again."""

    kind: ClassVar[str] = "mail.queued_again"
    contact_id: UUID
    channel: str
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class MailHandled(LedgerEvent):
    """Somebody said that the customer was reached in another way after a mail failed."""

    kind: ClassVar[str] = "mail.handled"
    contact_id: UUID
    channel: str
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class MailWithheld(LedgerEvent):
    """A mail of an exercise was kept in the house; counted, never sent."""

    kind: ClassVar[str] = "mail.withheld"
    contact_id: UUID
    channel: str
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class MailAddressChanged(LedgerEvent):
    """How we present ourselves from an address was changed."""

    kind: ClassVar[str] = "mail.address_changed"
    address: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MailOriginalOpened(LedgerEvent):
    """Somebody looked at a mail as it came, with nothing masked."""

    kind: ClassVar[str] = "mail.original_opened"
    contact_id: UUID
    customer_id: UUID | None
    raw_mail_id: UUID
