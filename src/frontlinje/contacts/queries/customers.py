"""Which customer is meant? Found by name, number, phone or e-mail, whole or half typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from frontlinje.base.errors import NotFound
from frontlinje.contacts.models import Customer, CustomerEmail, CustomerPhone
from frontlinje.contacts.queries.facts import facts_of
from frontlinje.contacts.rules.likeness import may_be_same
from frontlinje.contacts.rules.reach import COUNTRY_CODES
from frontlinje.contacts.rules.search_key import prefix_query, search_terms

MOST_FOUND = 20
MOST_RANKED = 500
"""Matches that are put in order; of more than these nobody reads to the end, they type on."""


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer as a list of hits shows one."""

    id: UUID
    name: str
    number: str
    is_organisation: bool
    place: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    flags: tuple[str, ...]


# One statement by hand: it runs at each stroke of a key, and the ORM would take longer to write it
# than the database to answer.
_SEARCH = """
WITH fitting AS (
    SELECT id FROM contacts_customer
    WHERE merged_into_id IS NULL
      AND to_tsvector('simple'::regconfig, COALESCE(search_key, ''))
          @@ to_tsquery('simple'::regconfig, %(query)s)
    LIMIT %(most_ranked)s
), known AS (
    SELECT id FROM contacts_customer WHERE number = ANY(%(numbers)s)
    UNION SELECT customer_id FROM contacts_customerphone WHERE number = ANY(%(phones)s)
    UNION SELECT customer_id FROM contacts_customeremail WHERE address = %(address)s
), exact AS (
    SELECT id FROM known JOIN contacts_customer USING (id) WHERE merged_into_id IS NULL
    LIMIT %(most)s
)
SELECT c.id, c.name, COALESCE(c.number, ''), c.is_organisation, c.place,
    ARRAY(SELECT number FROM contacts_customerphone WHERE customer_id = c.id ORDER BY id),
    ARRAY(SELECT address FROM contacts_customeremail WHERE customer_id = c.id ORDER BY id),
    c.flags
FROM contacts_customer c
WHERE c.id IN (SELECT id FROM fitting UNION SELECT id FROM exact)
ORDER BY c.id NOT IN (SELECT id FROM exact),
    (c.search_key || ' ') NOT LIKE %(words)s || ' %%',
    c.search_key NOT LIKE %(words)s || '%%',
    c.name, c.id
LIMIT %(most)s
"""


def search_customers(typed: str, *, most: int = MOST_FOUND) -> list[FoundCustomer]:
    """Return the customers that somebody who typed this most likely means, best first.

    First whoever has exactly this number or phone, then whose name begins with what was typed,
    then the others by name. Merged customers are found as those they were merged into.
    """
    terms = search_terms(typed)
    if not terms:
        return []
    asked: Any = {
        "query": prefix_query(terms),
        "words": " ".join(terms),
        "most": most,
        "most_ranked": MOST_RANKED,
        **_exactly(typed, terms),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, asked)
        return [_hit(row) for row in cursor.fetchall()]


def _exactly(typed: str, terms: Sequence[str]) -> dict[str, object]:
    """Return the number, phones and address that this may be, whole."""
    whole = typed.strip()[:100].replace("\0", "")
    digits = "".join(terms)
    phones = []
    if digits.isdecimal():
        national = digits.lstrip("0")
        phones = [f"+{digits}", *(f"+{code}{national}" for code in COUNTRY_CODES.values())]
    numbers = [whole, whole.upper(), whole.lower()]
    return {"numbers": numbers, "phones": phones, "address": whole.lower()}


def customer_by_number(number: str) -> Customer | None:
    """Return the customer with this number; of a merged one, the one that is kept."""
    customer = Customer.objects.filter(number=number).first()
    while customer is not None and customer.merged_into_id:
        customer = customer.merged_into
    return customer


def customers_by_phone(e164: str) -> list[Customer]:
    """Return everybody who calls from this number: a household, a company."""
    return list(_current().filter(phones__number=e164).order_by("name", "id"))


def customer_by_phone(e164: str) -> Customer | None:
    """Return the one customer who calls from this number; None when there are several."""
    found = customers_by_phone(e164)
    return found[0] if len(found) == 1 else None


def customers_by_email(address: str) -> list[Customer]:
    """Return everybody who writes from this address."""
    return customers_by_emails([address]).get(address.strip().lower(), [])


def customers_by_emails(addresses: Iterable[str]) -> dict[str, list[Customer]]:
    """Return everybody who writes from these addresses, by address in lower case."""
    asked = {address.strip().lower() for address in addresses if address}
    found: dict[str, list[Customer]] = {address: [] for address in asked}
    theirs = CustomerEmail.objects.filter(
        address__in=asked, customer__merged_into__isnull=True
    ).select_related("customer")
    for email in theirs.order_by("customer__name", "customer_id"):
        found[email.address].append(email.customer)
    return found


def get_customer(customer_id: UUID) -> Customer:
    """Return a customer; of a merged one, the row itself.

    Raises
    ------
    NotFound
        ``contacts.no_such_customer``.
    """
    customer = Customer.objects.filter(id=customer_id).select_related("merged_into").first()
    if customer is None:
        raise NotFound("contacts.no_such_customer", customer_id=customer_id)
    return customer


def possible_duplicates(customer_id: UUID) -> list[FoundCustomer]:
    """Return customers who share a phone or an address with this one and have a similar name."""
    own = facts_of([customer_id])[customer_id]
    phones = CustomerPhone.objects.filter(number__in=own.phones).exclude(customer=customer_id)
    emails = CustomerEmail.objects.filter(address__in=own.emails).exclude(customer=customer_id)
    near = {*_ids_of(phones), *_ids_of(emails)}
    facts = facts_of(_current().filter(id__in=near).values_list("id", flat=True))
    return [
        FoundCustomer(
            id=other,
            name=found.name,
            number=found.number,
            is_organisation=found.is_organisation,
            place=found.place,
            phones=found.phones,
            emails=found.emails,
            flags=found.flags,
        )
        for other, found in sorted(facts.items(), key=lambda item: item[1].name)
        if may_be_same(own, found)
    ]


def _current() -> QuerySet[Customer]:
    return Customer.objects.filter(merged_into=None)


def _ids_of(rows: QuerySet[CustomerPhone] | QuerySet[CustomerEmail]) -> list[UUID]:
    return list(rows.values_list("customer_id", flat=True)[:MOST_FOUND])


def _hit(row: Any) -> FoundCustomer:
    customer_id, name, number, is_organisation, place, phones, emails, flags = row
    return FoundCustomer(
        id=customer_id,
        name=name,
        number=number,
        is_organisation=is_organisation,
        place=place,
        phones=tuple(phones),
        emails=tuple(emails),
        flags=tuple(flags),
    )
