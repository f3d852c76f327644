"""What does a row of an imported shift file say? Columns by their headings, then each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from frontlinje.base.errors import Invalid
from frontlinje.base.table_file import Row
from frontlinje.presence.rules.written import day_of, minutes_of, place_of

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "who": (
        "username", "user", "name", "who", "employee", "agent",
        "brukernavn", "bruker", "navn", "hvem", "ansatt", "kundebehandler",
        "användarnamn", "användare", "namn", "vem", "anställd", "handläggare",
    ),
    "date": ("date", "day", "dato", "dag", "datum"),
    "from": ("from", "start", "starts", "begins", "fra", "frå", "från", "starter", "börjar"),
    "to": ("to", "end", "ends", "until", "til", "till", "slutt", "slut", "slutter", "slutar"),
    "place": ("place", "where", "arbeidssted", "sted", "stad", "plats", "arbetsplats", "hvor"),
    "note": ("note", "comment", "merknad", "notat", "kommentar", "anteckning", "notering"),
}  # fmt: skip
_NEEDED: Final = ("who", "date", "from", "to")
MOST_NOTE: Final = 140


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One planned shift as a row of the file has it; who is meant is still a word."""

    line: int
    cells: tuple[str, ...]
    who: str
    day: date
    from_min: int
    to_min: int
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that cannot be used, and why."""

    line: int
    cells: tuple[str, ...]
    code: str
    params: Mapping[str, Any]


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Return which column holds what.

    Parameters
    ----------
    headings : sequence of str
        The first row of the file.

    Returns
    -------
    dict
        Position by ``who``, ``date``, ``from``, ``to`` and, where there are such, ``place`` and
        ``note``.

    Raises
    ------
    Invalid
        ``presence.file_lacks_column``, with the first that is missing.
    """
    written = [heading.strip().strip(":").casefold() for heading in headings]
    found = {
        column: next((written.index(word) for word in words if word in written), None)
        for column, words in _HEADINGS.items()
    }
    for column in _NEEDED:
        if found[column] is None:
            raise Invalid(f"presence.file_lacks_{column}", field="file")
    return {column: position for column, position in found.items() if position is not None}


def read_shift(row: Row, columns: Mapping[str, int]) -> ShiftRow | WrongRow:
    """Return what a row says.

    Parameters
    ----------
    row : Row
        From ``base.table_file.read_table``.
    columns : mapping
        From ``columns_of``.

    Returns
    -------
    ShiftRow or WrongRow
        The first thing that is wrong, if anything is.
    """

    def cell(column: str) -> str:
        position = columns.get(column, len(row.cells))
        return row.cells[position] if position < len(row.cells) else ""

    try:
        if not cell("who"):
            raise Invalid("presence.row_without_name", field="who")
        return ShiftRow(
            line=row.line,
            cells=row.cells,
            who=cell("who"),
            day=day_of(cell("date")),
            from_min=minutes_of(cell("from")),
            to_min=minutes_of(cell("to"), field="to"),
            place=place_of(cell("place")),
            note=cell("note")[:MOST_NOTE],
        )
    except Invalid as error:
        return WrongRow(row.line, row.cells, error.code, error.params)
