"""What do screens and actions want to know of mail? Reads across the tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from frontlinje.channels.mail.models import (
    AnswersStop,
    DraftFile,
    OutgoingMail,
    OutgoingState,
    RawMail,
    RawState,
)
from frontlinje.channels.mail.rules.addresses import sendable
from frontlinje.channels.mail.rules.attempts import GIVE_UP_AFTER
from frontlinje.channels.mail.rules.automatic import Automatic
from frontlinje.channels.mail.rules.bounces import Reported
from frontlinje.contacts.models import Contact, Customer, Message
from frontlinje.contacts.queries import customers_by_emails
from frontlinje.contacts.rules.lifecycle import OPEN, State
from frontlinje.ledger.kept_statement import A_TEXT, ANOTHER_TEXT, KeptStatement
from frontlinje.people.models import User

_LONGEST_CHAIN = 20
_OF_RAW = ("raw",)


def customer_with(address: str) -> Customer | None:
    """Return the customer who writes from this address, unless none or several do."""
    return customers_with([address]).get(address.strip().lower())


def customers_with(addresses: Iterable[str]) -> dict[str, Customer]:
    """Return the customer who writes from each address, unless none or several do."""
    found = customers_by_emails(addresses).items()
    return {address: writers[0] for address, writers in found if len(writers) == 1}


def threaded_contact(named: Iterable[UUID]) -> Contact | None:
    """Return the contact that a mail continues; of merged ones the one that lives on."""
    for contact_id in named:
        contact = Contact.objects.filter(id=contact_id).first()
        for _ in range(_LONGEST_CHAIN):
            if contact is None or contact.merged_into is None:
                break
            contact = contact.merged_into
        if contact is not None:
            return contact
    return None


def takes_another_message(contact: Contact) -> bool:
    """Say whether somebody will still look at this contact.

    In wrap-up it is answered and about to be closed: what comes then must not close with it.
    """
    return contact.state in OPEN - {State.WRAP_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an answer to a contact answers."""

    to: str
    """Where it goes, in the form that servers take; empty when nobody can be reached."""
    subject: str
    msg_id: str
    references: list[str]
    came_to: list[str]
    """Our addresses that the customer wrote to."""


def what_to_answer(contact: Contact) -> Answered:
    """Return what an answer to this contact answers: the latest that a person wrote."""
    latest = Message.objects.filter(contact=contact, is_outgoing=False).order_by("-at", "-id")
    came_to: list[str] = []
    for message in latest.prefetch_related(_raw_mails())[:50]:
        raw = next(iter(message.raw_mails.all()), None)
        if raw is not None:
            came_to += [address for address in raw.recipients if address not in came_to]
        if raw is not None and raw.automatic in (Automatic.BOUNCE, Automatic.REPLY):
            continue
        to = sendable((raw.reply_to if raw else "") or parseaddr(message.sender)[1])
        if to:
            return Answered(
                to=to,
                subject=message.subject or contact.subject,
                msg_id=raw.msg_id if raw else "",
                references=raw.references if raw else [],
                came_to=came_to,
            )
    return Answered(
        to=_own_address_of(contact.customer),
        subject=contact.subject,
        msg_id="",
        references=[],
        came_to=came_to,
    )


def _own_address_of(customer: Customer | None) -> str:
    known = customer.emails.order_by("id").first() if customer else None
    return sendable(known.address) if known else ""


def _raw_mails() -> "Prefetch[str]":
    return Prefetch("raw_mails", RawMail.objects.defer(*_OF_RAW).order_by("received_at"))


