"""How does a filled-in form become a contact? Committed before the customer sees a reference.

While the form is closed, whoever comes is told another way, and counted.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.channels.web.models import Submission, TurnedAway
from frontlinje.channels.web.rules.limits import WINDOW, may_write_again_at
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.events import CustomerTurnedAway
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.queries import customer_by_number, customers_by_email
from frontlinje.contacts.rules.lifecycle import Channel
from frontlinje.ledger.actions import record

ONE_VISIT: Final = timedelta(minutes=30)
"""A customer who tries again within this time is counted once."""

# One statement, so that two requests of one visitor at the same time count once.
_TURN = """
INSERT INTO web_turnedaway (visitor, at) VALUES (%s, %s)
ON CONFLICT (visitor) DO UPDATE SET at = excluded.at WHERE web_turnedaway.at <= %s
RETURNING visitor
"""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a customer wrote, checked for form."""

    form_id: UUID
    """Given out with the page: the same form sent twice is one contact."""
    queue: str
    name: str
    email: str
    customer_number: str
    subject: str
    text: str
    language: str


@transaction.atomic
def submit_form(*, form: Form, source_address: str, at: datetime) -> Contact:
    """Receive a form; the same one sent again gives the same contact.

    Raises
    ------
    Invalid
        ``web.no_such_topic`` when the queue takes no forms.
    Conflict
        ``web.too_many`` with ``again_at`` when too many came from the same place.
    """
    earlier = Contact.objects.filter(id=form.form_id, source="form").first()
    if earlier is not None:
        return earlier
    queue = effective_state(at).queues.get(form.queue)
    if queue is None or Channel.WEB not in queue.channels:
        raise Invalid("web.no_such_topic", field="topic")
    source = source_key(source_address, at)
    recent = Submission.objects.filter(source=source, at__gt=at - WINDOW)
    again_at = may_write_again_at(list(recent.values_list("at", flat=True)), at)
    if again_at is not None:
        raise Conflict("web.too_many", again_at=again_at)
    contact = receive_contact(_arrival(form, at), at=at)
    Submission.objects.create(contact=contact, source=source, at=at)
    return contact


def _arrival(form: Form, at: datetime) -> Arrival:
    return Arrival(
        contact_id=form.form_id,
        channel=Channel.WEB,
        queue=form.queue,
        source="form",
        received_at=at,
        customer=_customer_of(form),
        subject=form.subject,
        text=form.text,
        sender=f"{form.name} <{form.email}>" if form.email else form.name,
        language=form.language,
    )


def _customer_of(form: Form) -> Customer | None:
    """Return the customer the form is surely from: by address, the number deciding among several.

    A number alone is not enough: anybody can write down somebody else's.
    """
    by_email = customers_by_email(form.email) if form.email else []
    if len(by_email) == 1:
        return by_email[0]
    named = customer_by_number(form.customer_number) if form.customer_number else None
    return named if named in by_email else None


def was_received(form_id: UUID) -> bool:
    """Say whether this very form is with us already."""
    return Contact.objects.filter(id=form_id, source="form").exists()


@transaction.atomic
def turn_away(*, visitor: str, queue: str, alternative: str, at: datetime) -> bool:
    """Count a customer who found the form closed, once a visit. Records ``CustomerTurnedAway``.

    ``visitor`` is what tells one from another, made unreadable before it is kept; ``alternative``
    the channel that was named instead, empty when there was none. Returns whether this one counts.
    """
    TurnedAway.objects.filter(at__lt=at - timedelta(days=1)).delete()
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [source_key(visitor, at), at, at - ONE_VISIT])
        is_new = cursor.fetchone() is not None
    if is_new:
        event = CustomerTurnedAway(channel=Channel.WEB, queue=queue, alternative=alternative)
        record(event, at=at, by=None, topics=("board",))
    return is_new


def source_key(address: str, at: datetime) -> str:
    """Return what stands for a network address for one day, and cannot be turned back."""
    words = f"{at.date().isoformat()} {address}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()
