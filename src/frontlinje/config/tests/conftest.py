"""What do the tests of the command line share with others? The compiled kernel that is kept."""

from frontlinje.simulation.tests.conftest import kept_in, pytest_collection_modifyitems

__all__ = ["kept_in", "pytest_collection_modifyitems"]
