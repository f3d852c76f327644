"""Does the queue monitor say what is so?"""

import pytest

from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Presence, Status
from frontlinje.reports.queries.queues import QueueLine, queue_lines
from frontlinje.reports.rules.measures import Figures
from frontlinje.routing.actions import work
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.queries import PersonNow, people_now
from frontlinje.routing.tests.centre_of_two_queues import NOON, after, arrive, go_ready

pytestmark = pytest.mark.usefixtures("centre")


def lines(seconds: float) -> dict[str, list[QueueLine]]:
    state = effective_state(after(seconds))
    people = people_now(state, now=after(seconds))
    return queue_lines(state, people, now=after(seconds))


def person(cast: Cast, name: str, seconds: float = 5) -> PersonNow:
    everybody = people_now(effective_state(after(seconds)), now=after(seconds))
    return next(line for line in everybody if line.user == getattr(cast, name))


def test_an_empty_centre_has_a_line_for_every_queue() -> None:
    assert list(lines(1)) == ["general", "settlement"]
    assert lines(1)["general"][0] == QueueLine("general", "")


def test_what_waits_is_counted_per_channel_with_its_oldest() -> None:
    arrive(at=after(0))
    arrive(at=after(5))
    arrive(channel="phone", at=after(9))
    total, *channels = lines(700)["general"]
    assert (total.waiting, total.oldest_at, total.late) == (3, NOON, 3)
    by_channel = {line.channel: line for line in channels}
    assert (by_channel["mail"].waiting, by_channel["phone"].waiting) == (2, 1)


def test_figures_count_answered_in_time_late_and_abandoned(cast: Cast) -> None:
    in_time, late, waits_late, _ = (arrive(at=after(i)) for i in range(4))
    work.take_contact(contact_id=in_time.id, by=cast.nina, at=after(100))
    work.take_contact(contact_id=late.id, by=cast.nina, at=after(900))
    Contact.objects.filter(id=waits_late.id).update(due_at=after(950))
    figures = lines(1000)["general"][0].figures
    assert figures == Figures(received=4, answered=2, in_time=1, abandoned=0, late_waiting=2)


def test_what_was_registered_by_hand_and_exercises_are_left_out() -> None:
    arrive()
    Contact.objects.update(queued_at=None)
    arrive()
    Contact.objects.filter(queued_at__isnull=False).update(is_exercise=True)
    assert lines(1)["general"][0].figures == Figures()


def test_a_person_is_shown_as_routing_sees_them(cast: Cast) -> None:
    assert person(cast, "nina").why == "logged_off"
    go_ready(cast.nina)
    assert person(cast, "nina").state == "ready"
    assert lines(5)["general"][0].ready == 1
    arrive(channel="phone")
    (offer,) = dispatch(at=after(1))
    assert person(cast, "nina").state == "offered"
    accept_offer(offer_id=offer.id, by=cast.nina, at=after(2))
    assert person(cast, "nina").state == "busy"
    assert person(cast, "nina").in_hand == {"phone": 1}
    assert lines(5)["general"][0].with_agents == 1


def test_a_pause_and_a_lost_desk_are_told_apart(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    declare_status(user=cast.nina, status=Status.PAUSE, reason="lunch", at=NOON, by=cast.nina.id)
    Presence.objects.filter(user=cast.omar).update(is_connected=False)
    assert person(cast, "nina").state == "pause"
    assert person(cast, "omar").state == "disconnected"


def test_whoever_has_no_access_is_not_listed(cast: Cast) -> None:
    everybody = people_now(effective_state(NOON), now=NOON)
    assert cast.edvard not in [line.user for line in everybody]
    assert cast.pia not in [line.user for line in everybody]


def test_the_board_takes_few_queries(cast: Cast, django_assert_max_num_queries: "object") -> None:
    go_ready(cast.nina, cast.omar)
    assert callable(django_assert_max_num_queries)
    lines(4)  # the state is worked out once
    with django_assert_max_num_queries(8):
        lines(5)
