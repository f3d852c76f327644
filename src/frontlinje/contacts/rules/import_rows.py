"""What does a row of a file say of a customer, or what is wrong with it? The import asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontlinje.base.errors import Invalid
from frontlinje.base.table_file import MOST_CELL, Row
from frontlinje.contacts.rules.checking import (
    MOST,
    MOST_WEIGHT,
    checked_facts,
    checked_flags,
    checked_language,
)
from frontlinje.contacts.rules.customer_facts import LISTS, CustomerFacts
from frontlinje.contacts.rules.import_columns import Column
from frontlinje.contacts.rules.reach import clean_email, e164

_ORGANISATION = {"organisasjon", "organisation", "org", "o", "firma", "bedrift", "foretak", "b"}
_ORGANISATION |= {"företag", "company", "business"}
_PERSON = {"person", "privat", "privatperson", "private", "individual", "p"}
_PLAIN = (Column.NUMBER, Column.ADDRESS, Column.POSTAL_CODE, Column.PLACE)


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row, and the cells it had."""

    line: int
    code: str
    params: dict[str, Any]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A good row: the facts it gives, and which of them it gives at all."""

    line: int
    facts: CustomerFacts
    given: frozenset[str]
    """Names of the facts whose cells were not empty; the others say nothing."""
    cells: tuple[str, ...]


def read_row(row: Row, columns: Sequence[Column | None], country: str) -> RowFacts | RowError:
    """Return what a row says, or what is wrong with it.

    Parameters
    ----------
    row : Row
        From ``table_file.read_table``.
    columns : sequence of Column or None
        What each cell holds.
    country : str
        ISO code of the country whose phone numbers are meant where no code is written.

    Returns
    -------
    RowFacts or RowError
        The first thing that is wrong, if anything is.
    """
    try:
        if len(row.cells) > len(columns) and any(row.cells[len(columns) :]):
            raise Invalid("contacts.row_too_long", n_columns=len(columns))
        cells: dict[Column, list[str]] = {}
        for column, cell in zip(columns, row.cells, strict=False):
            if column is not None and cell:
                if len(cell) > MOST_CELL:
                    raise Invalid("contacts.too_long", field=column.value, most=MOST_CELL)
                cells.setdefault(column, []).append(cell)
        given = _given(cells, country)
        facts = checked_facts(CustomerFacts(**{"name": "", **given}))
    except Invalid as error:
        return RowError(row.line, error.code, error.params, row.cells)
    return RowFacts(row.line, facts, frozenset(given), row.cells)


def _given(cells: dict[Column, list[str]], country: str) -> dict[str, Any]:
    given: dict[str, Any] = {column.value: cells[column][0] for column in _PLAIN if column in cells}
    names = [cells[c][0] for c in (Column.FIRST_NAME, Column.LAST_NAME) if c in cells]
    if name := cells.get(Column.NAME, [" ".join(names)])[0]:
        given["name"] = name
    several: list[tuple[Column, str, Callable[[str], str]]] = [
        (Column.PHONE, "phones", lambda text: e164(text, country)),
        (Column.EMAIL, "emails", clean_email),
    ]
    for column, name, cleaned in several:
        if column in cells:
            items = [item.strip() for cell in cells[column] for item in _items(cell)]
            given[name] = tuple(dict.fromkeys(cleaned(item) for item in items if item))
    if Column.KIND in cells:
        given["is_organisation"] = _is_organisation(cells[Column.KIND][0])
    if Column.LANGUAGE in cells:
        given["language"] = checked_language(cells[Column.LANGUAGE][0])
    if Column.FLAGS in cells:
        given["flags"] = checked_flags(_items(cells[Column.FLAGS][0]))
    if Column.WEIGHT in cells:
        given["weight"] = _weight(cells[Column.WEIGHT][0])
    return given


def _items(cell: str) -> list[str]:
    return cell.replace(";", ",").replace("|", ",").replace("\n", ",").split(",")


def _is_organisation(cell: str) -> bool:
    kind = cell.casefold()
    if kind in _ORGANISATION:
        return True
    if kind in _PERSON:
        return False
    raise Invalid("contacts.unknown_kind", field="kind", given=cell[:60])


def _weight(cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise Invalid("contacts.bad_weight", field="weight", most=MOST_WEIGHT) from None


def updated(before: CustomerFacts, row: RowFacts) -> CustomerFacts:
    """Return a customer's facts after a row was read into them.

    Parameters
    ----------
    before : CustomerFacts
        As they are.
    row : RowFacts
        What the file says.

    Returns
    -------
    CustomerFacts
        What the row gives replaces what was; phones, addresses and flags are added, and an empty
        cell takes nothing away.
    """
    changes: dict[str, Any] = {name: getattr(row.facts, name) for name in row.given}
    for name in LISTS:
        if name in changes:
            changes[name] = tuple(dict.fromkeys((*getattr(before, name), *changes[name])))[
                : MOST[name]
            ]
    return replace(before, **changes)
