"""How far is a mail of ours? Claim it, note that its text is being handed over, settle the outcome.

A claim is a lease: if its holder dies, the mail is free again when the lease runs out. Only between
«the text is being handed over» and «settled» can it be unknown whether a server has it; then it is
sent once more under the same Message-ID, marked, and never a third time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.channels.mail.delivery import Outcome
from frontlinje.channels.mail.events import (
    MailDelayed,
    MailFailed,
    MailHandled,
    MailQueuedAgain,
    MailSent,
)
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState
from frontlinje.channels.mail.rules.attempts import next_attempt_at
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import LedgerEvent
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

LEASE = timedelta(minutes=5)
"""Counted anew when the text is handed over; from there on a server may take minutes."""

UNKNOWN = "mail.outcome_unknown"
GAVE_UP = "mail.gave_up"
_ON_ITS_WAY = (OutgoingState.QUEUED, OutgoingState.DELAYED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that is ours to send for a while."""

    id: UUID
    lease: UUID
    envelope_sender: str
    recipients: list[str]
    raw: bytes


@transaction.atomic
def claim_due_mail(*, at: datetime) -> Claimed | None:
    """Return the mail that has been due longest and that nobody else is sending."""
    mail = (
        OutgoingMail.objects.filter(state__in=_ON_ITS_WAY, next_at__lte=at)
        .filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at))
        .order_by("next_at")
        .select_for_update(skip_locked=True)
        .first()
    )
    if mail is None:
        return None
    if mail.is_data_begun and mail.is_maybe_double:
        _fail(mail, UNKNOWN, at=at)
        return claim_due_mail(at=at)
    mail.is_maybe_double = mail.is_maybe_double or mail.is_data_begun
    mail.is_data_begun = False
    mail.attempts += 1
    mail.lease = uuid7()
    mail.leased_until = at + LEASE
    mail.save(
        update_fields=["is_maybe_double", "is_data_begun", "attempts", "lease", "leased_until"]
    )
    return Claimed(
        mail.id, mail.lease, mail.envelope_sender, list(mail.recipients), bytes(mail.raw)
    )


def begin_data(claimed: Claimed, *, at: datetime) -> bool:
    """Note that the text is about to be handed over; no if the mail is no longer ours to send."""
    ours = OutgoingMail.objects.filter(id=claimed.id, lease=claimed.lease, leased_until__gt=at)
    return ours.update(is_data_begun=True, leased_until=at + LEASE) == 1


@transaction.atomic
def settle(claimed: Claimed, outcome: Outcome, *, at: datetime) -> None:
    """Write down what became of an attempt, unless somebody else has the mail by now."""
    mail = OutgoingMail.objects.select_for_update().filter(id=claimed.id, lease=claimed.lease)
    ours = mail.defer("raw").first()
    if ours is None or ours.state not in _ON_ITS_WAY:
        return
    ours.is_data_begun = outcome.is_unknown
    ours.refused = [*ours.refused, *outcome.refused]
    got_it = {*outcome.taken, *outcome.refused}
    ours.recipients = [address for address in ours.recipients if address not in got_it]
    if outcome.is_final:
        _fail(ours, outcome.trouble, at=at)
    elif ours.recipients:
        _delay(ours, outcome.trouble, at=at)
    elif ours.refused:
        _fail(ours, outcome.trouble, at=at)
    else:
        _end(ours, OutgoingState.SENT, "", next_at=None, sent_at=at)
        _record(ours, MailSent, at=at, is_maybe_double=ours.is_maybe_double)


def _delay(mail: OutgoingMail, trouble: str, *, at: datetime) -> None:
    next_at = next_attempt_at(attempts=mail.attempts, created_at=mail.created_at, now=at)
    if next_at is None:
        _fail(mail, trouble or GAVE_UP, at=at)
        return
    _end(mail, OutgoingState.DELAYED, trouble, next_at=next_at)
    _record(mail, MailDelayed, at=at, reason=trouble)


def _fail(mail: OutgoingMail, trouble: str, *, at: datetime) -> None:
    _end(mail, OutgoingState.FAILED, trouble, next_at=None)
    _record(mail, MailFailed, at=at, reason=trouble)


def _end(
    mail: OutgoingMail,
    state: OutgoingState,
    trouble: str,
    *,
    next_at: datetime | None,
    sent_at: datetime | None = None,
) -> None:
    mail.state = state
    mail.trouble = trouble[:400]
    mail.next_at = next_at
    mail.sent_at = sent_at
    mail.lease = None
    mail.leased_until = None
    mail.save(
        update_fields=[
            *("state", "trouble", "next_at", "sent_at", "lease", "leased_until"),
            *("is_data_begun", "recipients", "refused"),
        ]
    )


def _record(
    mail: OutgoingMail,
    happened: Callable[..., LedgerEvent],
    *,
    at: datetime,
    by: UUID | None = None,
    **more: object,
) -> None:
    message, contact = mail.message, mail.message.contact
    event = happened(contact_id=contact.id, channel=contact.channel, message_id=message.id, **more)
    topics = topics_of(contact, contact.agent_id, message.author_id)
    record(event, at=at, by=by, topics=topics)


@transaction.atomic
def send_again(*, outgoing_id: UUID, by: User, at: datetime) -> None:
    """Put a mail that failed on its way once more, to everybody who has not got it.

    Raises
    ------
    NotAllowed
        Without the right to reassign contacts.
    NotFound
        ``mail.no_such_mail``.
    Conflict
        ``mail.not_failed``.
    """
    mail = _failed(outgoing_id, by)
    mail.recipients = [*mail.recipients, *mail.refused]
    mail.refused = []
    mail.created_at, mail.attempts = at, 0
    mail.is_maybe_double = mail.is_maybe_double or mail.is_data_begun
    mail.is_data_begun = False
    mail.save(update_fields=["created_at", "attempts", "is_maybe_double"])
    _end(mail, OutgoingState.QUEUED, "", next_at=at)
    _record(mail, MailQueuedAgain, at=at, by=by.id)


@transaction.atomic
def note_handled(*, outgoing_id: UUID, by: User, at: datetime) -> None:
    """Note that the customer was reached in another way; the mail leaves the list of problems.

    Raises
    ------
    NotAllowed, NotFound, Conflict
        As ``send_again``.
    """
    mail = _failed(outgoing_id, by)
    mail.handled_by = by
    mail.save(update_fields=["handled_by"])
    _record(mail, MailHandled, at=at, by=by.id)


def _failed(outgoing_id: UUID, by: User) -> OutgoingMail:
    require(by, Permission.CONTACT_REASSIGN)
    mail = OutgoingMail.objects.select_for_update().defer("raw").filter(id=outgoing_id).first()
    if mail is None:
        raise NotFound("mail.no_such_mail")
    if mail.state != OutgoingState.FAILED or mail.handled_by_id is not None:
        raise Conflict("mail.not_failed")
    return mail
