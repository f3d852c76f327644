"""What do customers see of load on the form: closed, another way, a time; and never a flicker?"""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from frontlinje.base import clock
from frontlinje.centre.actions.overrides import lay_on
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.edits.channels import SetShedding
from frontlinje.centre.rules.shedding import LEAST_REST_S, Shedding
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.shedding import shed_load
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, centre, go_ready

__all__ = ["centre"]
FORM = "/contact/"
"""The portal's page; its room lies above."""
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]


class Day:
    """A day whose minutes pass as the test says, with a page that customers look at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = after(0)
        monkeypatch.setattr(clock, "now", lambda: self.at)

    def look(self, seconds: float, visitor: str = "somebody") -> str:
        """Let load do what it does at this second, and return the form's page."""
        self.at = after(seconds)
        shed_load(at=self.at)
        browser = Client(headers={"accept-language": "en", "user-agent": visitor})
        return browser.get(FORM).content.decode()


@pytest.fixture
def day(centre: Revision, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Day:
    limits = SetShedding(shedding=Shedding(order=("web",), over=2, under=1, for_s=60))
    lay_on([limits], starts_at=after(0), until_at=None, by=None, reason="", at=after(0))
    go_ready(cast.nina)
    for seconds in range(3):
        arrive("general", "mail", at=after(seconds))
    return Day(monkeypatch)


def is_closed(page: str) -> bool:
    return "The form is closed" in page


def test_a_form_that_load_closed_says_where_to_go_and_when_it_is_back(day: Day) -> None:
    assert not is_closed(day.look(5))
    page = day.look(65)
    assert is_closed(page)
    assert "<form method" not in page.split("<main")[1]
    assert "Use this instead: Chat" in page, "it takes least of an agent"
    back_at = timezone.localtime(after(65 + LEAST_REST_S))
    assert f"It opens again Tuesday 10 March, {back_at:%H:%M}." in page
    day.look(70, "somebody else")
    day.look(75, "somebody else")
    turned = Event.objects.filter(kind="contacts.turned_away")
    assert [event.channel for event in turned] == ["web", "web"], "each visitor once"


@pytest.mark.slow
def test_a_load_that_goes_up_and_down_never_makes_the_form_flicker(day: Day) -> None:
    seen: list[tuple[datetime, bool]] = []
    for seconds in range(10, 90 * 60, 90):
        is_much = seconds // 270 % 2 == 0
        Contact.objects.update(state="queued" if is_much else "parked")
        seen.append((after(seconds), is_closed(day.look(seconds))))
    flips = [at for (_, before), (at, now) in pairwise(seen) if before != now]
    assert len(flips) > 2, "it does close and open"
    assert min(b - a for a, b in pairwise(flips)) >= timedelta(seconds=LEAST_REST_S)
