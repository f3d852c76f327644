"""How is a customer found? The words they can be found by, and what somebody typed as a query.

The key holds whole words; the query asks for their beginnings, in any order.
"""

import re
from collections.abc import Iterable, Sequence

from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.folding import words_of
from frontlinje.contacts.rules.reach import digits_of, ways_to_dial

MOST_TYPED = 100
"""Characters of a query that are read."""
MOST_TERMS = 8
"""Words of a query that are asked for."""
LEAST_TYPED = 2
"""Letters or digits before a search begins: one letter would find half the register."""

_INTERNATIONAL = re.compile(r"(?<!\S)(?:\+|00)\s*(?=[1-9])")
_TRUNK_IN_BRACKETS = re.compile(r"\(0\)")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s().\-/]+(?=[0-9])")
_TOP_DOMAIN = re.compile(r"(@[^\s@]+)\.[^\s.@]*")


def search_key_of(facts: CustomerFacts, *, also: Iterable[str] = ()) -> str:
    """Return the words that a customer can be found by.

    Parameters
    ----------
    facts : CustomerFacts
        The customer.
    also : iterable of str
        Keys of customers that were merged into this one.

    Returns
    -------
    str
        Folded words parted by spaces, each once: name, number whole and in parts, phones as they
        are dialled, parts of e-mail addresses (without the top domain, which nearly all share),
        place.
    """
    words = words_of(facts.name)
    if facts.number:
        parts = words_of(facts.number)
        digits = digits_of(facts.number)
        words += ["".join(parts), *parts, digits, digits.lstrip("0")]
    for phone in facts.phones:
        words += ways_to_dial(phone)
    for address in facts.emails:
        words += words_of(_TOP_DOMAIN.sub(r"\1", address))
    words += words_of(facts.place)
    for key in also:
        words += key.split()
    return " ".join(dict.fromkeys(word for word in words if word))


def search_terms(typed: str) -> list[str]:
    """Return the beginnings of words that somebody asks for.

    Parameters
    ----------
    typed : str
        Whatever stands in the search box; only its first 100 characters are read.

    Returns
    -------
    list of str
        At most eight folded runs of letters and digits. A phone number written in groups, with
        ``+47`` or ``0047``, becomes one of them. Empty when too little was typed.

    Examples
    --------
    >>> search_terms("Nordm OLA"), search_terms("+47 22 33 4"), search_terms("ola@exam.no")
    (['nordm', 'ola'], ['4722334'], ['ola', 'exam'])
    >>> search_terms("' | !& :*")
    []
    """
    text = _TRUNK_IN_BRACKETS.sub("", typed[:MOST_TYPED])
    text = _BETWEEN_DIGITS.sub("", _INTERNATIONAL.sub("", text))
    terms = list(dict.fromkeys(words_of(_TOP_DOMAIN.sub(r"\1", text))))[:MOST_TERMS]
    return terms if sum(map(len, terms)) >= LEAST_TYPED else []


def prefix_query(terms: Sequence[str]) -> str:
    """Return the terms as a PostgreSQL ``tsquery`` that wants a word beginning with each.

    Parameters
    ----------
    terms : sequence of str
        From ``search_terms``: letters and digits only, so nothing needs to be escaped.

    Returns
    -------
    str
        For example ``"'nordm':* & 'ola':*"``.
    """
    return " & ".join(f"'{term}':*" for term in terms)
