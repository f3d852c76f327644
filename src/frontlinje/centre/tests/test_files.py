"""Is the file what was written, and what is said of one that cannot be read?"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontlinje.centre.rules.document import plain_form
from frontlinje.centre.rules.files import CentreFile, read_file, write_file
from frontlinje.centre.rules.problems import InvalidDocument, Problem
from frontlinje.centre.tests.samples import document, name, plain_document


def sample(**changes: Any) -> CentreFile:
    parts = {
        "skills": [{"code": "law", "names": {"nb": "Jus"}}],
        "teams": [{"code": "north", "name": "Nord"}],
        "sites": [{"code": "office", "name": "Kontoret"}],
    }
    return CentreFile.model_validate(plain_document() | parts | changes)


TEXT = write_file(sample())


def problems_of(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDocument) as caught:
        read_file(content)
    return caught.value.problems


def test_what_is_written_is_read_and_written_the_same() -> None:
    file, _ = read_file(TEXT.encode())
    assert file == sample()
    assert write_file(file) == TEXT
    assert file.document == document()


def test_norway_is_a_country_and_not_a_no() -> None:
    file, _ = read_file(TEXT.replace("'NO'", "NO").encode())
    assert file.country == "NO"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert read_file(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))[0] == sample()


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
wordings = st.one_of(
    words,
    st.lists(words, min_size=1, max_size=4).map("\n".join),
    st.sampled_from(["NO", "yes", "1e3", "0x1F", "08:00", "2026-12-24", "~", "- a", "#", "a: b"]),
).filter(lambda text: bool(text.strip()))


@settings(deadline=None)
@given(wordings, st.floats(0, 100))
def test_every_wording_and_number_survives_the_file(wording: str, weight: float) -> None:
    given_file = plain_form(sample())
    given_file["texts"][0]["body"] = name(wording)
    given_file["queues"][0]["weight"] = weight
    file = CentreFile.model_validate(given_file)
    assert read_file(write_file(file).encode())[0] == file


def test_a_problem_names_its_line_and_column() -> None:
    wrong = TEXT.replace("promise_s: 3600.0", "promise_s: soon")
    (problem,) = problems_of(wrong.encode())
    line = wrong.split("\n")[(problem.line or 0) - 1]
    assert problem.code == "centre.not_a_number"
    assert line[(problem.column or 0) - 1 :].startswith("promise_s: soon")


def test_a_missing_part_is_told_at_what_lacks_it() -> None:
    wrong = TEXT.replace("      sv: Oppgjør\n", "")
    (problem,) = problems_of(wrong.encode())
    assert problem.code == "centre.missing_language"
    assert wrong.split("\n")[(problem.line or 0) - 1].strip() == "name:"


def test_all_problems_are_told_at_once() -> None:
    wrong = TEXT.replace("promise_s: 3600.0", "promise_s: soon").replace("timezone", "tiemzone")
    assert [problem.code for problem in problems_of(wrong.encode())] == [
        "centre.not_a_number",
        "centre.unknown_key",
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a: &x [1]\nb: *x\n", "file_alias", 1),
        (b"a: 1\nb: 2\na: 3\n", "file_same_key", 3),
        (b"a: !!python/object:os.system x", "file_tag", 1),
        (b"--- \na: 1\n---\nb: 2\n", "file_several", 3),
        (b"a: 1\n\tb: 2\n", "file_tab", 2),
        (b"a: b: c\n", "file_syntax", 1),
        (b'a: "open\n', "file_syntax", 2),
        (b"? [a]\n: 1\n", "file_bad_key", 1),
        (b"[" * 5000, "file_too_deep", 1),
        ("name: Kø".encode("latin-1"), "file_not_utf8", 1),
        ("name: x".encode("utf-16"), "file_not_utf8", 1),
        (b"a: 1\nb\x00: 2", "file_not_utf8", 2),
        (b"x" * 5_000_000, "file_too_large", 1),
        (b"- a\n" * 400_000, "file_too_deep", 300_000),
        (b"", "not_a_mapping", 1),
        (b"just words", "not_a_mapping", 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_plain_file_is_refused(content: bytes, code: str, line: int) -> None:
    (problem,) = problems_of(content)
    assert (problem.code, problem.line) == (f"centre.{code}", line)


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    (problem,) = problems_of("\n".join(lines).encode())
    assert (problem.code, problem.line) == ("centre.file_alias", 1)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_order(content: bytes) -> None:
    problems = problems_of(content)
    assert all(problem.line and problem.column for problem in problems)
