"""A centre of two queues, and its head at a browser that speaks English."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from frontlinje.centre.actions import begin_centre, save_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.centre.tests.samples import plain_document
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def two_queues(db: None) -> Revision:
    first = begin_centre(at=AT, by=None)
    document = CentreDocument.model_validate(plain_document())
    return save_revision(document=document, by=None, reason="", based_on=first.id, at=AT)


@pytest.fixture
def hedda(cast: Cast, two_queues: Revision, browser_of: Callable[[User], Client]) -> Client:
    cast.hedda.ui_language = "en"
    cast.hedda.save()
    return browser_of(cast.hedda)
