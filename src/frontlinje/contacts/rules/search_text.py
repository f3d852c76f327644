"""By which words is a contact found? Everything that was said in it, folded, in its language.

Each word as it stands, so that names and numbers are found, and without its ending as PostgreSQL
knows it in Norwegian, Swedish and English. Marks begin with a sign that no folded word holds.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from frontlinje.contacts.rules.folding import words_of
from frontlinje.contacts.rules.national_id import masked
from frontlinje.contacts.rules.search_query import numbers_in

CONFIGURATIONS = {
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "sv": "swedish",
    "en": "english",
}
PLAIN = "simple"
EVERY_CONFIGURATION = (PLAIN, "norwegian", "swedish", "english")
CUSTOMER_MARK = "#customer"
"""On what was noted about a customer apart from any contact."""
MOST_READ = 100_000
"""Characters of a contact that are read: what PostgreSQL takes in one piece, with room to spare."""
MOST_WEEKS = 60
"""How long a period may be to be asked for by its weeks."""


def configuration_for(*languages: str) -> str:
    """Return how PostgreSQL is to read a text.

    Parameters
    ----------
    languages : str
        Codes, the best known first; the first that is not empty counts.

    Returns
    -------
    str
        A text search configuration, ``simple`` for a language without one.

    Examples
    --------
    >>> configuration_for("", "nb"), configuration_for("sv-FI"), configuration_for("fi", "nb")
    ('norwegian', 'swedish', 'simple')
    """
    language = next(filter(None, languages), "")
    return CONFIGURATIONS.get(language[:2].lower(), PLAIN)


def folded_text(parts: Iterable[str], on: date) -> str:
    """Return the words of a contact as they are looked for.

    Parameters
    ----------
    parts : iterable of str
        What was said in it.
    on : date
        Today: by which rule national identity numbers are known. Their secret part is left out,
        so nobody finds out by searching whose it is.

    Returns
    -------
    str
        Folded words parted by spaces; numbers written in groups also as one.
    """
    text = masked("\n".join(parts)[:MOST_READ], on)
    return " ".join([*words_of(text), *numbers_in(text)])


def week_mark(at: datetime) -> str:
    """Return the mark of the week in which something came.

    Parameters
    ----------
    at : datetime
        An instant in UTC.

    Returns
    -------
    str
        For example ``#2026w47``.
    """
    year, week, _day = at.isocalendar()
    return f"#{year}w{week:02}"


def weeks_between(first: datetime, last: datetime) -> tuple[str, ...]:
    """Return the marks of all weeks of a period.

    Parameters
    ----------
    first, last : datetime
        Its ends in UTC, both within.

    Returns
    -------
    tuple of str
        Empty when the period is longer than a year or so, or no period at all.
    """
    length = last - first
    if length < timedelta() or length > timedelta(weeks=MOST_WEEKS):
        return ()
    week = timedelta(weeks=1)
    instants = (first + n * week for n in range(length // week + 1))
    return tuple(dict.fromkeys(week_mark(at) for at in (*instants, last)))
