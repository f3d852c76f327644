"""What does somebody look for in what was written? Words, phrases, words that must not be there.

Typed as in any search box: ``"in quotes"`` stands together, ``-word`` must not be there, the last
word may be half typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frontlinje.contacts.rules.folding import words_of

MOST_TYPED = 200
"""Characters of a search that are read."""
MOST_TERMS = 12
LEAST_BEGINNING = 3
"""Letters before a word counts as half typed: fewer begin half of all words."""
LEAST_DIGITS, MOST_DIGITS = 6, 14
"""Digits of a number that people write in groups: accounts, phones, organisations."""

_QUOTES = str.maketrans("«»“”„", '"""""')
_TERM = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
_NUMBER = re.compile(r"(?<!\w)(?P<abroad>\+|00)?(?P<groups>\d+(?:[ \u00a0./-]\d+)+)(?!\w)")
_NOT_DIGITS = re.compile(r"\D+")
_WORDS_OF_NUMBER = re.compile(r"[+(]*\d[\d()./-]*")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: folded words that stand next to each other."""

    words: tuple[str, ...]
    is_excluded: bool = False
    is_beginning: bool = False
    """The last word may go on."""
    is_number: bool = False
    """Groups of digits: written as one number, or each for itself."""


def read_search(typed: str) -> tuple[Term, ...]:
    """Return what somebody looks for.

    Parameters
    ----------
    typed : str
        Whatever stands in the search box; its first 200 characters are read.

    Returns
    -------
    tuple of Term
        At most twelve; empty when there is nothing but marks or exclusions.

    Examples
    --------
    >>> read_search('utbetaling "ny konto" -avslag Nordm')[1:3]
    (Term(words=('ny', 'konto'), is_excluded=False, is_beginning=False, is_number=False), \
Term(words=('avslag',), is_excluded=True, is_beginning=False, is_number=False))
    >>> read_search("' | !& :*"), read_search("-alt")
    ((), ())
    """
    text = typed[:MOST_TYPED].translate(_QUOTES)
    found = [term for term in _terms(text) if term.words][:MOST_TERMS]
    return tuple(found) if any(not term.is_excluded for term in found) else ()


def _terms(text: str) -> Iterator[Term]:
    digits: list[str] = []
    for match in _TERM.finditer(text):
        plain = match["plain"] or ""
        if not match["no"] and _WORDS_OF_NUMBER.fullmatch(plain):
            digits += words_of(plain)
            continue
        yield _number(digits)
        digits = []
        words = tuple(words_of(match["phrase"] if match["phrase"] is not None else plain))
        is_last = match.end() == len(text) and bool(plain) and not match["no"]
        is_beginning = is_last and bool(words) and len(words[-1]) >= LEAST_BEGINNING
        yield Term(words, bool(match["no"]), is_beginning)
    yield _number(digits, is_last=not text.endswith(" "))


def _number(digits: Sequence[str], *, is_last: bool = False) -> Term:
    n_digits = sum(map(len, digits))
    is_one = len(digits) > 1 and LEAST_DIGITS <= n_digits <= MOST_DIGITS
    is_beginning = is_last and bool(digits) and (is_one or len(digits[-1]) >= LEAST_BEGINNING)
    return Term(tuple(digits), False, is_beginning, is_number=True)


def asked_of(term: Term) -> str:
    """Return a term as PostgreSQL's ``to_tsquery`` reads it.

    Parameters
    ----------
    term : Term
        From ``read_search``: folded letters and digits, so nothing needs to be escaped.

    Returns
    -------
    str
        Of one word, which may be looked for with other endings; several stand as they are.

    Examples
    --------
    >>> [asked_of(term) for term in read_search('"ny konto" 22 33 44 55 Nordm')]
    ["'ny' <-> 'konto'", "'22334455' | '22' & '33' & '44' & '55'", "'nordm':*"]
    """
    mark = ":*" if term.is_beginning else ""
    between = " & " if term.is_number else " <-> "
    asked = between.join(f"'{word}'" for word in term.words) + mark
    digits = "".join(term.words)
    if len(term.words) > 1 and term.is_number and LEAST_DIGITS <= len(digits) <= MOST_DIGITS:
        return f"'{digits}'{mark} | {asked}"
    return asked


def numbers_in(text: str) -> Iterator[str]:
    """Yield the numbers that a text has in groups, each as one: accounts, phones, organisations.

    Parameters
    ----------
    text : str
        As it was written.

    Yields
    ------
    str
        Digits; of a number with a country code also what follows it.

    Examples
    --------
    >>> list(numbers_in("Ring +47 22 33 44 55, konto 1234.56.78903, kl. 14.30"))
    ['4722334455', '22334455', '12345678903']
    """
    for match in _NUMBER.finditer(text):
        groups = _NOT_DIGITS.split(match["groups"])
        whole = "".join(groups)
        if LEAST_DIGITS <= len(whole) <= MOST_DIGITS:
            yield whole
            if match["abroad"]:
                yield "".join(groups[1:])
