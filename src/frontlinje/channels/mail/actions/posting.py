"""How does a message of ours get on its way? Written complete, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from frontlinje.base.errors import Unavailable
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.channels.mail.events import MailWithheld
from frontlinje.channels.mail.files import path_of
from frontlinje.channels.mail.models import DraftFile, MailAddress, OutgoingMail, OutgoingState
from frontlinje.channels.mail.queries import Answered
from frontlinje.channels.mail.rules.attempts import UNDO_FOR
from frontlinje.channels.mail.rules.compose import (
    Letter,
    LetterFile,
    answer_subject,
    composed,
    with_signature,
)
from frontlinje.channels.mail.rules.headers import Mailbox
from frontlinje.channels.mail.rules.own_addresses import address_to_write_from, queues_by_address
from frontlinje.channels.mail.rules.tags import tagged_address
from frontlinje.channels.mail.rules.threads import message_id_for, references_of_answer
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.contacts.events import MessageAdded
from frontlinje.contacts.models import Attachment, Contact, Message
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import LedgerEvent
from frontlinje.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is to be written, to whom, by whom."""

    text: str
    answers: Answered
    author: User | None = None
    """None when the system itself writes."""
    files: Sequence[DraftFile] = ()


def post_message(contact: Contact, writing: Writing, *, at: datetime) -> Message:
    """Write a message of ours and put it on its way, when the caller's transaction commits.

    What a person wrote is held for a moment first, so that it can be taken back.

    Raises
    ------
    Unavailable
        ``mail.no_address_of_ours`` while no queue that takes mail has an address;
        ``mail.file_gone`` when the bytes of a file are not where they were put.
    """
    state = effective_state(at)
    language = language_for(contact, state)
    us = _who_writes(contact, writing.answers, state)
    sender = Mailbox(us.from_name or state.document.name.in_language(language), us.address)
    message = Message.objects.create(
        contact=contact,
        is_outgoing=True,
        at=at,
        author=writing.author,
        sender=str(sender)[:320],
        recipients=[writing.answers.to],
        subject=answer_subject(writing.answers.subject, otherwise=contact.reference),
        text=with_signature(writing.text, us.signatures.get(language, "")),
    )
    letter = Letter(
        sender=sender,
        to=writing.answers.to,
        subject=message.subject,
        text=message.text,
        language=language,
        message_id=message_id_for(contact.id, message.id, address=us.address),
        in_reply_to=writing.answers.msg_id,
        references=references_of_answer(writing.answers.references, writing.answers.msg_id),
        at=at,
        is_automatic=writing.author is None,
        reply_to=tagged_address(us.address, contact.id) if us.has_plus else "",
        files=[_read(file) for file in writing.files],
    )
    Attachment.objects.bulk_create(_attached(message, file) for file in writing.files)
    _put_on_its_way(message, letter, at=at)
    _tell(message, at=at)
    return message


def _read(file: DraftFile) -> LetterFile:
    try:
        return LetterFile(file.name, file.content_type, path_of(file.sha256).read_bytes())
    except OSError as error:
        raise Unavailable("mail.file_gone", name=file.name) from error


def _attached(message: Message, file: DraftFile) -> Attachment:
    return Attachment(
        message=message,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
    )


def language_for(contact: Contact, state: CentreState) -> str:
    """Return the language in which we write to the customer of a contact."""
    theirs = contact.language or (contact.customer.language if contact.customer else "")
    return theirs or state.document.language


def _who_writes(contact: Contact, answers: Answered, state: CentreState) -> MailAddress:
    known = queues_by_address(state)
    address = address_to_write_from(queue=contact.queue, came_to=answers.came_to, known=known)
    if not address:
        raise Unavailable("mail.no_address_of_ours")
    return MailAddress.objects.filter(address=address).first() or MailAddress(address=address)


def _put_on_its_way(message: Message, letter: Letter, *, at: datetime) -> None:
    """Write the outgoing mail; one of an exercise is made as any other and never leaves."""
    is_exercise = message.contact.is_exercise
    OutgoingMail.objects.create(
        message=message,
        msg_id=letter.message_id,
        envelope_sender="" if letter.is_automatic else letter.sender.address,
        recipients=[letter.to],
        raw=composed(letter),
        is_receipt=letter.is_automatic,
        created_at=at,
        state=OutgoingState.WITHHELD if is_exercise else OutgoingState.QUEUED,
        next_at=None if is_exercise else at if letter.is_automatic else at + UNDO_FOR,
    )


def _tell(message: Message, *, at: datetime) -> None:
    contact, by = message.contact, message.author_id
    events: list[LedgerEvent] = [
        MessageAdded(
            contact_id=contact.id, channel=contact.channel, message_id=message.id, is_outgoing=True
        )
    ]
    if contact.is_exercise:
        events.append(
            MailWithheld(contact_id=contact.id, channel=contact.channel, message_id=message.id)
        )
    record(*events, at=at, by=by, topics=topics_of(contact, contact.agent_id))
