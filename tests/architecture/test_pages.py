"""Are the pages that are made from the code what the code says?"""

import ast
import json

import pytest

from frontlinje.config.docs import PAGES, WRITERS
from frontlinje.people.labels import EMPLOYERS, PERMISSIONS, ROLES
from frontlinje.people.permissions import Employer, Permission, Role
from tests.architecture.source import product_modules


@pytest.mark.parametrize("page", sorted(WRITERS))
def test_the_page_is_current(page: str) -> None:
    file_name, write = WRITERS[page]
    assert (PAGES / file_name).read_text() == write(), f"run ./run docs {page}"


def test_every_right_role_and_employer_has_its_words() -> None:
    assert set(PERMISSIONS) == set(Permission)
    assert set(ROLES) == set(Role)
    assert set(EMPLOYERS) == set(Employer)


def test_every_right_is_asked_for_somewhere() -> None:
    define = {"src/frontlinje/people/permissions.py", "src/frontlinje/people/labels.py"}
    asked = {
        node.attr
        for module in product_modules()
        if module.place not in define
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Permission"
    }
    assert {permission.name for permission in Permission} - asked == set()


def test_every_operation_of_the_api_names_its_right_and_says_what_it_does() -> None:
    description = json.loads((PAGES / "openapi.json").read_text())
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert operation["x-permission"], f"{method} {path}"
            assert operation.get("description"), f"{method} {path} has no docstring"
