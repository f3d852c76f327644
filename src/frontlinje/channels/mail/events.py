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
class MailParted(LedgerEvent):
    """Somebody said that a mail does not belong to the contact or the case it was put to."""

    kind: ClassVar[str] = "mail.parted"
    contact_id: UUID
    channel: str
    message_id: UUID
    thread: str
    """By what it had been found to belong there."""
    parted_into: UUID
    """The contact it has now; the same one when only the case was wrong."""


@dataclass(frozen=True, kw_only=True)
class MailTakenBack(LedgerEvent):
    """Whoever wrote an answer took it back before it left; it is a draft again."""

    kind: ClassVar[str] = "mail.taken_back"
    contact_id: UUID
    channel: str
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class MailReadAtLast(LedgerEvent):
    """A mail that could not be read when it came can be read now; its contact shows it."""

    kind: ClassVar[str] = "mail.read_at_last"
    contact_id: UUID
    channel: str
    raw_mail_id: UUID


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
class AnswersStopped(LedgerEvent):
    """Automatic answers went out too fast to be right; all of them stopped."""

    kind: ClassVar[str] = "mail.answers_stopped"
    n: int


@dataclass(frozen=True, kw_only=True)
class AnswersLetGo(LedgerEvent):
    """Somebody looked, and automatic answers go out again."""

    kind: ClassVar[str] = "mail.answers_let_go"


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


@dataclass(frozen=True, kw_only=True)
class MailboxChanged(LedgerEvent):
    """A mailbox to fetch from was added, changed or removed; secrets are never part of it."""

    kind: ClassVar[str] = "mail.mailbox_changed"
    mailbox: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MailboxSignedIn(LedgerEvent):
    """Somebody signed in at the provider and let us fetch from a mailbox."""

    kind: ClassVar[str] = "mail.mailbox_signed_in"
    mailbox: str


@dataclass(frozen=True, kw_only=True)
class MailboxInTrouble(LedgerEvent):
    """Mail cannot be fetched from a mailbox, or not be put aside there."""

    kind: ClassVar[str] = "mail.mailbox_in_trouble"
    mailbox: str
    reason: str
    words: str


@dataclass(frozen=True, kw_only=True)
class MailboxRecovered(LedgerEvent):
    """Mail is fetched from a mailbox again."""

    kind: ClassVar[str] = "mail.mailbox_recovered"
    mailbox: str
    reason: str
    lasted_s: float


@dataclass(frozen=True, kw_only=True)
class MailboxNumberedAnew(LedgerEvent):
    """A server gave all mails of a mailbox new numbers; known ones are recognised by their hash."""

    kind: ClassVar[str] = "mail.mailbox_numbered_anew"
    mailbox: str
    before: int
    after: int
