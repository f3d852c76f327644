"""What do the tests of suggestions share? A centre, and a home of their own for models."""

from pathlib import Path

import pytest
from pytest_django import Settings

from frontlinje.base import clock
from frontlinje.centre.actions import save_revision
from frontlinje.centre.queries import base_document, latest_revision
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.contacts.tests.small_centre import centre
from frontlinje.people.tests.cast import Cast

__all__ = ["centre"]


@pytest.fixture
def learning_home(tmp_path: Path, settings: Settings, centre: Cast) -> Path:
    """Give the centre contact reasons, and keep models in a folder of the test's own."""
    settings.HOME = tmp_path
    name = dict.fromkeys(("nb", "sv", "en"), "Reason")
    codes = [{"code": code, "name": name} for code in ("lambs", "answered")]
    document = CentreDocument.model_validate(
        {**plain_form(base_document()), "wrap_up_codes": codes}
    )
    latest = latest_revision().id
    save_revision(document=document, by=None, reason="", based_on=latest, at=clock.now())
    return tmp_path
