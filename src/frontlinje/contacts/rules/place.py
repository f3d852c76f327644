"""Where does one page of a list end and the next begin? An instant and an id, as text."""

from datetime import datetime
from uuid import UUID

from frontlinje.base.in_address import from_address, to_address

Place = tuple[datetime, UUID]


def write_place(place: Place) -> str:
    """Return a place as part of an address.

    Parameters
    ----------
    place : tuple of datetime and UUID
        When the last row of a page was, and its id among equals.

    Returns
    -------
    str
        Letters, digits, ``-`` and ``_``.

    Examples
    --------
    >>> here = (datetime.fromisoformat("2026-03-12T10:00:00+00:00"), UUID(int=7))
    >>> read_place(write_place(here)) == here
    True
    """
    at, row_id = place
    return to_address(f"{at.isoformat()} {row_id}")


def read_place(text: str) -> Place | None:
    """Return the place that an address names.

    Parameters
    ----------
    text : str
        From ``write_place``.

    Returns
    -------
    tuple of datetime and UUID, or None
        None for anything else.
    """
    try:
        at, row_id = from_address(text).split(" ")
        when = datetime.fromisoformat(at)
        return (when, UUID(row_id)) if when.tzinfo else None
    except ValueError:
        return None
