"""What does an incoming mail become? A new contact, one more message, or the same as before.

Every function here runs in the transaction of ``reading``; together they write the mail whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from frontlinje.base.errors import Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.actions.continuing import add_message, case_of, tell_of_message
from frontlinje.channels.mail.actions.outside import answered_outside
from frontlinje.channels.mail.actions.receipts import send_receipt
from frontlinje.channels.mail.actions.reporting import reported_mail, write_report
from frontlinje.channels.mail.belonging import Belonging, belonging_of, sent_already
from frontlinje.channels.mail.events import MailCameAgain, MailUnreadable
from frontlinje.channels.mail.files import hash_of
from frontlinje.channels.mail.models import OutgoingMail, RawMail, RawState
from frontlinje.channels.mail.queries import (
    customer_with,
    same_mail,
    takes_another_message,
    threaded_contact,
)
from frontlinje.channels.mail.rules.attempts import GIVE_UP_AFTER
from frontlinje.channels.mail.rules.automatic import Automatic
from frontlinje.channels.mail.rules.body import MailFile
from frontlinje.channels.mail.rules.bounces import Reported
from frontlinje.channels.mail.rules.own_addresses import CHANNEL, queue_of
from frontlinje.channels.mail.rules.read_mail import ReadMail, shown_as_text
from frontlinje.channels.mail.rules.threads import Thread
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.actions.receiving import Arrival, receive_with_message
from frontlinje.contacts.models import Attachment, Case, Contact, Customer, Message
from frontlinje.ledger.actions import record
from frontlinje.ledger.rows import insert_rows, save_values

_RESULT = (
    *("state", "message", "held_until", "trouble", "msg_id", "references", "reply_to"),
    *("content_sha256", "automatic", "is_shortened", "has_files_missing", "thread"),
    *("is_sender_new", "extras", "reported", "reports_on"),
)


class WrittenAlready(Exception):
    """Another reader has written this mail; what we wrote must not be."""


def write_mail(raw: RawMail, mail: ReadMail, *, at: datetime) -> None:
    """Write a mail that was read: as another delivery, as a message, or as a new contact."""
    note_facts(raw, mail)
    if _came_before(raw, at=at):
        return
    if _is_ours(raw, mail, at=at):
        return
    about = reported_mail(mail.report, at=at) if mail.report else None
    found = _belonging(raw, mail, about, at=at)
    before = locked_contact(found.contact.id) if found else None
    if found is not None:
        raw.thread, raw.is_sender_new = found.thread, found.is_sender_new
    if before and (takes_another_message(before) or _needs_nobody(mail, about)):
        message = add_message(before, raw, mail, at=at)
    else:
        message = _begin_contact(raw, mail, before, at=at)
    if about and mail.report:
        write_report(about, raw, mail.report, at=at)
    attach(message, mail.body.files)
    _done(raw, RawState.READ, message)


def note_facts(raw: RawMail, mail: ReadMail) -> None:
    """Put down on a raw mail what it says of itself, without saving it."""
    raw.msg_id = mail.message_id
    raw.references = mail.references
    raw.reply_to = mail.reply_to
    raw.content_sha256 = mail.content_sha256
    raw.automatic = mail.automatic
    raw.extras = [asdict(extra) for extra in mail.extras]
    raw.is_shortened = mail.body.is_shortened


def _belonging(
    raw: RawMail, mail: ReadMail, about: OutgoingMail | None, *, at: datetime
) -> Belonging | None:
    """Return what a mail belongs to: a report to what it is about, other mail to what it names."""
    contact = threaded_contact([about.message.contact_id]) if about else None
    if contact is not None:
        return Belonging(contact, Thread.OUR_ID, False)
    return belonging_of(mail, recipients=raw.recipients, at=at)


def _needs_nobody(mail: ReadMail, about: OutgoingMail | None) -> bool:
    """Say whether a mail joins even a contact that is finished, because there is nothing to do.

    «I am on holiday» is such a mail, a report that ours is late or has arrived, and what becomes
    of our automatic answers. An answer of a colleague's that failed is work.
    """
    if mail.report is None or about is None:
        return mail.automatic == Automatic.REPLY
    return about.is_receipt or mail.report.what != Reported.FAILED


def _is_ours(raw: RawMail, mail: ReadMail, *, at: datetime) -> bool:
    """Put down what we ourselves wrote, here or elsewhere, if it is that."""
    message = sent_already(raw, mail)
    if message is not None:
        _done(raw, RawState.SAME, message)
        return True
    message = answered_outside(raw, mail, at=at)
    if message is not None:
        attach(message, mail.body.files)
        _done(raw, RawState.READ, message)
    return message is not None


def _came_before(raw: RawMail, *, at: datetime) -> bool:
    """Note another delivery of a mail that we have, if it is one."""
    earlier = same_mail(raw, since=at - GIVE_UP_AFTER)
    if earlier is None or earlier.message is None:
        return False
    contact = earlier.message.contact
    raw.has_files_missing = False
    _done(raw, RawState.SAME, earlier.message)
    again = MailCameAgain(
        contact_id=contact.id,
        channel=contact.channel,
        raw_mail_id=raw.id,
        recipients=raw.recipients,
    )
    record(again, at=at, by=None, topics=[f"contact:{contact.id}"])
    return True


def _begin_contact(
    raw: RawMail, mail: ReadMail, before: Contact | None, *, at: datetime
) -> Message:
    state = effective_state(at)
    customer = customer_with(mail.sender.address) or (before.customer if before else None)
    queue = queue_for(raw, before, state)
    case = case_of(before, at=at) if before else None
    contact, message = _received(arrival_of(raw, mail, queue, customer, case), at=at)
    if before is None:
        send_receipt(contact, raw=raw, mail=mail, state=state, at=at)
    return message


def arrival_of(
    raw: RawMail, mail: ReadMail, queue: str, customer: Customer | None, case: Case | None = None
) -> Arrival:
    """Return a mail as a contact that comes in."""
    return Arrival(
        channel=CHANNEL,
        queue=queue,
        source=raw.door,
        received_at=raw.received_at,
        customer=customer,
        case=case,
        subject=mail.subject,
        text=mail.body.text,
        html=mail.body.html,
        sender=str(mail.sender),
        recipients=mail.recipients or raw.recipients,
        copies=mail.copies,
        language=customer.language if customer else "",
    )


def queue_for(raw: RawMail, before: Contact | None, state: CentreState) -> str:
    """Return where a new contact begins: what goes on, where it was; else by mailbox or address."""
    last = state.queues.get(before.queue) if before else None
    of_box = state.queues.get(raw.mailbox.queue) if raw.mailbox else None
    named = next((one for one in (last, of_box) if one and CHANNEL in one.channels), None)
    queue = named.code if named else queue_of(raw.recipients, state)
    if not queue:
        raise Unavailable("mail.no_queue")
    return queue


def _received(arrival: Arrival, *, at: datetime) -> tuple[Contact, Message]:
    """Write a contact; a mail of nothing, or of files only, has an empty message."""
    contact, message = receive_with_message(arrival, at=at)
    if message is None:
        message = Message.objects.create(
            contact=contact,
            at=arrival.received_at,
            sender=arrival.sender[:320],
            recipients=arrival.recipients,
            copies=arrival.copies,
        )
        tell_of_message(message, at=at)
    return contact, message


def attach(message: Message, files: list[MailFile]) -> None:
    """Put files to a message; their bytes are in the store already, or follow."""
    insert_rows(attachments_of(message, files))


def attachments_of(message: Message, files: Iterable[MailFile]) -> list[Attachment]:
    """Return the rows of a message's files."""
    return [
        Attachment(
            message=message,
            name=file.name,
            content_type=file.content_type,
            size=len(file.body),
            sha256=hash_of(file.body),
            content_id=file.content_id,
        )
        for file in files
    ]


