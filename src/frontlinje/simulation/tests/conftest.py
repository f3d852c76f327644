"""Where is the tests' compiled kernel kept? In `var`, so that only a change compiles anew."""

from pathlib import Path

import pytest

import frontlinje


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one of xdist's workers do all that is compiled, so that no other compiles it as well.

    Who is in a hurry does not wait for the compiler.
    """
    for item in items:
        if "kept_in" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("kernel"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def kept_in() -> Path:
    return Path(frontlinje.__path__[0]).parents[1] / "var" / "kernel"
