"""Who looked at a mail as it came? Nothing in it is masked, so each look is recorded."""

from datetime import datetime
from io import BytesIO

from django.db import transaction

from frontlinje.base.errors import NotFound
from frontlinje.channels.mail.events import MailOriginalOpened
from frontlinje.channels.mail.models import RawMail
from frontlinje.contacts.models import Message
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def open_original(*, message: Message, by: User, at: datetime) -> BytesIO:
    """Return the bytes of an incoming mail. The caller has asked whether the contact may be seen.

    Raises
    ------
    NotAllowed
        Without the right to see national identity numbers.
    NotFound
        ``mail.no_such_mail`` when the message did not come by mail.
    """
    require(by, Permission.NATIONAL_ID_REVEAL)
    raw = RawMail.objects.filter(message=message).order_by("received_at").first()
    if raw is None:
        raise NotFound("mail.no_such_mail")
    opened = MailOriginalOpened(
        contact_id=message.contact_id, customer_id=message.contact.customer_id, raw_mail_id=raw.id
    )
    record(opened, at=at, by=by.id)
    return BytesIO(bytes(raw.raw))
