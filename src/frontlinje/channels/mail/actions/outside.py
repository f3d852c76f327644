"""What if a colleague answered outside Frontlinje, and copied us in? Put down as our message.

Written in the transaction of ``reading``. Such a mail asks nobody for work; whoever opens the
contact sees that it has been answered, and by what.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from frontlinje.centre.queries import effective_state
from frontlinje.channels.mail.belonging import messages_named
from frontlinje.channels.mail.models import RawMail
from frontlinje.channels.mail.queries import threaded_contact
from frontlinje.channels.mail.rules.addresses import address_in
from frontlinje.channels.mail.rules.automatic import Automatic
from frontlinje.channels.mail.rules.own_addresses import own_form, queues_by_address
from frontlinje.channels.mail.rules.read_mail import ReadMail
from frontlinje.channels.mail.rules.tags import contacts_tagged
from frontlinje.channels.mail.rules.threads import contacts_named
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.events import MessageAdded
from frontlinje.contacts.models import Contact, Message
from frontlinje.ledger.actions import record
from frontlinje.people.models import User


def answered_outside(raw: RawMail, mail: ReadMail, *, at: datetime) -> Message | None:
    """Write a mail as an answer of ours, if a colleague sent it to a customer who had written.

    Its sender is an address of ours or of a colleague, it goes to somebody else, and it names
    our mail or one that the customer sent us.
    """
    ours = queues_by_address(effective_state(at))
    sender = own_form(mail.sender.address)
    goes_out = any(own_form(address_in(box)) not in ours for box in mail.recipients)
    tagged = contacts_tagged([*raw.recipients, *mail.recipients, *mail.copies])
    names_one = bool(mail.refers_to or tagged)
    if mail.automatic != Automatic.NO or not sender or not goes_out or not names_one:
        return None
    author = User.objects.filter(email__iexact=sender, is_active=True).first()
    if author is None and sender not in ours:
        return None
    known = _named_contact(mail, tagged)
    if known is None:
        return None
    contact = locked_contact(known.id)
    message = Message.objects.create(
        contact=contact,
        is_outgoing=True,
        at=raw.received_at,
        author=author,
        sender=str(mail.sender)[:320],
        recipients=mail.recipients,
        copies=mail.copies,
        subject=mail.subject[:998],
        text=mail.body.text,
        html=mail.body.html,
    )
    added = MessageAdded(
        contact_id=contact.id, channel=contact.channel, message_id=message.id, is_outgoing=True
    )
    record(added, at=at, by=None, topics=topics_of(contact, contact.agent_id))
    return message


def _named_contact(mail: ReadMail, tagged: Iterable[UUID]) -> Contact | None:
    named = threaded_contact([*contacts_named(mail.refers_to), *tagged])
    if named is not None:
        return named
    wrote_to = {address_in(box) for box in mail.recipients}
    for message in messages_named(mail.refers_to):
        if address_in(message.sender) in wrote_to:
            return threaded_contact([message.contact_id])
    return None
