"""Where is the tests' compiled kernel kept? In `var`, so that only a change compiles anew."""

from pathlib import Path

import pytest

import frontlinje


@pytest.fixture(scope="session")
def kept_in() -> Path:
    return Path(frontlinje.__path__[0]).parents[1] / "var" / "kernel"
