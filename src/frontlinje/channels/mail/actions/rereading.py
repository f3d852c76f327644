"""Can mail be read now that could not be read when it came? Asked after an upgrade.

Its contact stays the same: its text takes the place of the original that was shown.
"""

import logging
from datetime import datetime

from django.db import transaction

from frontlinje.channels.mail.actions.arriving import attach, note_facts
from frontlinje.channels.mail.actions.reading import as_envelope, store_all
from frontlinje.channels.mail.events import MailReadAtLast
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.queries import customer_with
from frontlinje.channels.mail.reader import Reader
from frontlinje.channels.mail.rules.read_mail import ReadMail, UnreadableMail
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.rules.national_id import masked
from frontlinje.ledger.actions import record

log = logging.getLogger(__name__)


def reread_mail(reader: Reader, *, at: datetime) -> tuple[int, int]:
    """Read all unreadable mail once more; return how many can be read now, and how many cannot."""
    n_read = n_left = 0
    unreadable = RawMail.objects.filter(state=RawState.UNREADABLE).order_by("received_at")
    for raw_id in list(unreadable.values_list("id", flat=True)):
        raw = RawMail.objects.get(id=raw_id)
        (said,) = reader.read([as_envelope(raw)])
        if isinstance(said, UnreadableMail):
            n_left += 1
            continue
        raw.has_files_missing = not store_all(said.body.files)
        _write(raw, said, at=at)
        n_read += 1
    return n_read, n_left


@transaction.atomic
def _write(raw: RawMail, mail: ReadMail, *, at: datetime) -> None:
    current = RawMail.objects.select_for_update().defer("raw").get(id=raw.id)
    message = current.message
    if current.state != RawState.UNREADABLE or message is None:
        return
    contact = locked_contact(message.contact_id)
    message.sender = str(mail.sender)[:320]
    message.recipients = mail.recipients or raw.recipients
    message.copies = mail.copies
    message.subject = mail.subject[:998]
    message.text, message.html = mail.body.text, mail.body.html
    message.save(update_fields=["sender", "recipients", "copies", "subject", "text", "html"])
    contact.subject = masked(mail.subject, at.date())[:200]
    contact.preview = masked(" ".join(mail.body.text[:400].split()), at.date())[:200]
    contact.customer = contact.customer or customer_with(mail.sender.address)
    contact.save(update_fields=["subject", "preview", "customer"])
    attach(message, mail.body.files)
    note_facts(raw, mail)
    raw.state, raw.trouble = RawState.READ, ""
    raw.save()
    happened = MailReadAtLast(contact_id=contact.id, channel=contact.channel, raw_mail_id=raw.id)
    record(happened, at=at, by=None, topics=topics_of(contact, contact.agent_id))
