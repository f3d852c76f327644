"""Which pages of the documentation are made from the code? `frontlinje docs` writes them.

A test fails when a page is not what the code says.
"""

import argparse
import ast
import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path

from frontlinje.config.trouble import Trouble

PACKAGE = Path(__file__).resolve().parent.parent
PAGES = PACKAGE.parents[1] / "docs"
# From the top down: a room imports only from rooms that come after it.
ROOMS = (
    "config", "desk", "portal", "drills", "exercises", "offline", "simulation", "continuity",
    "reports", "quality", "team", "planning", "channels", "routing", "contacts", "presence",
    "centre", "people", "ledger", "base",
)  # fmt: skip
_INTRODUCTION = """# Rooms

Frontlinje is a house of rooms: the folders of `src/frontlinje/`. A room imports only from rooms
below it. Each has the same furniture, and only what it needs: `rules/` (pure functions),
`models.py`, `events.py`, `queries.py`, `actions.py`, its edges (`views.py`, `urls.py`, `tasks.py`),
`tests/`.

This page is written by `frontlinje docs rooms` from what each room says about itself.
"""


def main(words: list[str]) -> int:
    """Write the page that is asked for."""
    asked = argparse.ArgumentParser(prog="frontlinje docs", description=__doc__)
    asked.add_argument("page", nargs="*", choices=[*WRITERS, []], help="all, if none is named")
    pages = asked.parse_args(words).page or list(WRITERS)
    if not PAGES.is_dir():
        raise Trouble("The pages are part of the repository: run ./run docs in a checkout.")
    for page in pages:
        file_name, write = WRITERS[page]
        (PAGES / file_name).write_text(write())
    return 0


def rooms_page() -> str:
    """Return the page about the rooms, from the top of the house down."""
    found = [name for name in ROOMS if (PACKAGE / name / "__init__.py").exists()]
    return "\n".join([_INTRODUCTION, *(f"## {name}\n\n{_says(name)}\n" for name in found)])


def _from(function: str) -> str:
    """Return a page made by ``generated_pages``, which needs Django."""
    import django

    django.setup()
    from frontlinje.config import generated_pages

    page: str = getattr(generated_pages, function)()
    return page


WRITERS: dict[str, tuple[str, Callable[[], str]]] = {
    "rooms": ("rooms.md", rooms_page),
    "permissions": ("permissions.md", partial(_from, "permissions_page")),
    "events": ("events.md", partial(_from, "events_page")),
    "openapi": ("openapi.json", partial(_from, "openapi_page")),
}
"""The pages, each with its file and what makes it."""


def _says(room: str) -> str:
    source = (PACKAGE / room / "__init__.py").read_text()
    return inspect.cleandoc(ast.get_docstring(ast.parse(source)) or "")
