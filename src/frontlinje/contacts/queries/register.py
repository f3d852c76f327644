"""Which customers may a piece of a file mean? Looked up all at once, for ``rules.import_plan``."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from frontlinje.contacts.models import Customer, CustomerEmail, CustomerPhone
from frontlinje.contacts.queries.facts import facts_of
from frontlinje.contacts.rules.import_plan import Register
from frontlinje.contacts.rules.import_rows import RowFacts

Key = TypeVar("Key", bound=Hashable)


def register_for(rows: Sequence[RowFacts], *, at: datetime, is_locked: bool = False) -> Register:
    """Return the customers with these rows' numbers, phones, addresses or names.

    Whoever came in at this very instant came by the same run and is no candidate: a file is held
    against the register as it was before.
    """
    numbers = {row.facts.number for row in rows if row.facts.number}
    phones = {phone for row in rows for phone in row.facts.phones}
    emails = {address for row in rows for address in row.facts.emails}
    # Only who is nothing but a name is looked for by it: common names have hundreds.
    names = {
        row.facts.name
        for row in rows
        if not (row.facts.number or row.facts.phones or row.facts.emails)
    }
    by_number = _by_number(numbers, at)
    earlier = Customer.objects.filter(merged_into=None).exclude(created_at=at)
    with_phone = CustomerPhone.objects.filter(number__in=phones, customer__in=earlier)
    with_email = CustomerEmail.objects.filter(address__in=emails, customer__in=earlier)
    by_phone = _grouped(with_phone.values_list("number", "customer_id"))
    by_email = _grouped(with_email.values_list("address", "customer_id"))
    by_name = _grouped(earlier.filter(name__in=names).values_list("name", "id"))
    ids = {*by_number.values()}
    for group in (by_phone, by_email, by_name):
        ids = ids.union(*group.values())
    if is_locked:
        list(Customer.objects.select_for_update().filter(id__in=ids).order_by("id").values("id"))
    return Register(facts_of(ids), by_number, by_phone, by_email, by_name)


def _by_number(numbers: set[str], at: datetime) -> dict[str, UUID]:
    """Return who has these numbers; a merged customer's number leads to the one that is kept."""
    found: dict[str, UUID] = {}
    rows = Customer.objects.filter(number__in=numbers).exclude(created_at=at)
    for customer in rows.select_related("merged_into"):
        kept = customer
        while kept.merged_into is not None:
            kept = kept.merged_into
        found[str(customer.number)] = kept.id
    return found


def _grouped(pairs: Iterable[tuple[Key, UUID]]) -> dict[Key, frozenset[UUID]]:
    groups: defaultdict[Key, set[UUID]] = defaultdict(set)
    for key, customer in pairs:
        groups[key].add(customer)
    return {key: frozenset(group) for key, group in groups.items()}
