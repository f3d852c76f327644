"""Is every common kind of file read as text, and what is no table refused?"""

import csv
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from frontlinje.base import table_file
from frontlinje.base.csv_cells import csv_text, harmless
from frontlinje.base.errors import Invalid
from frontlinje.base.table_file import read_table, separator_of, text_of


def table(content: bytes) -> list[tuple[str, ...]]:
    headings, rows = read_table(content)
    return [headings, *(row.cells for row in rows)]


def excel(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_file_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    text = f'Navn{separator}Sted\r\nÅse "Lie"{separator}"Ørje{separator} øst"\r\n'
    assert table(text.encode(encoding)) == [("Navn", "Sted"), ('Åse "Lie"', f"Ørje{separator} øst")]


def test_utf_16_without_a_mark_is_recognised_either_way() -> None:
    assert text_of("Navn;Sted".encode("utf-16-be")) == "Navn;Sted"


def test_one_column_is_a_table_too() -> None:
    assert table(b"Navn\nOla\n") == [("Navn",), ("Ola",)]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    _, rows = read_table(b'Navn;Adresse\n\nOla;"Vei 1\nOppgang B"\nKari;Vei 2\n')
    assert [(row.line, row.cells[0]) for row in rows] == [(3, "Ola"), (5, "Kari")]


def test_an_excel_file_is_read_as_text() -> None:
    content = excel(
        ["Nummer", "Navn", "Telefon", "Saldo"],
        [471, "Åse", 22334455.0, 1.5],
        [None, None, None, None],
        ["0042", '=HYPERLINK("http://x")', True, None],
    )
    assert table(content) == [
        ("Nummer", "Navn", "Telefon", "Saldo"),
        ("471", "Åse", "22334455", "1.5"),
        ("0042", '=HYPERLINK("http://x")', "True"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table.empty"),
        (b"\n;;\n", "table.empty"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"x", "table.old_excel"),
        (b"PK\x03\x04 not a zip", "table.broken"),
        (b"a\0b\0\0\0", "table.not_text"),
        (b"Navn\n\x81\x8d", "table.not_text"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        read_table(content)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_file, "MOST_BYTES", 10)
    with pytest.raises(Invalid, match="too_large"):
        read_table(b"Navn\n" + b"x" * 10)


def test_too_many_rows_are_refused_when_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_file, "MOST_ROWS", 2)
    _, rows = read_table(b"Navn\na\nb\nc\n")
    with pytest.raises(Invalid, match="too_many_rows"):
        list(rows)


def test_too_many_columns_are_refused() -> None:
    _, rows = read_table(b"Navn\n" + b"a;" * 100)
    with pytest.raises(Invalid, match="too_many_columns"):
        list(rows)


def test_a_cell_without_end_is_refused_and_named() -> None:
    _, rows = read_table(b'Navn;Sted\na;b\n"' + b"x" * 200_000)
    with pytest.raises(Invalid, match="broken") as refusal:
        list(rows)
    assert refusal.value.params["line"] == 3


@pytest.mark.slow
def test_an_excel_file_that_explodes_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(5):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", b"\0" * 100 * 1024 * 1024)
    assert len(packed.getvalue()) < 1024 * 1024
    with pytest.raises(Invalid, match="exploding"):
        read_table(packed.getvalue())


def test_an_excel_file_with_entities_that_multiply_is_refused() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kinds = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'
    packed = io.BytesIO()
    good = io.BytesIO(excel(["Navn"], ["Ola"]))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if "sheet1" in name:
                text = kinds + text.replace(">Ola<", ">&l9;<")
            archive.writestr(name, text)
    with pytest.raises(Invalid, match="broken"):
        list(read_table(packed.getvalue())[1])


@given(st.lists(st.lists(st.text('a;,\t"\n=æ ', max_size=5), min_size=2, max_size=3), min_size=2))
def test_whatever_is_in_the_cells_reading_ends(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["Nummer", "Navn"], *rows])
    assert separator_of(out.getvalue()) in ";,\t"
    _, found = read_table(out.getvalue().encode())
    assert len(list(found)) <= sum(any(cell.strip() for cell in row) for row in rows) + 200


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_exported_cell_is_a_formula(begin: str) -> None:
    written = csv_text(["Navn"], [[f"{begin}cmd|' /C calc'!A0"]])
    assert f"'{begin}cmd" in written
    assert harmless("Ola-Kari") == "Ola-Kari"


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_an_export_is_read_back_with_no_cell_that_runs(cells: list[str]) -> None:
    text = csv_text(["x"] * len(cells), [cells])
    assert text.startswith("\ufeff")
    for row in csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"):
        assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} - {""} for cell in row)
