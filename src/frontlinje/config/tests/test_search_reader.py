"""What is written is read into the search by the worker's service, and it stops when told to."""

import threading

import pytest

from frontlinje.config.search_reader import read_for_search
from frontlinje.config.services import SERVICES
from frontlinje.contacts.models import SearchChange, SearchText
from frontlinje.contacts.tests.small_centre import arrive, centre
from frontlinje.people.tests.cast import Cast

__all__ = ["centre"]


@pytest.mark.django_db
def test_the_service_reads_what_was_written(centre: Cast) -> None:
    arrive(text="ord")

    class Once(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return super().wait(timeout)

    read_for_search(Once())
    assert SearchText.objects.count() == 1
    assert not SearchChange.objects.exists()
    assert read_for_search in [s.load() for s in SERVICES if s.name == "search"]
