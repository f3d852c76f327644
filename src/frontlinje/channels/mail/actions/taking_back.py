"""How is an answer taken back before it has left? It is a draft again, with its files."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, NotAllowed, NotFound
from frontlinje.channels.mail.events import MailTakenBack
from frontlinje.channels.mail.models import DraftFile, MailAddress, OutgoingMail
from frontlinje.channels.mail.queries import is_held
from frontlinje.channels.mail.rules.addresses import address_in
from frontlinje.channels.mail.rules.compose import without_signature
from frontlinje.contacts.actions.drafts import draft_of, save_draft
from frontlinje.contacts.actions.lifecycle import topics_of
from frontlinje.contacts.models import Contact, Message
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def take_back_answer(*, message_id: UUID, by: User, at: datetime) -> Contact:
    """Undo «Send» while the answer is held: message and mail are gone, the draft is there.

    Nothing has left the house, so nothing stays but the ledger's ``MailTakenBack``. What was
    written since for the same contact stands below it in the draft.

    Raises
    ------
    NotAllowed
        ``mail.not_your_answer`` unless this person wrote it.
    NotFound
        ``mail.no_such_mail``.
    Conflict
        ``mail.has_left``.
    """
    require(by, Permission.DESK_USE)
    mails = OutgoingMail.objects.select_for_update(of=["self"]).defer("raw")
    mail = mails.select_related("message__contact").filter(message=message_id).first()
    if mail is None:
        raise NotFound("mail.no_such_mail")
    message, contact = mail.message, mail.message.contact
    if message.author_id != by.id:
        raise NotAllowed("mail.not_your_answer")
    if not is_held(mail, at):
        raise Conflict("mail.has_left")
    _as_draft_again(message, by=by, at=at)
    mail.delete()
    message.delete()
    taken_back = MailTakenBack(
        contact_id=contact.id, channel=contact.channel, message_id=message_id
    )
    record(taken_back, at=at, by=by.id, topics=topics_of(contact, contact.agent_id, by.id))
    return contact


def _as_draft_again(message: Message, *, by: User, at: datetime) -> None:
    contact_id = message.contact_id
    us = MailAddress.objects.filter(address=address_in(message.sender)).first()
    text = without_signature(message.text, us.signatures.values() if us else ())
    since = draft_of(contact_id=contact_id, user=by)
    whole = f"{text}\n\n{since.text}" if since else text
    number = max(since.sequence + 1, int(at.timestamp() * 1000)) if since else None
    save_draft(contact_id=contact_id, user=by, text=whole, sequence=number, at=at)
    files = list(message.attachments.all())
    DraftFile.objects.bulk_create(
        DraftFile(
            contact_id=contact_id,
            user=by,
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            added_at=at,
        )
        for file in files
    )
    message.attachments.all().delete()
