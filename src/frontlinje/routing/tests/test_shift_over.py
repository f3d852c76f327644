"""Does nobody get anything after their shift, unless they say that they stay on?"""

import pytest

from frontlinje.base.errors import Conflict
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.events import ShiftOver
from frontlinje.presence.models import Shift
from frontlinje.routing.actions.alarms import NOBODY_ON_DUTY, stranded
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.actions.sweeping import sweep
from frontlinje.routing.actions.work import transfer_to_agent
from frontlinje.routing.queries import PersonNow, people_now
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, go_ready

pytestmark = pytest.mark.usefixtures("centre")


@pytest.fixture
def nina_until_100(cast: Cast, centre: Revision) -> None:
    """Let Nina's shift end a hundred seconds past noon."""
    go_ready(cast.nina)
    Shift.objects.create(user=cast.nina, starts_at=after(-3600), ends_at=after(100))


def nina(cast: Cast, seconds: float) -> PersonNow:
    everybody = people_now(effective_state(after(seconds)), now=after(seconds))
    return next(person for person in everybody if person.user == cast.nina)


@pytest.mark.usefixtures("nina_until_100")
def test_nothing_is_offered_after_the_shift_and_everything_after_going_ready_anew(
    cast: Cast,
) -> None:
    contact = arrive(at=after(90))
    assert dispatch(at=after(100)) == []
    assert stranded(effective_state(after(100)), after(100)) == {contact.id: NOBODY_ON_DUTY}
    assert (nina(cast, 100).why, nina(cast, 100).standing) == ("outside_shift", "shift_over")

    go_ready(cast.nina, at=after(110))
    (offer,) = dispatch(at=after(111))
    assert offer.agent_id == cast.nina.id


@pytest.mark.usefixtures("nina_until_100")
def test_what_is_in_hand_stays_in_hand_after_the_shift(cast: Cast) -> None:
    arrive(at=after(80))
    (offer,) = dispatch(at=after(81))
    accept_offer(offer_id=offer.id, by=cast.nina, at=after(82))
    sweep(at=after(200))
    contact = Contact.objects.get()
    assert (contact.state, contact.agent) == ("active", cast.nina)


@pytest.mark.usefixtures("nina_until_100")
def test_nothing_is_kept_for_whoever_has_gone_home(cast: Cast) -> None:
    arrive(at=after(10))
    go_ready(cast.omar, at=after(11))
    (offer,) = dispatch(at=after(20))
    accept_offer(offer_id=offer.id, by=offer.agent, at=after(21))
    transfer_to_agent(contact_id=offer.contact_id, agent=cast.nina, by=cast.liv, at=after(99))
    sweep(at=after(101))
    contact = Contact.objects.get()
    assert contact.reserved_for is None
    with pytest.raises(Conflict, match="not_there"):
        transfer_to_agent(contact_id=contact.id, agent=cast.nina, by=cast.liv, at=after(102))


@pytest.mark.usefixtures("nina_until_100")
def test_the_sweep_tells_whose_shift_has_ended(cast: Cast) -> None:
    sweep(at=after(99))
    assert not Event.objects.filter(kind=ShiftOver.kind).exists()
    sweep(at=after(100))
    sweep(at=after(101))
    told = Event.objects.get(kind=ShiftOver.kind)
    assert told.agent_id == cast.nina.id
    assert f"agent:{cast.nina.id}" in told.topics
