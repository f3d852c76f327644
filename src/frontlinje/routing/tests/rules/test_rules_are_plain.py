"""Do the rules stay plain? Examples run, nothing heavy is imported, the marks are complete."""

import ast
import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

from frontlinje.base import jit
from frontlinje.base.jit import JITABLE
from frontlinje.routing import rules
from frontlinje.routing.rules import eligibility, place, policy

MODULES = [
    importlib.import_module(f"{rules.__name__}.{module.name}")
    for module in pkgutil.iter_modules(rules.__path__)
]
MAY_IMPORT = {"typing", "collections", "dataclasses", "frontlinje"}


@pytest.mark.parametrize("module", [*MODULES, jit], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings_run(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_rule_imports_only_the_standard_library_and_other_rules(module: ModuleType) -> None:
    tree = ast.parse(Path(module.__file__ or "").read_text())
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Import), "import names, not modules"
        if isinstance(node, ast.ImportFrom):
            name = node.module or ""
            assert name.split(".")[0] in MAY_IMPORT
            assert not name.startswith("frontlinje.") or ".rules" in name or name.endswith(".jit")


@pytest.mark.parametrize("module", [eligibility, place, policy], ids=lambda module: module.__name__)
def test_every_function_of_the_policy_is_marked_for_the_compiler(module: ModuleType) -> None:
    tree = ast.parse(Path(module.__file__ or "").read_text())
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert names
    for name in names:
        assert JITABLE[f"{module.__name__}.{name}"] is getattr(module, name)
