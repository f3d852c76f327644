"""How does somebody come into the register, and how are they changed? One by one, by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.events import CustomerChanged, CustomerCreated
from frontlinje.contacts.models import Customer, CustomerEmail, CustomerPhone
from frontlinje.contacts.queries.facts import SCALARS, facts_of_customer
from frontlinje.contacts.rules.checking import checked_facts
from frontlinje.contacts.rules.customer_facts import (
    CustomerFacts,
    differences,
    fingerprint,
    plain_facts,
)
from frontlinje.contacts.rules.search_key import search_key_of
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require


@transaction.atomic
def create_customer(*, facts: CustomerFacts, by: User, at: datetime) -> Customer:
    """Add a customer to the register. Records ``CustomerCreated``.

    Raises
    ------
    Invalid
        What ``rules.checking`` finds wrong with the facts.
    Conflict
        ``contacts.number_taken``.
    """
    require(by, Permission.CUSTOMER_EDIT)
    facts = checked_facts(facts)
    customer = Customer(id=uuid7(), created_at=at)
    with_facts(customer, facts)
    _save(customer, is_new=True)
    write_reach(customer.id, CustomerFacts(name=""), facts)
    created = CustomerCreated(customer_id=customer.id, after=plain_facts(facts))
    record(created, at=at, by=by.id, topics=topics_of_customer(customer.id))
    return customer


@transaction.atomic
def change_customer(
    *,
    customer_id: UUID,
    facts: CustomerFacts,
    by: User,
    at: datetime,
    expected: str | None = None,
) -> Customer:
    """Change a customer's facts. Records ``CustomerChanged``, or nothing when nothing changed.

    Parameters
    ----------
    expected : str or None
        ``fingerprint`` of the facts that the person saw, so that nobody's change is overwritten.

    Raises
    ------
    Conflict
        ``contacts.customer_changed_meanwhile``, ``contacts.customer_is_merged``,
        ``contacts.number_taken``.
    NotFound, Invalid
        As ``locked_customer`` and ``rules.checking`` say.
    """
    require(by, Permission.CUSTOMER_EDIT)
    customer = locked_customer(customer_id)
    if customer.merged_into_id:
        raise Conflict("contacts.customer_is_merged", customer_id=customer_id)
    before = facts_of_customer(customer)
    if expected is not None and expected != fingerprint(before):
        raise Conflict("contacts.customer_changed_meanwhile")
    save_facts(customer, before, checked_facts(facts), by=by.id, at=at)
    return customer


def locked_customer(customer_id: UUID) -> Customer:
    """Return the customer, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``contacts.no_such_customer``.
    """
    customer = Customer.objects.select_for_update().filter(id=customer_id).first()
    if customer is None:
        raise NotFound("contacts.no_such_customer", customer_id=customer_id)
    return customer


def save_facts(
    customer: Customer,
    before: CustomerFacts,
    after: CustomerFacts,
    *,
    by: UUID,
    at: datetime,
    reason: str = "",
) -> None:
    """Write new facts of a locked customer and record what changed."""
    after = _in_known_order(before, after)
    was, became = differences(before, after)
    merged = customer.merged.values_list("search_key", flat=True)
    with_facts(customer, after, merged)
    _save(customer, is_new=False)
    if not became:
        return
    write_reach(customer.id, before, after)
    changed = CustomerChanged(customer_id=customer.id, before=was, after=became, reason=reason)
    record(changed, at=at, by=by, topics=topics_of_customer(customer.id))


def with_facts(customer: Customer, facts: CustomerFacts, merged_keys: Iterable[str] = ()) -> None:
    """Put facts on a row, with the key they are found by."""
    for name in SCALARS:
        setattr(customer, name, getattr(facts, name))
    customer.number = facts.number or None
    customer.flags = list(facts.flags)
    customer.search_key = search_key_of(facts, also=merged_keys)


def _in_known_order(before: CustomerFacts, after: CustomerFacts) -> CustomerFacts:
    """Keep phones and addresses in the order of their rows: a new order alone is no change."""
    lists: dict[str, Any] = {
        name: tuple(
            dict.fromkeys([i for i in getattr(before, name) if i in getattr(after, name)])
            | dict.fromkeys(getattr(after, name))
        )
        for name in ("phones", "emails")
    }
    return replace(after, **lists)


def write_reach(customer_id: UUID, before: CustomerFacts, after: CustomerFacts) -> None:
    """Bring the rows of phones and e-mail addresses from one state to the other."""
    gone = set(before.phones) - set(after.phones)
    if gone:
        CustomerPhone.objects.filter(customer_id=customer_id, number__in=gone).delete()
    gone = set(before.emails) - set(after.emails)
    if gone:
        CustomerEmail.objects.filter(customer_id=customer_id, address__in=gone).delete()
    CustomerPhone.objects.bulk_create(
        CustomerPhone(customer_id=customer_id, number=number)
        for number in after.phones
        if number not in before.phones
    )
    CustomerEmail.objects.bulk_create(
        CustomerEmail(customer_id=customer_id, address=address)
        for address in after.emails
        if address not in before.emails
    )


def topics_of_customer(customer_id: UUID) -> set[str]:
    """Return whose screens a change of a customer concerns.

    Screens of people who may read customers follow ``customers``; the other topic tells the page
    which customer it is about.
    """
    return {"customers", f"customer:{customer_id}"}


def _save(customer: Customer, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            customer.save(force_insert=is_new)
    except IntegrityError as error:
        if "number" not in str(error):
            raise
        raise Conflict("contacts.number_taken", field="number", number=customer.number) from None
