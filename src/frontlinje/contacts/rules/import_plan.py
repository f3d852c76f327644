"""What will a file do to the register? Each row is new, changes a customer, or changes nothing.

The same plan is shown as a preview and carried out; rows come in pieces, so a big file fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.import_rows import RowError, RowFacts, updated
from frontlinje.contacts.rules.likeness import are_names_similar


@dataclass(frozen=True, slots=True)
class Register:
    """The customers that a piece of a file may mean, looked up before it is planned."""

    facts: Mapping[UUID, CustomerFacts]
    by_number: Mapping[str, UUID]
    """Also numbers of merged customers, which lead to those they were merged into."""
    by_phone: Mapping[str, frozenset[UUID]]
    by_email: Mapping[str, frozenset[UUID]]


@dataclass(slots=True)
class Plan:
    """What rows do: made by ``plan_rows`` from pieces, in order."""

    new: list[CustomerFacts] = field(default_factory=list)
    changed: dict[UUID, tuple[CustomerFacts, CustomerFacts]] = field(default_factory=dict)
    """Facts before and after, by customer."""
    n_unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    seen: dict[object, int] = field(default_factory=dict)
    """On which line a number, a customer or a whole row came already."""


def matching_customer(row: RowFacts, register: Register) -> UUID | None:
    """Return the customer that a row means.

    Parameters
    ----------
    row : RowFacts
        A good row.
    register : Register
        The customers there are.

    Returns
    -------
    UUID or None
        The one with the row's number; else the only one with its phone or its address, if the
        name is similar and the numbers do not contradict each other; None when there is nobody.
    """
    number = row.facts.number
    if number and number in register.by_number:
        return register.by_number[number]
    reached = [register.by_phone.get(phone, frozenset()) for phone in row.facts.phones]
    reached += [register.by_email.get(address, frozenset()) for address in row.facts.emails]
    for customers in reached:
        if len(customers) != 1:
            continue
        (customer,) = customers
        found = register.facts[customer]
        if number and found.number:
            continue
        if are_names_similar(found.name, row.facts.name):
            return customer
    return None


def plan_rows(plan: Plan, rows: Sequence[RowFacts], register: Register) -> None:
    """Add a piece of a file to the plan.

    Parameters
    ----------
    plan : Plan
        Is added to: new customers, changes, unchanged ones, and rows that come twice as errors.
    rows : sequence of RowFacts
        The good rows of the piece.
    register : Register
        The customers that these rows may mean.
    """
    for row in rows:
        customer = matching_customer(row, register)
        keys = _keys_of(row, customer)
        earlier = next((plan.seen[key] for key in keys if key in plan.seen), None)
        if earlier is not None:
            params = {"earlier": earlier}
            plan.errors.append(RowError(row.line, "contacts.row_twice", params, row.cells))
            continue
        plan.seen.update(dict.fromkeys(keys, row.line))
        if customer is None:
            plan.new.append(row.facts)
            continue
        before = register.facts[customer]
        after = updated(before, row)
        if after == before:
            plan.n_unchanged += 1
        else:
            plan.changed[customer] = (before, after)


def _keys_of(row: RowFacts, customer: UUID | None) -> list[object]:
    keys: list[object] = [customer] if customer else []
    if row.facts.number:
        keys.append(row.facts.number)
    elif customer is None:
        keys.append(row.facts)
    return keys