def with_mail(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Return messages with all that ``mail/message.html`` shows of them, in few queries."""
    outgoing = Prefetch(
        "outgoing_mail", OutgoingMail.objects.defer(*_OF_RAW).annotate(is_late=_is_late())
    )
    return messages.select_related("author").prefetch_related("attachments", _raw_mails(), outgoing)


def draft_files(contact_id: UUID, user: User) -> QuerySet[DraftFile]:
    """Return the files that somebody has put to an answer not yet sent."""
    return DraftFile.objects.filter(contact=contact_id, user=user).order_by("added_at", "id")


def held_answers(user: User, now: datetime) -> QuerySet[OutgoingMail]:
    """Return what somebody sent a moment ago and can still take back, the first to leave first."""
    return (
        OutgoingMail.objects.filter(
            state=OutgoingState.QUEUED, attempts=0, next_at__gt=now, message__author=user
        )
        .defer(*_OF_RAW)
        .select_related("message__contact__customer")
        .order_by("next_at")
    )


def _is_late() -> Q:
    reports = RawMail.objects.filter(reports_on=OuterRef("id"))
    is_delayed = Exists(reports.filter(reported=Reported.DELAYED))
    return is_delayed & ~Exists(reports.filter(reported=Reported.DELIVERED))


def late_elsewhere(now: datetime) -> QuerySet[OutgoingMail]:
    """Return what we have handed on and somebody else's server is late with."""
    recent = RawMail.objects.filter(reported=Reported.DELAYED, received_at__gt=now - GIVE_UP_AFTER)
    return (
        OutgoingMail.objects.filter(state=OutgoingState.SENT, id__in=recent.values("reports_on"))
        .filter(_is_late())
        .defer(*_OF_RAW)
        .select_related("message__contact")
        .order_by("sent_at")
    )


def is_held(mail: OutgoingMail, now: datetime) -> bool:
    """Say whether a mail that somebody sent a moment ago has not begun to leave."""
    is_waiting = mail.state == OutgoingState.QUEUED and mail.attempts == 0
    return is_waiting and mail.next_at is not None and mail.next_at > now


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingSums:
    """How many of our mails are how far."""

    held: int
    """Sent a moment ago; their writers can still take them back."""
    queued: int
    sent: int
    """Within a day."""
    delayed: int
    failed: int
    """Not yet dealt with."""


def outgoing_sums(now: datetime) -> OutgoingSums:
    """Return how many of our mails are how far."""
    queued = OutgoingMail.objects.filter(state=OutgoingState.QUEUED)
    held = queued.filter(attempts=0, next_at__gt=now).count()
    sent = OutgoingMail.objects.filter(
        state=OutgoingState.SENT, sent_at__gt=now - timedelta(days=1)
    )
    trouble = outgoing_in_trouble()
    return OutgoingSums(
        held=held,
        queued=queued.count() - held,
        sent=sent.count(),
        delayed=trouble.filter(state=OutgoingState.DELAYED).count(),
        failed=trouble.filter(state=OutgoingState.FAILED).count(),
    )


def waiting_to_leave(now: datetime) -> QuerySet[OutgoingMail]:
    """Return what is due and that no server has taken yet, the oldest first."""
    due = OutgoingMail.objects.filter(state=OutgoingState.QUEUED, next_at__lte=now)
    return due.defer(*_OF_RAW).select_related("message__contact").order_by("next_at")


def outgoing_in_trouble() -> QuerySet[OutgoingMail]:
    """Return what did not get through: failed ones first, then those that are tried again."""
    in_trouble = [OutgoingState.FAILED, OutgoingState.DELAYED]
    return (
        OutgoingMail.objects.filter(state__in=in_trouble, handled_by__isnull=True)
        .defer(*_OF_RAW)
        .select_related("message__contact", "message__author")
        .order_by("-state", "created_at")
    )


def unreadable_mail() -> QuerySet[RawMail]:
    """Return what could not be read and whose contact is still open."""
    return (
        RawMail.objects.filter(state=RawState.UNREADABLE, message__contact__state__in=OPEN)
        .defer(*_OF_RAW)
        .select_related("message__contact")
        .order_by("received_at")
    )


def answers_stopped_since() -> datetime | None:
    """Return since when automatic answers are stopped, if they are."""
    stopped = AnswersStop.objects.filter(ended_at__isnull=True)
    return stopped.values_list("at", flat=True).first()


def waiting_to_be_read(before: datetime) -> QuerySet[RawMail]:
    """Return what was taken before an instant and has not been read yet."""
    return RawMail.objects.filter(state=RawState.KEPT, received_at__lt=before).defer(*_OF_RAW)


def files_missing() -> QuerySet[RawMail]:
    """Return mail whose files could not be stored yet."""
    return RawMail.objects.filter(has_files_missing=True).defer(*_OF_RAW)


def same_mail(raw: RawMail, *, since: datetime) -> RawMail | None:
    """Return the mail that this one is another delivery of, if any.

    The same Message-ID and the same content are the same mail. Without a Message-ID it takes the
    very same bytes to the same address, within the days in which servers try again.
    """
    if raw.msg_id:
        rows = _SAME_MESSAGE.rows(texts=[raw.msg_id, raw.content_sha256])
        if not rows:
            return None
        found = RawMail.objects.filter(id__in=[row[0] for row in rows])
    else:
        found = RawMail.objects.filter(
            state__in=_DONE,
            sha256=raw.sha256,
            recipients__overlap=raw.recipients,
            received_at__gte=since,
        )
    return found.exclude(id=raw.id).defer(*_OF_RAW).order_by("received_at").first()


def known_mails(message_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Return what we have under these Message-IDs, each with the hash of its content."""
    found = RawMail.objects.filter(state__in=_DONE, msg_id__in=set(message_ids))
    return set(found.exclude(msg_id="").values_list("msg_id", "content_sha256"))


_DONE = (RawState.READ, RawState.UNREADABLE)
_SAME_MESSAGE = KeptStatement(
    lambda _now: RawMail.objects.filter(
        state__in=_DONE, msg_id=A_TEXT, content_sha256=ANOTHER_TEXT
    ).values_list("id", flat=True)
)
