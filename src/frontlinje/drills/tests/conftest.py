"""What do the tests of this room share? Where the compiled simulator is kept."""

from frontlinje.simulation.tests.conftest import kept_in, pytest_collection_modifyitems

__all__ = ["kept_in", "pytest_collection_modifyitems"]
