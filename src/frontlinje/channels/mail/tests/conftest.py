"""What do the mail tests share? The centre, and a home for files that is thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from frontlinje.centre.models import Revision
from frontlinje.channels.mail.tests.mailroom import open_centre
from frontlinje.people.tests.cast import Cast


@pytest.fixture
def centre(cast: Cast) -> Revision:
    return open_centre()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        yield tmp_path / "files"
