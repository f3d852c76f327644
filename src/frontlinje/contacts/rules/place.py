"""Where does one page of a list end and the next begin? An instant and an id, as text."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from uuid import UUID

Place = tuple[datetime, UUID]
_LONGEST = 200


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
    return urlsafe_b64encode(f"{at.isoformat()} {row_id}".encode()).decode().rstrip("=")


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
        raw = urlsafe_b64decode(text[:_LONGEST] + "=" * (-len(text[:_LONGEST]) % 4)).decode()
        at, row_id = raw.split(" ")
        when = datetime.fromisoformat(at)
        return (when, UUID(row_id)) if when.tzinfo else None
    except ValueError:
        return None
