"""How does an unknown sender become a customer? Added and linked in one go, or not at all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.contacts.actions.customers import create_customer
from frontlinje.contacts.actions.linking import link_customer
from frontlinje.contacts.models import Customer
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.people.models import User


@transaction.atomic
def add_and_link(*, facts: CustomerFacts, contact_id: UUID, by: User, at: datetime) -> Customer:
    """Add a customer to the register and say that the contact is theirs."""
    customer = create_customer(facts=facts, by=by, at=at)
    link_customer(contact_id=contact_id, customer_id=customer.id, by=by, at=at)
    return customer
