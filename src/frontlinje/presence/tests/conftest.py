"""What do the tests of presence share? A centre that has just begun."""

import pytest

from frontlinje.centre.actions import begin_centre
from frontlinje.presence.tests.days import MORNING


@pytest.fixture
def centre(db: None) -> None:
    begin_centre(at=MORNING, by=None)
