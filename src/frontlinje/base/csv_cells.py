"""How is a list written so that a spreadsheet shows it and never runs it? Every CSV export asks."""

import csv
import io
from collections.abc import Iterable, Sequence

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Parameters
    ----------
    cell : str
        What is to be shown.

    Returns
    -------
    str
        The same, with an apostrophe before a first character that begins a formula.

    References
    ----------
    OWASP, «CSV Injection».

    Examples
    --------
    >>> harmless("=1+1"), harmless("Ola")
    ("'=1+1", 'Ola')
    """
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV file that Nordic spreadsheets open as it is.

    Parameters
    ----------
    headings : sequence of str
        The first row.
    rows : iterable of sequences of str
        The others.

    Returns
    -------
    str
        With a byte order mark, semicolons, and every cell harmless.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in [headings, *rows]:
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()
