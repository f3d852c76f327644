"""Whose contact is this? Found out afterwards, or corrected."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict
from frontlinje.contacts.actions.customers import locked_customer, topics_of_customer
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.events import ContactChanged
from frontlinje.contacts.models import Contact, Note
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def link_customer(*, contact_id: UUID, customer_id: UUID | None, by: User, at: datetime) -> Contact:
    """Say whose contact it is, or that nobody knows; its notes follow, another's case does not.

    The caller has found the contact through a query that knows who asks. Records
    ``ContactChanged``, unless nothing changes.

    Raises
    ------
    NotFound
        ``contacts.no_such_customer``.
    Conflict
        ``contacts.customer_is_merged``, ``contacts.is_exercise``.
    """
    require(by, Permission.DESK_USE)
    contact = locked_contact(contact_id)
    if contact.is_exercise:
        raise Conflict("contacts.is_exercise", reference=contact.reference)
    customer = locked_customer(customer_id) if customer_id else None
    if customer and customer.merged_into_id:
        raise Conflict("contacts.customer_is_merged")
    before = contact.customer_id
    if before == customer_id:
        return contact
    contact.customer = customer
    if contact.case and contact.case.customer_id not in (None, customer_id):
        contact.case = None
    contact.save(update_fields=["customer", "case"])
    Note.objects.filter(contact=contact).update(customer=customer)
    changed = ContactChanged(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        reason="customer_linked" if customer else "customer_unlinked",
        before={"customer": before},
        after={"customer": customer_id},
    )
    topics = topics_of(contact, contact.agent_id)
    for concerned in (before, customer_id):
        topics |= topics_of_customer(concerned) if concerned else set()
    record(changed, at=at, by=by.id, topics=topics)
    return contact
