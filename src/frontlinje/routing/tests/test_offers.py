"""Does every offer end as it should, and the contact with it?"""

import pytest

from frontlinje.base.errors import Conflict, NotFound
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Presence
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import (
    accept_offer,
    lapse_offers,
    reject_offer,
    withdraw_offers,
)
from frontlinje.routing.models import Offer, Outcome
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, go_ready

pytestmark = pytest.mark.usefixtures("centre")


@pytest.fixture
def offer(cast: Cast) -> Offer:
    """Return an offer to Nina, made one second past noon."""
    go_ready(cast.nina)
    arrive()
    (made,) = dispatch(at=after(1))
    return made


def state_of(offer: Offer) -> tuple[str, str | None]:
    contact = Contact.objects.get(id=offer.contact_id)
    return contact.state, Offer.objects.get(id=offer.id).outcome


def test_an_accepted_offer_puts_the_contact_in_hand(offer: Offer, cast: Cast) -> None:
    contact = accept_offer(offer_id=offer.id, by=cast.nina, at=after(5))
    assert state_of(offer) == (State.ACTIVE, Outcome.ACCEPTED)
    assert (contact.agent, contact.answered_at) == (cast.nina, after(5))


def test_an_offer_is_only_for_its_agent(offer: Offer, cast: Cast) -> None:
    with pytest.raises(NotFound, match="no_such_offer"):
        accept_offer(offer_id=offer.id, by=cast.omar, at=after(5))
    assert state_of(offer) == (State.OFFERED, None)


def test_a_rejected_offer_goes_to_somebody_else_with_its_place_kept(
    offer: Offer, cast: Cast
) -> None:
    queued_at = Contact.objects.get(id=offer.contact_id).queued_at
    reject_offer(offer_id=offer.id, by=cast.nina, at=after(5), reason="busy")
    assert state_of(offer) == (State.QUEUED, Outcome.REJECTED)
    assert Contact.objects.get(id=offer.contact_id).queued_at == queued_at
    go_ready(cast.omar, at=after(6))
    (again,) = dispatch(at=after(7))
    assert again.agent_id == cast.omar.id


def test_an_offer_nobody_else_can_take_comes_back_to_whoever_refused(
    offer: Offer, cast: Cast
) -> None:
    reject_offer(offer_id=offer.id, by=cast.nina, at=after(5))
    (again,) = dispatch(at=after(6))
    assert again.agent_id == cast.nina.id


def test_an_offer_lapses_after_its_time(offer: Offer) -> None:
    assert lapse_offers(at=after(20), is_frozen=False) == []
    assert lapse_offers(at=after(21), is_frozen=False) == [offer.agent_id]
    assert state_of(offer) == (State.QUEUED, Outcome.TIMED_OUT)


def test_a_lapsed_offer_cannot_be_accepted_and_nothing_is_lost(offer: Offer, cast: Cast) -> None:
    lapse_offers(at=after(21), is_frozen=False)
    with pytest.raises(Conflict, match="offer_over"):
        accept_offer(offer_id=offer.id, by=cast.nina, at=after(22))
    assert state_of(offer)[0] == State.QUEUED


def test_too_many_missed_in_a_row_and_the_agent_gets_no_more(offer: Offer, cast: Cast) -> None:
    lapse_offers(at=after(21), is_frozen=False)
    assert dispatch(at=after(22))
    lapse_offers(at=after(60), is_frozen=False)
    assert Presence.objects.get(user=cast.nina).is_not_responding
    assert Event.objects.filter(kind="presence.stopped_responding").count() == 1
    assert dispatch(at=after(61)) == []


def test_nothing_is_counted_while_pauses_are_frozen(offer: Offer, cast: Cast) -> None:
    for seconds in (21, 60, 120):
        lapse_offers(at=after(seconds), is_frozen=True)
        assert dispatch(at=after(seconds + 1))
    assert not Presence.objects.get(user=cast.nina).is_not_responding


def test_accepting_forgets_what_was_missed(offer: Offer, cast: Cast) -> None:
    lapse_offers(at=after(21), is_frozen=False)
    (again,) = dispatch(at=after(22))
    accept_offer(offer_id=again.id, by=cast.nina, at=after(23))
    assert Presence.objects.get(user=cast.nina).n_missed == 0


def test_an_offer_taken_back_leaves_the_contact_waiting(offer: Offer) -> None:
    taken = withdraw_offers(
        [offer.agent_id], at=after(5), by=None, outcome=Outcome.LOST_CONNECTION, reason=""
    )
    assert taken == 1
    assert state_of(offer) == (State.QUEUED, Outcome.LOST_CONNECTION)
    kinds = Event.objects.filter(contact_id=offer.contact_id).order_by("id")
    assert list(kinds.values_list("kind", flat=True)[5:]) == ["contact.moved", "offer.ended"]
