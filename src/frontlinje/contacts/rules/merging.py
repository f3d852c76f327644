"""What do we know of a customer after two were merged? And after the merge was undone."""

from dataclasses import replace
from typing import Any

from frontlinje.contacts.rules.customer_facts import (
    LISTS,
    NAMES,
    CustomerFacts,
    facts_from,
    plain_facts,
)

_FILLED_IN = ("address", "postal_code", "place", "language")


def merged_facts(kept: CustomerFacts, other: CustomerFacts) -> CustomerFacts:
    """Return the facts of the customer that is kept, with what the other one adds.

    Parameters
    ----------
    kept : CustomerFacts
        Whose own facts win.
    other : CustomerFacts
        Who is merged into them.

    Returns
    -------
    CustomerFacts
        Phones, addresses and flags of both, the higher weight, and what was empty filled in. Name
        and number stay: the other's are found through the merged row.
    """
    filled: dict[str, Any] = {
        name: getattr(kept, name) or getattr(other, name) for name in _FILLED_IN
    }
    both: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(kept, name), *getattr(other, name)))) for name in LISTS
    }
    return replace(kept, **filled, **both, weight=max(kept.weight, other.weight))


def parted_facts(before: CustomerFacts, after: CustomerFacts, now: CustomerFacts) -> CustomerFacts:
    """Return the kept customer's facts when the merge is undone.

    Parameters
    ----------
    before, after : CustomerFacts
        As the merge found and left them.
    now : CustomerFacts
        As they are: somebody may have corrected something since.

    Returns
    -------
    CustomerFacts
        Exactly ``before`` if nothing was corrected; corrections made since are kept.
    """
    was, became, current = plain_facts(before), plain_facts(after), plain_facts(now)
    parted: dict[str, Any] = {}
    for name in NAMES:
        if current[name] == became[name]:
            parted[name] = was[name]
        elif name in LISTS:
            added = [item for item in became[name] if item not in was[name]]
            parted[name] = [item for item in current[name] if item not in added]
        else:
            parted[name] = current[name]
    return facts_from(parted)