def write_unreadable(raw: RawMail, *, trouble: str, at: datetime) -> None:
    """Write a mail that could not be read as a contact that shows it as text."""
    if _came_before(raw, at=at):
        return
    state = effective_state(at)
    sender, subject, text = shown_as_text(bytes(raw.raw))
    sender = sender or raw.envelope_sender
    customer = customer_with(sender)
    queue = queue_for(raw, None, state)
    arrival = Arrival(
        channel=CHANNEL,
        queue=queue,
        source=raw.door,
        received_at=raw.received_at,
        customer=customer,
        subject=subject,
        text=text,
        sender=sender,
        recipients=raw.recipients,
        language=customer.language if customer else "",
    )
    contact, message = _received(arrival, at=at)
    raw.trouble = trouble[:400]
    _done(raw, RawState.UNREADABLE, message)
    unreadable = MailUnreadable(
        contact_id=contact.id, channel=CHANNEL, raw_mail_id=raw.id, reason=raw.trouble
    )
    record(unreadable, at=at, by=None, topics=topics_of(contact))


def _done(raw: RawMail, state: RawState, message: Message) -> None:
    """Write down what became of a mail."""
    done_with([(raw, message)], state)


def done_with(written: Sequence[tuple[RawMail, Message]], state: RawState) -> None:
    """Write down what became of mails, unless another reader was faster with one of them."""
    for raw, message in written:
        raw.state = state
        raw.message = message
        raw.held_until = None
    rows = [raw for raw, _ in written]
    if save_values(rows, _RESULT, only={"state": RawState.KEPT}) < len(rows):
        raise WrittenAlready
