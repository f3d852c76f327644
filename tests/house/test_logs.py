"""Do logs say what happened without saying about whom?"""

import json
import logging
import sys

import pytest

from frontlinje.config.logs import JsonLines, ShortLines, redact


def record_of(error: Exception | None = None, **extra: object) -> logging.LogRecord:
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    made = logging.LogRecord("room", logging.ERROR, "x.py", 1, "Mail from %s", ("a@b.no",), info)
    vars(made).update(extra)
    return made


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("from Nina.Prøve+x@example.org now", "from <address> now"),
        ("call +47 22 33 44 55 back", "call <number> back"),
        ("born 01010112345", "born <number>"),
        ("job 4711 took 12.5 s", "job 4711 took 12.5 s"),
        ("first line\nKey (email)=(x) exists", "first line"),
    ],
)
def test_personal_data_is_blotted_out(written: str, kept: str) -> None:
    assert redact(written) == kept


def test_a_line_is_one_json_object_with_its_fields() -> None:
    line = json.loads(JsonLines("web-1").format(record_of(queue="settlements")))
    assert line["process"] == "web-1"
    assert line["level"] == "error"
    assert line["text"] == "Mail from <address>"
    assert line["queue"] == "settlements"


def test_an_error_is_told_by_kind_and_place() -> None:
    told = JsonLines("web-1").format(record_of(ValueError("ring +4722334455\nand more")))
    line = json.loads(told)
    assert line["error"] == "ValueError: ring <number>"
    assert line["where"][-1].endswith("record_of")
    assert "and more" not in told


def test_the_terminal_gets_one_short_line() -> None:
    line = ShortLines("web-1").format(record_of(ValueError("x")))
    assert line.endswith("web-1: Mail from <address>: ValueError: x")
    assert "\n" not in line
