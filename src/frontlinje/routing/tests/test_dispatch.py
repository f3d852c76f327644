"""Does dispatch hand out what the policy says, and nothing twice?"""

import pytest
from django.db import IntegrityError, transaction

from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.kept_statement import KeptStatement
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast, person
from frontlinje.presence.actions import declare_status, note_connections
from frontlinje.presence.models import Presence, Status
from frontlinje.routing import live_rows
from frontlinje.routing.actions import dispatching
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import (
    NOON,
    after,
    arrive,
    document,
    go_ready,
    hold,
    queue,
    save,
)

pytestmark = pytest.mark.usefixtures("centre")


def test_an_arrival_is_offered_to_a_ready_member_of_its_group(cast: Cast) -> None:
    go_ready(cast.nina, cast.stig)
    contact = arrive("settlement")
    (offer,) = dispatch(at=after(1), only=[contact.id])
    contact.refresh_from_db()
    assert (offer.agent_id, contact.state) == (cast.stig.id, State.OFFERED)
    assert offer.deadline_at == after(21)


def test_nobody_absent_gets_anything(cast: Cast) -> None:
    arrive()
    declare_status(user=cast.nina, status=Status.READY, at=NOON, by=cast.nina.id)
    assert dispatch(at=after(1)) == []  # ready, but no desk is open
    note_connections([cast.nina.id], at=NOON)
    declare_status(user=cast.nina, status=Status.PAUSE, reason="lunch", at=NOON, by=cast.nina.id)
    assert dispatch(at=after(1)) == []
    go_ready(cast.nina)
    Presence.objects.update(is_not_responding=True)
    assert dispatch(at=after(1)) == []
    Presence.objects.update(is_not_responding=False)
    type(cast.nina).objects.filter(id=cast.nina.id).update(access_until=after(1))
    assert dispatch(at=after(1)) == []
    assert dispatch(at=after(0))


def test_a_freed_slot_takes_the_oldest_of_equals(cast: Cast) -> None:
    newest = arrive(at=after(30))
    oldest = arrive(at=after(10))
    arrive(at=after(20))
    go_ready(cast.nina, at=after(40))
    (offer,) = dispatch(at=after(60))
    assert offer.contact_id == oldest.id != newest.id


def test_two_agents_get_one_contact_each(cast: Cast) -> None:
    contacts = {arrive().id, arrive().id, arrive().id}
    go_ready(cast.nina, cast.omar)
    offers = dispatch(at=after(1))
    assert {offer.agent_id for offer in offers} == {cast.nina.id, cast.omar.id}
    assert len({offer.contact_id for offer in offers} & contacts) == 2


def test_a_contact_has_at_most_one_live_offer(cast: Cast) -> None:
    go_ready(cast.nina)
    contact = arrive()
    dispatch(at=after(1))
    twin = Offer(id=uuid7(), contact=contact, agent=cast.omar, made_at=NOON, deadline_at=after(20))
    with pytest.raises(IntegrityError, match="one_live_offer_per_contact"), transaction.atomic():
        twin.save(force_insert=True)


def test_a_call_interrupts_mail_in_hand_but_a_second_call_does_not_fit(cast: Cast) -> None:
    go_ready(cast.nina)
    arrive(channel="mail")
    (offer,) = dispatch(at=after(1))
    accept_offer(offer_id=offer.id, by=cast.nina, at=after(2))
    call = arrive(channel="phone", at=after(3))
    (offer,) = dispatch(at=after(4))
    assert offer.contact_id == call.id
    accept_offer(offer_id=offer.id, by=cast.nina, at=after(5))
    arrive(channel="phone", at=after(6))
    assert dispatch(at=after(7)) == []


def test_three_chats_fill_an_agent(cast: Cast) -> None:
    go_ready(cast.nina)
    for _ in range(4):
        arrive(channel="chat")
    taken = 0
    while offers := dispatch(at=after(1)):
        accept_offer(offer_id=offers[0].id, by=cast.nina, at=after(1))
        taken += 1
    assert taken == 3


def test_a_skill_demanded_is_needed_until_it_relaxes(cast: Cast) -> None:
    hold(cast.nina, "dairy", 3)
    demands = [{"skill": "dairy", "level": 5, "relax_per_min": 1}]
    save(document(queues=[queue("general", "north", demands=demands)]))
    go_ready(cast.nina, cast.omar)
    arrive()
    assert dispatch(at=after(60)) == []
    (offer,) = dispatch(at=after(120))
    assert offer.agent_id == cast.nina.id


def test_lent_hands_come_last(cast: Cast) -> None:
    go_ready(cast.lea, cast.tiril, cast.omar)
    arrive()
    (offer,) = dispatch(at=after(10))
    assert offer.agent_id == cast.omar.id
    arrive()
    (offer,) = dispatch(at=after(10))
    assert offer.agent_id in (cast.lea.id, cast.tiril.id)


def test_a_language_nobody_speaks_is_not_offered(cast: Cast) -> None:
    save(document(queues=[queue("general", "north", language_demand=True)]))
    go_ready(cast.nina)
    finnish = arrive(language="fi")
    arrive(language="nb", at=after(1))
    (offer,) = dispatch(at=after(2))
    assert offer.contact_id != finnish.id


@pytest.fixture
def short_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_rows, "PAGE", 3)
    # The page stands in the statements' kept texts: those made here must not outlive the test.
    for name, build in (
        ("_FIRST_WAITING", live_rows._first_waiting),
        ("_FIRST_SPECIAL", live_rows._first_special),
    ):
        monkeypatch.setattr(live_rows, name, KeptStatement(build))


@pytest.mark.usefixtures("short_page")
def test_what_suits_nobody_there_is_not_read_to_its_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "every_waiting_row", lambda now: pytest.fail("all was read"))
    for second in range(9):
        arrive("general", at=after(second))
    go_ready(cast.stig, at=after(20))
    assert dispatch(at=after(30)) == []


@pytest.mark.usefixtures("short_page")
def test_behind_a_page_that_asks_for_more_somebody_is_found(cast: Cast) -> None:
    waiting = [arrive("general", at=after(second)) for second in range(9)]
    asks = [{"skill": "law", "level": 9}]
    Contact.objects.filter(id__in=[one.id for one in waiting[:8]]).update(demands=asks)
    go_ready(cast.nina, at=after(20))
    (offer,) = dispatch(at=after(30))
    assert offer.contact_id == waiting[8].id


@pytest.mark.usefixtures("short_page")
def test_behind_a_page_that_is_handed_out_the_next_are_found(cast: Cast) -> None:
    for second in range(9):
        arrive("general", at=after(second))
    people = User.objects.bulk_create(
        person(f"Agent{n}", Role.AGENT, team=cast.nina.team) for n in range(5)
    )
    go_ready(*people, at=after(20))
    assert len(dispatch(at=after(30))) == 5


@pytest.mark.usefixtures("short_page")
def test_a_long_backlog_hides_nothing(cast: Cast) -> None:
    for second in range(5):
        arrive("general", at=after(second))
    for second in range(5):
        arrive("settlement", at=after(10 + second))
    go_ready(cast.stig, at=after(20))
    (offer,) = dispatch(at=after(30))
    assert offer.contact.queue == "settlement"
