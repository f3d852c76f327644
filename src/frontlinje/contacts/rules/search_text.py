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
MOST_DAYS = 6
MOST_WEEKS = 60
"""How long a period may be to be asked for by its days, and by its weeks."""


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


def marks_of(at: datetime) -> tuple[str, str]:
    """Return the marks of the day and of the week in which something came.

    Parameters
    ----------
    at : datetime
        An instant in UTC.

    Returns
    -------
    tuple of str
        For example ``("#2026-11-22", "#2026w47")``.
    """
    year, week, _day = at.isocalendar()
    return f"#{at.date()}", f"#{year}w{week:02}"


def marks_between(first: datetime, last: datetime) -> tuple[str, ...]:
    """Return marks, one of which everything of a period has.

    Parameters
    ----------
    first, last : datetime
        Its ends in UTC, both within.

    Returns
    -------
    tuple of str
        Of the days of a few, else of weeks; empty when the period is longer than a year or so, or
        no period at all.
    """
    length = last - first
    if length < timedelta() or length > timedelta(weeks=MOST_WEEKS):
        return ()
    is_short = length <= timedelta(days=MOST_DAYS)
    step = timedelta(days=1) if is_short else timedelta(weeks=1)
    instants = [first + n * step for n in range(length // step + 1)]
    return tuple(dict.fromkeys(marks_of(at)[0 if is_short else 1] for at in (*instants, last)))
