"""Who compiles the kernel for the tests? One of their processes, for all."""

from pathlib import Path

import pytest

from frontlinje.simulation.tests.kept_kernel import KERNEL

_COMPILES = {"kept_in", "simulator"}
"""Fixtures that have the kernel compiled."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one of xdist's workers do all that is compiled, so that no other compiles it as well.

    Who is in a hurry does not wait for the compiler.
    """
    for item in items:
        if not _COMPILES.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("kernel"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def kept_in() -> Path:
    return KERNEL
