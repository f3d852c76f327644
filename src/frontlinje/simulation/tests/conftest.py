"""Who compiles the kernel for the tests? The first that needs it, for all."""

from pathlib import Path

import pytest

from frontlinje.simulation.tests.kept_kernel import ready_kernel

_COMPILES = {"kept_in", "simulator"}
"""Fixtures that have the kernel compiled."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who is in a hurry does not wait for the compiler."""
    for item in items:
        if not _COMPILES.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def kept_in() -> Path:
    return ready_kernel()
