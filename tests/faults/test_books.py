"""Are the books right to look at while work goes on?"""

import pytest
from pytest_django import DjangoAssertNumQueries

from frontlinje.contacts.queries import conservation
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import arrive, centre, go_ready

__all__ = ["centre"]

pytestmark = pytest.mark.usefixtures("centre")


def test_rows_and_ledger_are_read_in_one_look(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    arrive()
    go_ready(cast.nina)
    # A contact that moved between two looks would be told as lost.
    with django_assert_num_queries(1):
        (found,) = conservation()
    assert found.holds
    assert found.received == 1
