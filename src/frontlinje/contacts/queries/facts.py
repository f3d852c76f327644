"""What do the rows say of customers, as the rules want it? Facts by customer, in three queries."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from frontlinje.contacts.models import Customer, CustomerEmail, CustomerPhone
from frontlinje.contacts.rules.customer_facts import LISTS, NAMES, CustomerFacts

SCALARS = tuple(name for name in NAMES if name not in LISTS)


def facts_of(customer_ids: Iterable[UUID]) -> dict[UUID, CustomerFacts]:
    """Return the facts of these customers; whoever does not exist is left out."""
    wanted = list(customer_ids)
    phones: defaultdict[UUID, list[str]] = defaultdict(list)
    emails: defaultdict[UUID, list[str]] = defaultdict(list)
    in_order = CustomerPhone.objects.filter(customer__in=wanted).order_by("id")
    for customer_id, number in in_order.values_list("customer_id", "number"):
        phones[customer_id].append(number)
    addresses = CustomerEmail.objects.filter(customer__in=wanted).order_by("id")
    for customer_id, address in addresses.values_list("customer_id", "address"):
        emails[customer_id].append(address)
    rows = Customer.objects.filter(id__in=wanted).values("id", "flags", *SCALARS)
    return {
        row["id"]: CustomerFacts(
            **{name: row[name] for name in SCALARS if name != "number"},
            number=row["number"] or "",
            flags=tuple(row["flags"]),
            phones=tuple(phones[row["id"]]),
            emails=tuple(emails[row["id"]]),
        )
        for row in rows
    }


def facts_of_customer(customer: Customer) -> CustomerFacts:
    """Return the facts of one customer."""
    return facts_of([customer.id])[customer.id]
