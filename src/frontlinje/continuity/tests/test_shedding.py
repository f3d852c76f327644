"""Does load close channels in order, tell customers where to go, and open them again?"""

from datetime import UTC, datetime

import pytest

from frontlinje.centre.actions.overrides import lay_on, take_off
from frontlinje.centre.models import OverrideRow, Revision
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.edits.channels import SetShedding
from frontlinje.centre.rules.hours import next_opening
from frontlinje.centre.rules.shedding import Shedding
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.shedding import shed_load
from frontlinje.continuity.queries.watched import closed_by_load
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, centre, go_ready

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]

LIMITS = Shedding(order=("chat", "web"), over=2, under=1, for_s=60)


@pytest.fixture(autouse=True)
def limits(centre: Revision) -> OverrideRow:
    edit = SetShedding(shedding=LIMITS)
    return lay_on([edit], starts_at=after(0), until_at=None, by=None, reason="", at=after(0))[0]


def shed(*seconds: float) -> None:
    for moment in seconds:
        shed_load(at=after(moment))


def closed_at(seconds: float) -> set[str]:
    state = effective_state(after(seconds))
    return {c for c in state.channels if not state.is_channel_open(c, after(seconds))}


def told() -> list[tuple[str, str, float]]:
    rows = Event.objects.filter(kind__startswith="shedding.").order_by("id")
    return [
        (row.kind.partition(".")[2], row.channel, (row.at - after(0)).total_seconds())
        for row in rows
    ]


def test_channels_close_one_by_one_and_open_one_by_one(cast: Cast) -> None:
    go_ready(cast.nina)
    for seconds in range(3):
        arrive("general", "mail", at=after(seconds))
    shed(10, 69)
    assert closed_at(69) == set()
    shed(70, 100, 130, 200)
    assert closed_at(200) == {"chat", "web"}
    Contact.objects.update(state="active", agent=cast.nina)
    shed(300, 360, 969, 1029, 1030, 1090)
    assert closed_at(1090) == set()
    assert told() == [
        ("closed", "chat", 70),
        ("closed", "web", 130),
        ("opened", "web", 1030),
        ("opened", "chat", 1090),
    ]


def test_customers_are_told_where_to_go_and_when_it_opens_again() -> None:
    arrive("general", "mail")
    shed(0, 60)
    state = effective_state(after(60))
    assert state.channels["chat"].alternative == "mail"
    assert next_opening(state.opening("chat"), after(60)) == after(960)
    assert [(one.channel, one.until_at) for one in closed_by_load(after(61))] == [
        ("chat", after(960))
    ]
    shed(700, 850)
    state = effective_state(after(961))
    assert next_opening(state.opening("chat"), after(961)) == after(1750)


def test_nothing_stays_closed_when_nobody_watches_any_more() -> None:
    arrive("general", "mail")
    shed(0, 60)
    assert closed_at(959) == {"chat"}
    assert closed_at(960) == set()
    shed(961, 1100, 1859)  # open since 960 by its own clock, so it rests
    assert closed_by_load(after(1859)) == []
    shed(1860)
    assert closed_at(1860) == {"chat"}


def test_what_a_person_takes_away_is_undone_at_once(limits: OverrideRow) -> None:
    arrive("general", "mail")
    shed(0, 60)
    take_off([limits.id], by=None, reason="", at=after(100))
    shed(101)
    assert closed_at(101) == set()
    assert told()[-1] == ("opened", "chat", 101)
    n_before = Event.objects.count()
    shed(200, 300)
    assert Event.objects.count() == n_before


def test_what_is_closed_by_its_hours_is_not_closed_by_load(centre: Revision) -> None:
    assert closed_at(0) == set()
    shed(0, 60)
    assert not OverrideRow.objects.exclude(edit__kind="set_shedding").exists()
    assert effective_state(datetime(2026, 3, 10, 12, tzinfo=UTC)).document.shedding == LIMITS
