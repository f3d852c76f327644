"""Has every error code its text, and every text its error? Rooms raise codes, edges speak."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from frontlinje.base import errors
from frontlinje.people.wording import texts
from tests.architecture.source import product_modules

_ERRORS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.FrontlinjeError)
}
_CODE = re.compile(r"[a-z_]+\.[a-z_]+")
_PLACEHOLDER = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Raised:
    """One place that makes an error."""

    place: str
    codes: tuple[str, ...]
    params: frozenset[str] | None
    """Names of the parameters; none when they are passed on from elsewhere."""


def _raised() -> Iterator[Raised]:
    for module in product_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _name(node.func) in _ERRORS and node.args:
                params = frozenset(k.arg for k in node.keywords if k.arg)
                is_open = any(k.arg is None for k in node.keywords)
                yield Raised(
                    f"{module.place}:{node.lineno}",
                    tuple(_codes(node.args[0])),
                    None if is_open else params,
                )


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _codes(node: ast.expr) -> Iterator[str]:
    """Yield the codes that an expression can be, as far as they are written out."""
    if isinstance(node, ast.JoinedStr):
        yield from (code for code in texts() if code.startswith(_beginning(node)))
        return
    for part in ast.walk(node):
        text = part.value if isinstance(part, ast.Constant) else None
        if isinstance(text, str) and _CODE.fullmatch(text):
            yield text


def _beginning(node: ast.JoinedStr) -> str:
    """Return the part of an f-string before its first value."""
    first = node.values[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _strings_and_beginnings() -> tuple[set[str], set[str]]:
    """Return every string of the product, and how each f-string with a code begins."""
    strings: set[str] = set()
    beginnings: set[str] = set()
    for module in product_modules():
        if module.path.name == "texts.py":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.JoinedStr) and _CODE.match(_beginning(node)):
                beginnings.add(_beginning(node))
    return strings, beginnings


def test_every_code_that_is_raised_has_a_text() -> None:
    missing = {
        f"{raised.place}: {code}"
        for raised in _raised()
        for code in raised.codes
        if code not in texts()
    }
    assert missing == set()


def test_every_text_belongs_to_a_code_that_is_raised() -> None:
    strings, beginnings = _strings_and_beginnings()
    unused = {
        code
        for code in texts()
        # Rules may leave the room's name out; whoever raises puts it in front.
        if not {code, code.split(".")[1]} & strings and not code.startswith(tuple(beginnings))
    }
    assert unused == set()


def test_every_text_is_given_what_it_names() -> None:
    starved = {
        f"{raised.place}: {code} needs {needed - raised.params}"
        for raised in _raised()
        if raised.params is not None
        for code in raised.codes
        if code in texts()
        if not (needed := set(_PLACEHOLDER.findall(str(texts()[code])))) <= raised.params
    }
    assert starved == set()


def test_codes_start_with_the_name_of_a_room() -> None:
    rooms = {module.path.parent.name for module in product_modules()}
    of_base = {
        "table",
        "staffing",
    }  # base speaks to nobody; `config` says what its file reader finds
    assert {code for code in texts() if code.split(".")[0] not in rooms | of_base} == set()
