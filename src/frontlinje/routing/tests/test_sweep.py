"""Does time do its part: lost desks, late offers, call-backs, overflow, alarms, common causes?"""

import pytest

from frontlinje.centre.models import Revision
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast, person
from frontlinje.presence.actions import declare_status, note_connections
from frontlinje.presence.models import Presence, Status
from frontlinje.routing.actions import work
from frontlinje.routing.actions.common_cause import suspected_since
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.sweeping import GRACE_S, sweep
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    document,
    go_ready,
    named,
    queue,
    save,
)

pytestmark = pytest.mark.usefixtures("centre")


def test_an_arrival_that_was_never_dispatched_is_found(cast: Cast) -> None:
    go_ready(cast.nina)
    contact = arrive()
    sweep(at=after(1))
    assert Offer.objects.get().contact_id == contact.id


def test_a_lost_desk_gives_its_offer_back_to_another(cast: Cast) -> None:
    go_ready(cast.nina)
    arrive()
    dispatch(at=after(1))
    note_connections([cast.omar.id], at=after(GRACE_S))
    go_ready(cast.omar, at=after(GRACE_S))
    Offer.objects.update(deadline_at=after(900))
    sweep(at=after(GRACE_S + 1))
    first, second = Offer.objects.order_by("made_at")
    assert (first.outcome, second.agent_id) == (Outcome.LOST_CONNECTION, cast.omar.id)
    assert not Presence.objects.get(user=cast.nina).is_connected


def test_a_pause_takes_the_offer_back(cast: Cast) -> None:
    go_ready(cast.nina)
    arrive()
    dispatch(at=after(1))
    declare_status(
        user=cast.nina, status=Status.PAUSE, reason="lunch", at=after(2), by=cast.nina.id
    )
    sweep(at=after(3))
    assert Offer.objects.get().outcome == Outcome.WITHDRAWN


def test_a_wrap_up_ends_by_itself(cast: Cast) -> None:
    save(document(queues=[queue("general", "north", wrap_up_s=60), queue("settlement", "south")]))
    held = work.take_contact(contact_id=arrive().id, by=cast.nina, at=after(1))
    work.finish_contact(contact_id=held.id, by=cast.nina, at=after(10))
    sweep(at=after(69))
    assert Contact.objects.get().state == State.WRAP_UP
    sweep(at=after(70))
    assert Contact.objects.get().state == State.CLOSED


def test_a_call_back_comes_at_its_time_to_whoever_promised_it(cast: Cast) -> None:
    held = work.take_contact(contact_id=arrive().id, by=cast.nina, at=after(1))
    work.schedule_contact(contact_id=held.id, resume_at=after(300), by=cast.nina, at=after(5))
    go_ready(cast.omar, at=after(280))
    go_ready(cast.nina, at=after(290))
    sweep(at=after(299))
    assert not Offer.objects.exists()
    sweep(at=after(300))
    assert Offer.objects.get().agent_id == cast.nina.id


def test_what_is_held_for_somebody_who_left_goes_to_everybody(cast: Cast) -> None:
    go_ready(cast.omar, cast.lea)
    held = work.take_contact(contact_id=arrive().id, by=cast.nina, at=after(3))
    work.transfer_to_agent(contact_id=held.id, agent=cast.lea, by=cast.nina, at=after(4))
    declare_status(user=cast.lea, status=Status.LOGGED_OFF, at=after(5), by=cast.lea.id)
    sweep(at=after(6))
    assert Offer.objects.get().agent_id == cast.omar.id


def with_recipe(*steps: dict[str, object], **when: object) -> None:
    recipe = {"code": "late", "when": when, "then": list(steps)}
    save(
        document(
            queues=[queue("general", "north", overflow=[recipe]), queue("settlement", "south")]
        )
    )


def test_overflow_widens_the_group_after_a_while_and_ends_with_its_condition(cast: Cast) -> None:
    with_recipe({"do": "widen", "group": "south"}, waiting_more_than=1)
    go_ready(cast.stig)
    arrive(at=after(1))
    sweep(at=after(2))
    assert not Offer.objects.exists()
    second = arrive(at=after(3))
    sweep(at=after(4))
    assert Offer.objects.get().agent_id == cast.stig.id
    sweep(at=after(5))  # one waits now: the condition is over
    assert "groups" not in Contact.objects.get(id=second.id).overflow


def test_overflow_sends_to_another_queue_once(cast: Cast) -> None:
    with_recipe({"do": "send", "queue": "settlement"}, waited_s=60)
    contact = arrive()
    sweep(at=after(59))
    assert Contact.objects.get().queue == "general"
    sweep(at=after(60))
    sweep(at=after(61))
    moved = Contact.objects.get(id=contact.id)
    assert (moved.queue, moved.state) == ("settlement", State.QUEUED)
    assert Event.objects.filter(kind="contact.moved", reason="overflow").count() == 1


