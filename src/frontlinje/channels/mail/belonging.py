"""To which contact does a mail belong, and how sure is that? Asked when it is read.

In this order: our Message-ID, our mark in the address, the Message-IDs of others, the subject.
A Message-ID of others is never enough by itself: anybody who saw it can name it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from frontlinje.channels.mail.models import OutgoingMail, RawMail, RawState
from frontlinje.channels.mail.queries import threaded_contact
from frontlinje.channels.mail.rules.addresses import address_in
from frontlinje.channels.mail.rules.own_addresses import own_form
from frontlinje.channels.mail.rules.read_mail import ReadMail
from frontlinje.channels.mail.rules.subjects import bare_subject, has_words_before
from frontlinje.channels.mail.rules.tags import contacts_tagged
from frontlinje.channels.mail.rules.threads import Thread, contacts_named
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.queries import customers_by_email

SUBJECT_WINDOW = timedelta(days=14)
"""How long the same subject from the same sender is taken for the same matter."""

_MOST_IDS = 50
_MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a mail belongs to."""

    contact: Contact
    thread: Thread
    is_sender_new: bool
    """Whether its sender had no part in that contact before."""


def belonging_of(mail: ReadMail, *, recipients: Iterable[str], at: datetime) -> Belonging | None:
    """Return what a mail belongs to, if to anything we have."""
    addresses = [*recipients, *mail.recipients, *mail.copies]
    named = {
        Thread.OUR_ID: contacts_named(mail.refers_to),
        Thread.ADDRESS: contacts_tagged(addresses),
    }
    for thread, ids in named.items():
        contact = threaded_contact(ids)
        if contact is not None:
            return Belonging(contact, thread, not _has_part(contact, mail))
    contact = _referred_to(mail)
    if contact is not None:
        return Belonging(contact, Thread.REFERENCES, not _has_part(contact, mail))
    contact = _with_same_subject(mail, at=at)
    return Belonging(contact, Thread.SUBJECT, False) if contact else None


def _referred_to(mail: ReadMail) -> Contact | None:
    """Return the contact of a mail it names, if it also shares people or subject with that."""
    for message in messages_named(mail.refers_to):
        contact = threaded_contact([message.contact_id])
        if contact is None:
            continue
        subject = bare_subject(mail.subject)
        is_same_subject = bool(subject) and subject == bare_subject(message.subject)
        if is_same_subject or _has_part(contact, mail):
            return contact
    return None


def messages_named(message_ids: list[str]) -> Iterator[Message]:
    """Yield the messages that came under these Message-IDs, in their order, the newest first."""
    wanted = [message_id for message_id in message_ids[:_MOST_IDS] if message_id]
    if not wanted:
        return
    found = RawMail.objects.filter(
        msg_id__in=wanted, state__in=[RawState.READ, RawState.UNREADABLE], message__isnull=False
    )
    rows = list(found.defer("raw").select_related("message").order_by("-received_at")[:_MOST_IDS])
    for raw in sorted(rows, key=lambda raw: wanted.index(raw.msg_id)):
        if raw.message is not None:
            yield raw.message


def _with_same_subject(mail: ReadMail, *, at: datetime) -> Contact | None:
    """Return the contact in which this sender wrote, or was written to, under this subject."""
    subject = bare_subject(mail.subject)
    if not subject or not mail.reply_to or not has_words_before(mail.subject):
        return None
    since = at - SUBJECT_WINDOW
    for message in [*_written_by(mail, since), *_written_to(mail, since)]:
        if bare_subject(message.subject) == subject:
            return threaded_contact([message.contact_id])
    return None


def _written_by(mail: ReadMail, since: datetime) -> Iterator[Message]:
    theirs = RawMail.objects.filter(
        reply_to=mail.reply_to, received_at__gte=since, message__isnull=False
    )
    for raw in theirs.defer("raw").select_related("message").order_by("-received_at")[:50]:
        if raw.message is not None:
            yield raw.message


def _written_to(mail: ReadMail, since: datetime) -> QuerySet[Message]:
    return Message.objects.filter(
        contact__customer__in=customers_by_email(mail.reply_to),
        contact__received_at__gte=since,
        is_outgoing=True,
        recipients__contains=[mail.reply_to],
    ).order_by("-at")[:50]


def _has_part(contact: Contact, mail: ReadMail) -> bool:
    """Say whether the sender of a mail has written or been written to in a contact."""
    asked = {address for address in (mail.sender.address, mail.reply_to) if address}
    customer = contact.customer
    if customer and customer.emails.filter(address__in=asked).exists():
        return True
    written = contact.messages.order_by("-at").values_list("sender", "recipients", "copies")
    return any(
        address_in(box) in asked
        for sender, recipients, copies in written[:_MOST_LOOKED_AT]
        for box in (sender, *recipients, *copies)
    )


def sent_already(raw: RawMail, mail: ReadMail) -> Message | None:
    """Return our own message if this mail is it, come back to us by a copy or a rule.

    One that we sent to this very address of ours is a mail to us like any other.
    """
    if not contacts_named([mail.message_id]):
        return None
    ours = OutgoingMail.objects.filter(msg_id=mail.message_id)
    found = ours.defer("raw").select_related("message").first()
    if found is None or found.message.text.split() != mail.body.text.split():
        return None
    meant_for = {address_in(box) for box in found.message.recipients}
    came_to = {own_form(address) for address in raw.recipients}
    return None if meant_for & came_to else found.message
