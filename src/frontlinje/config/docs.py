"""Which pages of the documentation are made from the code? `frontlinje docs` writes them.

A test fails when a page is not what the code says.
"""

import argparse
import ast
import inspect
from pathlib import Path

from frontlinje.config.trouble import Trouble

PACKAGE = Path(__file__).resolve().parent.parent
PAGES = PACKAGE.parents[1] / "docs"
# From the top down: a room imports only from rooms that come after it.
ROOMS = (
    "config", "desk", "portal", "drills", "offline", "simulation", "continuity", "reports",
    "quality", "team", "planning", "channels", "routing", "contacts", "presence", "centre",
    "people", "ledger", "base",
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
    asked.add_argument("page", choices=["rooms"])
    asked.parse_args(words)
    if not PAGES.is_dir():
        raise Trouble("The pages are part of the repository: run ./run docs in a checkout.")
    (PAGES / "rooms.md").write_text(rooms_page())
    return 0


def rooms_page() -> str:
    """Return the page about the rooms, from the top of the house down."""
    found = [name for name in ROOMS if (PACKAGE / name / "__init__.py").exists()]
    return "\n".join([_INTRODUCTION, *(f"## {name}\n\n{_says(name)}\n" for name in found)])


def _says(room: str) -> str:
    source = (PACKAGE / room / "__init__.py").read_text()
    return inspect.cleandoc(ast.get_docstring(ast.parse(source)) or "")
