"""Which rows does an uploaded file hold? CSV of any common kind and Excel, as text, in limits.

A file is untrusted: what is too large, packed to explode, or not a table is refused with a code.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frontlinje.base.errors import Invalid

MOST_BYTES = 25 * 1024 * 1024
"""Size of a file that is taken."""
MOST_UNPACKED = 400 * 1024 * 1024
"""Size that an Excel file may have when unpacked."""
MOST_ROWS = 300_000
MOST_COLUMNS = 60
MOST_CELL = 1_000
"""Characters of a cell."""

_SEPARATORS = (";", ",", "\t")
_SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: where it stands, and its cells as text without spaces around them."""

    line: int
    cells: tuple[str, ...]


def read_table(content: bytes) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the headings of a file and its rows below them, one by one.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    tuple
        The headings, and an iterator over the rows that are not empty.

    Raises
    ------
    Invalid
        ``table.…`` with ``empty``, ``too_large``, ``old_excel``, ``broken``,
        ``exploding``, ``not_text``, ``too_many_columns``, ``too_many_rows``: at once, or when the
        row in question is reached.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("table.too_large", field="file", most_mb=MOST_BYTES // 1024**2)
    if content[:4] == b"PK\x03\x04":
        rows = _excel_rows(content)
    elif content[:8] == bytes.fromhex("D0CF11E0A1B11AE1"):
        raise Invalid("table.old_excel", field="file")
    else:
        rows = _csv_rows(text_of(content))
    rows = _without_empty(rows)
    first = next(rows, None)
    if first is None:
        raise Invalid("table.empty", field="file")
    return first.cells, _within_limits(rows)


def text_of(content: bytes) -> str:
    """Return a text file as text, whichever encoding it was saved in.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    str
        Read as UTF-8 or UTF-16 where that is certain, else as Windows-1252.

    Raises
    ------
    Invalid
        ``table.not_text`` when it is none of these.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content[:_SAMPLE]:
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid("table.not_text", field="file")


def separator_of(text: str) -> str:
    """Return the character that parts the cells of a CSV text.

    Parameters
    ----------
    text : str
        The text, or its beginning.

    Returns
    -------
    str
        The one that gives most rows as many cells as the first, and then the most cells.
    """

    def quality(separator: str) -> tuple[int, int]:
        lines = io.StringIO(text[:_SAMPLE], newline="")
        widths = []
        try:
            for row in csv.reader(lines, delimiter=separator):
                widths.append(len(row))
                if len(widths) == 50:
                    break
        except csv.Error:
            return 0, 0
        width = widths[0] if widths else 1
        return (widths.count(width) if width > 1 else 0), width

    return max(_SEPARATORS, key=quality)


def _csv_rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(_as_text(cell) for cell in cells[: MOST_COLUMNS + 1]))
            line = reader.line_num + 1
    except csv.Error:
        raise Invalid("table.broken", field="file", line=line) from None


def _excel_rows(content: bytes) -> Iterator[Row]:
    # Loaded only by whoever reads such a file; it takes a moment.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise Invalid("table.exploding", field="file")
        # Formulas stay text: what they would compute is nobody's name.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        for line, cells in enumerate(rows, start=1):
            yield Row(line, _trimmed(tuple(_as_text(cell) for cell in cells)))
    except Invalid:
        raise
    except Exception as error:
        raise Invalid("table.broken", field="file", line=0) from error


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    elif isinstance(cell, datetime | date):
        cell = cell.isoformat()
    return str(cell).strip()[: MOST_CELL + 1]


def _without_empty(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if any(row.cells))


def _within_limits(rows: Iterator[Row]) -> Iterator[Row]:
    for n, row in enumerate(rows, start=1):
        if n > MOST_ROWS:
            raise Invalid("table.too_many_rows", field="file", most=MOST_ROWS)
        if len(row.cells) > MOST_COLUMNS:
            raise Invalid("table.too_many_columns", field="file", most=MOST_COLUMNS)
        yield row
