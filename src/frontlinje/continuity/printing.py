"""How does something come on paper? Facts in words go in, a PDF comes out; one sheet fits all.

What people wrote is handed over as data and never read as Typst's markup.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.functional import Promise

SHEETS = Path(__file__).parent / "sheets"

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: pictures, a table, or questions with room to answer by hand."""

    heading: Word
    head: Sequence[Word] = ()
    rows: Sequence[Sequence[Word]] = ()
    widths: Sequence[int] = ()
    """Shares of the width; a 0 takes what it needs."""
    pictures: Sequence[tuple[Word, str]] = ()
    """Titles with drawings, as SVG; two beside each other."""
    questions: Sequence[Word] = ()
    empty: Word = ""
    """What stands there when there are no rows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on paper."""

    title: Word
    subtitle: Word
    footer: Word
    language: str
    facts: Sequence[tuple[Word, Word]]
    sections: Sequence[Section]
    is_landscape: bool = False


def pdf_of(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF."""
    # Tens of megabytes, for the few who print: not every web process carries it along.
    import typst

    facts = json.dumps(asdict(sheet), default=str)
    made = typst.compile(
        SHEETS / "sheet.typ",
        root=SHEETS,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"sheet": facts},
    )
    if not isinstance(made, bytes):
        raise TypeError("a sheet is one PDF")
    return made
