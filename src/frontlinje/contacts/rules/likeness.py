"""Could these two be the same customer? Asked by the import and by the customer page."""

from difflib import SequenceMatcher

from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.folding import words_of

CLOSE_ENOUGH = 0.8
"""How alike two words must be, from 0 to 1: one slip of the finger in five letters."""


def are_names_similar(one: str, other: str) -> bool:
    """Say whether two names may be of one person or organisation.

    Parameters
    ----------
    one, other : str
        Names as they were written.

    Returns
    -------
    bool
        True when every word of the shorter name has a word of its own in the longer one that is
        spelled nearly alike, or whose initial it is; one shared word alone is enough only if a
        name has no other.

    Examples
    --------
    >>> are_names_similar("Nordmann, Ola", "Ola K. Nordman"), are_names_similar("Ola Li", "Kari Li")
    (True, False)
    """
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    if not shorter:
        return False
    free = list(longer)
    n_whole = 0
    for word in sorted(shorter, key=len, reverse=True):
        found = max(free, key=lambda candidate: _likeness(word, candidate))
        likeness = _likeness(word, found)
        if likeness < CLOSE_ENOUGH:
            return False
        n_whole += min(len(word), len(found)) > 1
        free.remove(found)
    return n_whole > 0


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def share_a_way_to_reach(one: CustomerFacts, other: CustomerFacts) -> bool:
    """Say whether two customers have a phone number or an e-mail address in common.

    Parameters
    ----------
    one, other : CustomerFacts
        Two customers.

    Returns
    -------
    bool
        Whether any phone or address is in both.
    """
    return not (
        set(one.phones).isdisjoint(other.phones) and set(one.emails).isdisjoint(other.emails)
    )


def may_be_same(one: CustomerFacts, other: CustomerFacts) -> bool:
    """Say whether two customers are possibly one, so that a person should look at them.

    Parameters
    ----------
    one, other : CustomerFacts
        Two customers.

    Returns
    -------
    bool
        True when they share a phone or address and their names are similar.

    Notes
    -----
    Two different customer numbers do not rule it out: registers hold people twice.
    """
    return share_a_way_to_reach(one, other) and are_names_similar(one.name, other.name)
