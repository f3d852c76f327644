"""What will a file do to the register? Each row is new, changes a customer, or changes nothing.

The same plan is shown as a preview and carried out; rows come in pieces, so a big file fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from frontlinje.base.errors import Invalid
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.folding import words_of
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
    by_name: Mapping[str, frozenset[UUID]]


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
        The one with the row's number; else the one with its phone or address and a similar name,
        if the numbers do not contradict each other; of a row that gives only a name and perhaps a
        place, the one of that name and place. None when there is nobody.

    Raises
    ------
    Invalid
        ``contacts.row_ambiguous`` when several customers fit equally.
    """
    facts = row.facts
    if facts.number and facts.number in register.by_number:
        return register.by_number[facts.number]
    if not (facts.number or facts.phones or facts.emails):
        namesakes = register.by_name.get(facts.name, frozenset())
        return _only([each for each in namesakes if _lives_there(facts, register.facts[each])])
    reached: set[UUID] = set()
    for phone in facts.phones:
        reached |= register.by_phone.get(phone, frozenset())
    for address in facts.emails:
        reached |= register.by_email.get(address, frozenset())
    fitting = {
        each: register.facts[each].name
        for each in reached
        if not (facts.number and register.facts[each].number)
        and are_names_similar(register.facts[each].name, facts.name)
    }
    same = [each for each, name in fitting.items() if words_of(name) == words_of(facts.name)]
    return _only(same or list(fitting))


def _only(customers: Sequence[UUID]) -> UUID | None:
    if len(customers) > 1:
        raise Invalid("contacts.row_ambiguous")
    return customers[0] if customers else None


def _lives_there(facts: CustomerFacts, found: CustomerFacts) -> bool:
    place = (facts.address, facts.postal_code, facts.place)
    return not found.number and place == (found.address, found.postal_code, found.place)


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
        try:
            customer = matching_customer(row, register)
        except Invalid as error:
            plan.errors.append(RowError(row.line, error.code, error.params, row.cells))
            continue
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
    facts = row.facts
    if customer is not None:
        return [customer, *([facts.number] if facts.number else [])]
    if facts.number:
        return [facts.number]
    name = tuple(words_of(facts.name))
    reach = [(name, way) for way in (*facts.phones, *facts.emails)]
    return [*reach] or [(name, facts.address, facts.postal_code, facts.place)]