def test_a_contact_nobody_may_take_stays_and_raises_one_alarm(cast: Cast) -> None:
    contact = arrive("settlement")
    go_ready(cast.nina)
    for seconds in (1, 2, 3):
        sweep(at=after(seconds))
    (alarm,) = Event.objects.filter(kind="routing.nobody_can_take")
    assert (alarm.contact_id, alarm.reason) == (contact.id, "nobody_fits")
    assert Contact.objects.get().state == State.QUEUED


def test_outside_hours_waiting_is_no_alarm(cast: Cast) -> None:
    never = {"code": "always", "name": named("Never"), "week": {}}
    save(document(hours=[never]))
    arrive()
    sweep(at=after(1))
    assert not Event.objects.filter(kind="routing.nobody_can_take").exists()


def crowd(team_of: User, n: int) -> list[User]:
    people = [person(f"Agent{i}", Role.AGENT, team=team_of.team) for i in range(n)]
    return User.objects.bulk_create(people)


def test_one_fault_that_hits_many_pauses_nobody(cast: Cast, centre: Revision) -> None:
    people = crowd(cast.nina, 10)
    go_ready(*people)
    for second in range(10):
        arrive(at=after(second))
    sweep(at=after(20))
    assert Offer.objects.count() == 10
    for tick in range(41, 200, 5):  # the phones of all ten are dead
        note_connections([user.id for user in people], at=after(tick))
        sweep(at=after(tick))
    assert not Presence.objects.filter(is_not_responding=True).exists()
    assert suspected_since() is not None


@pytest.mark.parametrize(("away_s", "is_one_fault"), [(GRACE_S + 5, True), (600, False)])
def test_many_desks_lost_at_once_are_one_fault_unless_we_ourselves_were_away(
    cast: Cast, centre: Revision, away_s: float, is_one_fault: bool
) -> None:
    people = crowd(cast.nina, 10)
    go_ready(*people)
    for second in (0, 1, 2):
        sweep(at=after(away_s + second))  # whether a line broke, or our server stood still
    assert not Presence.objects.filter(is_connected=True).exists()
    assert (suspected_since() is not None) is is_one_fault


def test_a_single_absent_agent_is_taken_out_as_usual(cast: Cast, centre: Revision) -> None:
    people = crowd(cast.nina, 10)
    go_ready(people[0])
    arrive(at=NOON)
    for tick in range(1, 120, 5):
        note_connections([people[0].id], at=after(tick))
        sweep(at=after(tick))
    assert Presence.objects.get(user=people[0]).is_not_responding
    assert suspected_since() is None


def test_desks_that_come_back_together_are_ready_again(cast: Cast, centre: Revision) -> None:
    people = crowd(cast.nina, 30)
    go_ready(*people)
    cut, kept = people[:20], people[20:]
    for tick in range(30, 70, 5):  # the net of twenty is gone for forty seconds
        note_connections([user.id for user in kept], at=after(tick))
        sweep(at=after(tick))
    assert Presence.objects.filter(is_connected=False).count() == 20
    note_connections([user.id for user in people], at=after(71))
    sweep(at=after(72))
    ready = Presence.objects.filter(status=Status.READY, is_connected=True, is_not_responding=False)
    assert ready.count() == 30
    assert {user.id for user in cut} <= set(ready.values_list("user_id", flat=True))


def test_what_somebody_holds_whose_access_ends_goes_on_to_others(cast: Cast) -> None:
    go_ready(cast.nina)
    in_hand, parked = arrive(), arrive()
    for contact in (in_hand, parked):
        work.take_contact(contact_id=contact.id, by=cast.nina, at=after(1))
    work.park_contact(contact_id=parked.id, by=cast.nina, at=after(2))
    User.objects.filter(id=cast.nina.id).update(access_until=after(60))
    sweep(at=after(59))
    in_hand.refresh_from_db()
    assert in_hand.agent_id == cast.nina.id
    go_ready(cast.omar, at=after(60))
    sweep(at=after(60))
    rows = Contact.objects.filter(id__in=[in_hand.id, parked.id])
    assert {row.agent_id for row in rows} == {None}
    assert {row.last_agent_id for row in rows} == {cast.nina.id}
    assert Offer.objects.get(outcome__isnull=True).agent_id == cast.omar.id


def test_an_offer_to_somebody_who_lost_the_role_is_taken_back(cast: Cast) -> None:
    go_ready(cast.nina)
    arrive()
    dispatch(at=after(1))
    User.objects.filter(id=cast.nina.id).update(roles=[Role.PLANNER.value])
    sweep(at=after(2))
    offer = Offer.objects.get()
    assert (offer.outcome, offer.reason) == (Outcome.WITHDRAWN, "no_access")
