"""Is the house built so that one finds one's way: order of rooms, sizes, names, docstrings?"""

import ast
import re
import statistics
import subprocess
import sys

from tests.architecture.source import PACKAGE, REPOSITORY, all_modules, product_modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
    "service",
    "processor",
    "processors",
    "data",
    "info",
}
"""A thing that can only be called so has not been thought through."""
CLOCK = "src/frontlinje/base/clock.py"
_READS_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("time", "time"),
}


def test_rooms_import_only_from_rooms_below() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_files_are_short() -> None:
    lengths = {module.place: len(module.text.splitlines()) for module in all_modules()}
    assert {place: n for place, n in lengths.items() if n > LONGEST_FILE} == {}
    product = sorted(lengths[module.place] for module in product_modules())
    assert statistics.median(product) < 90
    assert product[int(0.9 * len(product))] < 250


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function; its docstring may be as long as it needs."""
    first = function.body[0]
    docstring = 0
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        docstring = (first.end_lineno or 0) - first.lineno + 1
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_functions_are_short() -> None:
    long = {
        f"{module.place}: {function.name}": _length(function)
        for module in all_modules()
        for function in module.functions()
        if _length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_modules_are_named_for_what_they_are() -> None:
    vague = [
        module.place
        for module in all_modules()
        if NO_NAMES & {module.path.stem, *module.path.parts}
    ]
    assert vague == []


def test_every_module_says_which_question_it_answers() -> None:
    silent = [m.place for m in all_modules() if m.text.strip() and not ast.get_docstring(m.tree)]
    assert silent == []


def test_every_room_introduces_itself() -> None:
    """What it owns, its words and where to start: `docs/rooms.md` is made of it."""
    for init in sorted(PACKAGE.glob("*/__init__.py")):
        docstring = ast.get_docstring(ast.parse(init.read_text())) or ""
        assert len(docstring.split()) >= 15, f"{init.parent.name} says too little"


def test_only_the_clock_reads_the_clock() -> None:
    readers = [
        f"{module.place}:{node.lineno}"
        for module in product_modules()
        if module.place != CLOCK
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (_last_name(node.value), node.attr) in _READS_CLOCK
    ]
    assert readers == []


def _last_name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def test_tests_are_sentences() -> None:
    short = [
        f"{module.place}: {function.name}"
        for module in all_modules()
        if module.is_test
        for function in module.functions()
        if re.fullmatch(r"test_[^_]*(_[^_]*)?", function.name)
    ]
    assert short == []
