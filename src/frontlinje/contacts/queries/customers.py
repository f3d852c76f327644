"""Which customer is meant? Found by name, number, phone or e-mail, whole or half typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Value, When

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


def search_customers(typed: str, *, most: int = MOST_FOUND) -> list[FoundCustomer]:
    """Return the customers that somebody who typed this most likely means, best first.

    First whoever has exactly this number or phone, then whose name begins with what was typed,
    then the others by name. Merged customers are found as those they were merged into.
    """
    terms = search_terms(typed)
    if not terms:
        return []
    candidates = matching_customers(terms).values_list("id", flat=True)[:MOST_RANKED]
    exact = _exactly(typed, terms)
    whole = Q(search_key=" ".join(terms)) | Q(search_key__startswith=" ".join(terms) + " ")
    rank = Case(
        When(id__in=exact, then=Value(0)),
        When(whole, then=Value(1)),
        When(search_key__startswith=" ".join(terms), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    # Two queries, so that the first may stop at any 500 instead of sorting half the register.
    rows = Customer.objects.filter(id__in={*candidates, *exact})
    ranked = rows.annotate(rank=rank).order_by("rank", "name", "id")[:most]
    return _found(ranked)


def matching_customers(terms: Sequence[str]) -> QuerySet[Customer]:
    """Return everybody who has a word beginning with each of these terms, in no order."""
    query = SearchQuery(prefix_query(terms), search_type="raw", config="simple")
    words = SearchVector("search_key", config="simple")
    return _current().annotate(words=words).filter(words=query).order_by()


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
    by_address = _current().filter(emails__address=address.strip().lower())
    return list(by_address.order_by("name", "id"))


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
    phones = CustomerPhone.objects.filter(customer=customer_id).values("number")
    emails = CustomerEmail.objects.filter(customer=customer_id).values("address")
    near = (
        _current()
        .filter(Q(phones__number__in=phones) | Q(emails__address__in=emails))
        .exclude(id=customer_id)
        .distinct()
        .values_list("id", flat=True)[:50]
    )
    facts = facts_of([customer_id, *near])
    own = facts[customer_id]
    alike = [other for other in facts if other != customer_id and may_be_same(own, facts[other])]
    return _found(Customer.objects.filter(id__in=alike).order_by("name", "id"))


def _current() -> QuerySet[Customer]:
    return Customer.objects.filter(merged_into=None)


def _exactly(typed: str, terms: list[str]) -> list[UUID]:
    """Return who has exactly this number, phone or address: found by index, never crowded out."""
    whole = typed.strip()[:100].replace("\0", "")
    digits = "".join(terms)
    if digits.isalpha() and "@" not in whole:
        return []
    wanted = Q(number__in=[whole, whole.upper(), whole.lower()])
    if "@" in whole:
        wanted |= Q(id__in=_ids_of(CustomerEmail.objects.filter(address=whole.lower())))
    if digits.isdecimal():
        national = [f"+{code}{digits.lstrip('0')}" for code in COUNTRY_CODES.values()]
        numbers = [f"+{digits}", *national]
        wanted |= Q(id__in=_ids_of(CustomerPhone.objects.filter(number__in=numbers)))
    return list(_current().filter(wanted).values_list("id", flat=True)[:MOST_FOUND])


def _ids_of(rows: QuerySet[CustomerPhone] | QuerySet[CustomerEmail]) -> list[UUID]:
    return list(rows.values_list("customer_id", flat=True)[:MOST_FOUND])


def _found(customers: QuerySet[Customer]) -> list[FoundCustomer]:
    phones = CustomerPhone.objects.filter(customer=OuterRef("id")).order_by("id").values("number")
    emails = CustomerEmail.objects.filter(customer=OuterRef("id")).order_by("id").values("address")
    rows = customers.values_list(
        "id",
        "name",
        "number",
        "is_organisation",
        "place",
        ArraySubquery(phones),
        ArraySubquery(emails),
        "flags",
    )
    return [
        FoundCustomer(
            id=row[0],
            name=row[1],
            number=row[2] or "",
            is_organisation=row[3],
            place=row[4],
            phones=tuple(row[5]),
            emails=tuple(row[6]),
            flags=tuple(row[7]),
        )
        for row in rows
    ]
