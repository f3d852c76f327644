"""Can an agent do with a contact in hand what agents do, and nobody else?"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions import work
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.tests.centre_of_two_queues import (
    after,
    arrive,
    document,
    go_ready,
    queue,
    save,
)

Deed = Callable[[UUID, User, datetime], Contact]

pytestmark = pytest.mark.usefixtures("centre")


@pytest.fixture
def held(cast: Cast) -> Contact:
    """Return a contact in Nina's hands."""
    return work.take_contact(contact_id=arrive().id, by=cast.nina, at=after(1))


def again(contact: Contact) -> Contact:
    return Contact.objects.get(id=contact.id)


def test_a_waiting_contact_can_be_pulled_once(cast: Cast) -> None:
    contact = arrive()
    work.take_contact(contact_id=contact.id, by=cast.nina, at=after(1))
    with pytest.raises(Conflict, match="already_taken"):
        work.take_contact(contact_id=contact.id, by=cast.omar, at=after(1))
    assert again(contact).agent == cast.nina


def test_a_trainee_may_not_pull(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        work.take_contact(contact_id=arrive().id, by=cast.tiril, at=after(1))


@pytest.mark.parametrize(
    "deed",
    [
        lambda c, by, at: work.release_contact(contact_id=c, by=by, at=at),
        lambda c, by, at: work.park_contact(contact_id=c, by=by, at=at),
        lambda c, by, at: work.finish_contact(contact_id=c, by=by, at=at),
        lambda c, by, at: work.transfer_to_queue(contact_id=c, queue="settlement", by=by, at=at),
        lambda c, by, at: work.schedule_contact(contact_id=c, resume_at=after(99), by=by, at=at),
    ],
)
def test_only_the_holder_or_a_leader_moves_a_contact(held: Contact, cast: Cast, deed: Deed) -> None:
    with pytest.raises(NotAllowed, match="not_yours"):
        deed(held.id, cast.omar, after(2))
    deed(held.id, cast.liv, after(2))
    assert again(held).state != State.ACTIVE


def test_a_transfer_keeps_the_time_waited_and_changes_the_promise(
    held: Contact, cast: Cast
) -> None:
    save(document(queues=[queue("general", "north"), queue("settlement", "south", promise_s=60)]))
    moved = work.transfer_to_queue(
        contact_id=held.id, queue="settlement", by=cast.nina, at=after(30)
    )
    assert (moved.queue, moved.state, moved.agent) == ("settlement", State.QUEUED, None)
    assert (moved.received_at, moved.due_at) == (after(0), after(60))


def test_a_transfer_to_a_person_waits_for_that_person_only(held: Contact, cast: Cast) -> None:
    go_ready(cast.omar, cast.lea)
    work.transfer_to_agent(contact_id=held.id, agent=cast.lea, by=cast.nina, at=after(5))
    (offer,) = dispatch(at=after(6))
    assert offer.agent_id == cast.lea.id
    accept_offer(offer_id=offer.id, by=cast.lea, at=after(7))
    assert again(held).reserved_for is None


def test_nothing_is_transferred_to_somebody_absent(held: Contact, cast: Cast) -> None:
    with pytest.raises(Conflict, match="not_there"):
        work.transfer_to_agent(contact_id=held.id, agent=cast.omar, by=cast.nina, at=after(5))
    assert again(held).state == State.ACTIVE


def test_a_queue_must_exist_and_take_the_channel(held: Contact, cast: Cast) -> None:
    with pytest.raises(Invalid, match="no_such_queue"):
        work.transfer_to_queue(contact_id=held.id, queue="gone", by=cast.nina, at=after(5))
    save(document(queues=[queue("general", "north"), queue("calls", "north", channels=["phone"])]))
    with pytest.raises(Invalid, match="wrong_channel"):
        work.transfer_to_queue(contact_id=held.id, queue="calls", by=cast.nina, at=after(5))


def test_a_parked_contact_stays_with_its_agent(held: Contact, cast: Cast) -> None:
    work.park_contact(contact_id=held.id, by=cast.nina, at=after(5))
    go_ready(cast.omar)
    assert dispatch(at=after(6)) == []
    with pytest.raises(NotAllowed, match="held_for_another"):
        work.take_contact(contact_id=held.id, by=cast.omar, at=after(7))
    work.take_contact(contact_id=held.id, by=cast.nina, at=after(8))
    assert again(held).state == State.ACTIVE


def test_a_time_that_is_past_cannot_be_agreed(held: Contact, cast: Cast) -> None:
    with pytest.raises(Invalid, match="time_is_past"):
        work.schedule_contact(contact_id=held.id, resume_at=after(5), by=cast.nina, at=after(5))


def test_a_finished_contact_is_closed_with_its_reason(held: Contact, cast: Cast) -> None:
    work.finish_contact(contact_id=held.id, by=cast.nina, at=after(9), wrap_up_code="answered")
    closed = again(held)
    assert (closed.state, closed.wrap_up_code) == (State.CLOSED, "answered")
    assert (closed.agent, closed.last_agent, closed.closed_at) == (None, cast.nina, after(9))


def test_wrap_up_keeps_the_agent_until_it_is_over(held: Contact, cast: Cast) -> None:
    save(document(queues=[queue("general", "north", wrap_up_s=60), queue("settlement", "south")]))
    go_ready(cast.nina)
    work.finish_contact(contact_id=held.id, by=cast.nina, at=after(9))
    assert again(held).state == State.WRAP_UP
    arrive()
    assert dispatch(at=after(10)) == []
    work.end_wrap_up(contact_id=held.id, by=cast.nina, at=after(11), wrap_up_code="answered")
    assert again(held).state == State.CLOSED
    assert dispatch(at=after(12))


def test_an_unknown_contact_reason_is_refused(held: Contact, cast: Cast) -> None:
    with pytest.raises(Invalid, match="no_such_wrap_up_code"):
        work.finish_contact(contact_id=held.id, by=cast.nina, at=after(9), wrap_up_code="x")


def test_a_closing_can_be_undone_by_whoever_closed(held: Contact, cast: Cast) -> None:
    work.finish_contact(contact_id=held.id, by=cast.nina, at=after(9))
    with pytest.raises(NotAllowed):
        work.reopen_contact(contact_id=held.id, by=cast.omar, at=after(10))
    work.reopen_contact(contact_id=held.id, by=cast.nina, at=after(10))
    assert again(held).state == State.QUEUED


def test_a_returning_customer_meets_the_same_agent_while_ready(held: Contact, cast: Cast) -> None:
    customer = Customer.objects.create(name="Prøve", created_at=after(0))
    Contact.objects.filter(id=held.id).update(customer=customer)
    work.finish_contact(contact_id=held.id, by=cast.nina, at=after(9))
    go_ready(cast.omar, at=after(10))
    go_ready(cast.nina, at=after(20))  # Omar has been idle for longer
    arrive(customer=customer, at=after(30))
    (offer,) = dispatch(at=after(31))
    assert offer.agent_id == cast.nina.id


def test_every_contact_is_somewhere(held: Contact, cast: Cast) -> None:
    arrive(channel="chat")
    work.park_contact(contact_id=held.id, by=cast.nina, at=after(5))
    sums = {one.channel: one for one in conservation()}
    assert all(one.holds for one in sums.values())
    assert (sums["mail"].parked, sums["chat"].waiting) == (1, 1)
    Contact.objects.filter(id=held.id).update(state=State.QUEUED, agent=None)
    assert not {one.channel: one for one in conservation()}["mail"].holds
