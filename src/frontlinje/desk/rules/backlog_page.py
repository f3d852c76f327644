"""Where does one page of the backlog end and the next begin? A place in a sorted list, as text."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from frontlinje.base.errors import Invalid
from frontlinje.base.in_address import from_address, to_address


@dataclass(frozen=True, slots=True)
class Place:
    """The last row of a page: what it was sorted by, and its id among equals."""

    as_of: datetime
    """When the first page was drawn; priorities are compared as they were then."""
    key: str
    """The sorted value: an instant in ISO form, or a priority as ``repr`` writes it."""
    id: UUID

    @property
    def instant(self) -> datetime:
        """Return the key as an instant."""
        return _instant(self.key)

    @property
    def number(self) -> float:
        """Return the key as a number."""
        try:
            return float(self.key)
        except ValueError:
            raise Invalid("desk.bad_page", field="after") from None


def written(place: Place) -> str:
    """Return a place as part of an address.

    Parameters
    ----------
    place : Place
        Where a page ends.

    Returns
    -------
    str
        Letters, digits, ``-`` and ``_``.

    Examples
    --------
    >>> here = Place(datetime(2026, 3, 12, tzinfo=UTC), "1.5", UUID(int=7))
    >>> read(written(here)) == here
    True
    """
    return to_address(f"{place.as_of.isoformat()}|{place.key}|{place.id}")


def read(text: str) -> Place:
    """Return the place that an address names.

    Parameters
    ----------
    text : str
        From ``written``.

    Returns
    -------
    Place
        Where the page before ended.

    Raises
    ------
    Invalid
        ``desk.bad_page`` for anything else.
    """
    try:
        as_of, key, identifier = from_address(text).split("|")
        return Place(_instant(as_of), key, UUID(identifier))
    except ValueError:
        raise Invalid("desk.bad_page", field="after") from None


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("desk.bad_page", field="after") from None
    if found.tzinfo is None:
        raise Invalid("desk.bad_page", field="after")
    return found.astimezone(UTC)
