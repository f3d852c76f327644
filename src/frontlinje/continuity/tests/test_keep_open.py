"""Does the page of the day count the right people, work and hours?"""

from datetime import datetime, timedelta

import pytest
from django.utils.translation import override

from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.continuity.queries.fitting_plans import fitting_plans
from frontlinje.continuity.queries.keep_open import QueueToday, Today, today_of
from frontlinje.continuity.rules.fitting import Reason
from frontlinje.continuity.tests.small_plans import saved
from frontlinje.continuity.today_words import reason_words
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Shift, Status
from frontlinje.routing.actions import work
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    centre,
    document,
    hold,
    queue,
    save,
)

__all__ = ["centre"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
HOUR_S = 3600


def day(now: datetime = NOON) -> Today:
    return today_of(effective_state(now), now=now)


def general(now: datetime = NOON) -> QueueToday:
    return next(row for row in day(now).queues if row.queue.code == "general")


@pytest.fixture
def usual(cast: Cast, centre: Revision) -> None:
    """Let three calls of twenty minutes come after noon on this weekday, and two people work."""
    for week in range(1, 5):
        for minutes in (0, 10, 20):
            at = NOON - timedelta(weeks=week) + timedelta(minutes=minutes)
            contact = arrive("general", "phone", at=at)
            work.take_contact(contact_id=contact.id, by=cast.nina, at=at)
            ends_at = at + timedelta(minutes=20)
            work.finish_contact(contact_id=contact.id, by=cast.nina, at=ends_at)
    for user, place in ((cast.nina, "office"), (cast.omar, "home"), (cast.stig, "office")):
        Shift.objects.create(
            user=user, starts_at=after(-HOUR_S), ends_at=after(2.5 * HOUR_S), place=place
        )


@pytest.mark.usefixtures("usual")
def test_an_hour_has_its_usual_work_and_the_people_of_its_shifts() -> None:
    hours = general().hours
    # From noon in UTC to midnight in Oslo; the shift covers half of the third hour.
    assert [hour.n_people for hour in hours if hour] == [2, 2, 2, *[0] * 8]
    assert [hour.load for hour in hours if hour] == [pytest.approx(1.0), *[0.0] * 10]
    assert day().places[0] == {"office": 2, "home": 1}


@pytest.mark.usefixtures("usual")
def test_who_says_to_be_away_is_not_counted(cast: Cast) -> None:
    declare_status(user=cast.omar, status=Status.LOGGED_OFF, reason="ill", at=NOON, by=cast.omar.id)
    (first, *_) = general(after(60)).hours
    assert first is not None
    assert (first.n_people, first.holds) == (1, False)
    assert day(after(60)).n_absent == 1
    # Yesterday's reason says nothing of today.
    tomorrow = after(24 * HOUR_S)
    Shift.objects.create(user=cast.omar, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=8))
    assert day(tomorrow).n_absent == 0


@pytest.mark.usefixtures("usual")
def test_a_demanded_skill_counts_only_its_holders(cast: Cast) -> None:
    hold(cast.nina, "beef", 5)
    hold(cast.omar, "beef", 3)
    demand = {"skill": "beef", "level": 4}
    strict = queue("general", "north", demands=[demand])
    save(document(queues=[strict, queue("settlement", "south")]))
    assert next(hour.n_people for hour in general().hours if hour) == 1
    easy = queue("general", "north", demands=[{**demand, "relax_per_min": 0.5}])
    save(document(queues=[easy, queue("settlement", "south")]))
    assert next(hour.n_people for hour in general().hours if hour) == 2


@pytest.mark.usefixtures("usual")
def test_nothing_is_said_of_a_queue_of_which_nothing_is_known() -> None:
    settlement = next(row for row in day().queues if row.queue.code == "settlement")
    assert set(settlement.hours) == {None}
    assert settlement.holds is None


def test_a_new_centre_knows_nothing_yet() -> None:
    assert not day().knows_volume
    assert day().share_absent is None


@pytest.mark.usefixtures("usual")
def test_what_waits_already_is_work_for_a_promise_that_can_wait() -> None:
    slow = queue("general", "north", promise_s=2 * HOUR_S)
    save(document(queues=[slow, queue("settlement", "south")]))
    assert general().holds  # nobody is there in the evening, but nothing comes either
    assert next(hour.wait_s for hour in general().hours if hour) == 0.0
    for _ in range(20):
        arrive("general", "phone", at=NOON)
    late = next(hour.wait_s for hour in general(after(1)).hours if hour)
    assert late is not None
    assert late > 2 * HOUR_S


def test_nobody_at_all_is_said_as_nobody() -> None:
    names = {"general": "Generelt"}
    with override("nb"):
        assert reason_words(Reason("few", 0, 2, "general"), names).startswith("Ingen på Generelt")
        assert reason_words(Reason("few", 1, 2, "general"), names).startswith("Bare 1 på Generelt")


@pytest.mark.usefixtures("usual")
def test_a_plan_fits_when_its_trigger_would_see_what_the_shifts_say(cast: Cast) -> None:
    trigger = {"kind": "share_absent", "over": 0.3}
    saved(code="many-ill", triggers=[trigger])
    saved(code="phone-down", triggers=[{"kind": "common_cause"}])
    assert fitting_plans(day(), now=NOON) == []
    declare_status(user=cast.omar, status=Status.LOGGED_OFF, reason="ill", at=NOON, by=cast.omar.id)
    (fits,) = fitting_plans(day(after(1)), now=after(1))
    assert fits.plan.plan.code == "many-ill"
    assert fits.reasons[0].measured == pytest.approx(1 / 3)
