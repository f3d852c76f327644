"""Does a contact of an exercise go to those who take part, and to nobody else?"""

import pytest

from frontlinje.base.errors import Conflict
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import ExerciseSeat, User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Presence
from frontlinje.routing.actions.alarms import raise_alarms, stranded
from frontlinje.routing.actions.common_cause import watch_common_cause
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import accept_offer, lapse_offers
from frontlinje.routing.actions.work import take_contact, transfer_to_agent
from frontlinje.routing.live_rows import agents_for_customers
from frontlinje.routing.queries import people_now
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, go_ready

pytestmark = pytest.mark.usefixtures("centre")


def _seat(user: User, *, takes_real: bool = False, until_s: float = 600) -> None:
    ExerciseSeat.objects.create(user=user, takes_real=takes_real, until=after(until_s))


def test_a_contact_of_an_exercise_is_offered_only_to_who_takes_part(cast: Cast) -> None:
    go_ready(cast.nina)
    contact = arrive(is_exercise=True)
    assert dispatch(at=after(10)) == []
    _seat(cast.omar)
    go_ready(cast.omar)
    (offer,) = dispatch(at=after(20))
    assert (offer.contact_id, offer.agent_id) == (contact.id, cast.omar.id)


def test_who_takes_part_is_offered_no_real_contact_unless_so_chosen(cast: Cast) -> None:
    go_ready(cast.nina)
    _seat(cast.nina)
    contact = arrive()
    assert dispatch(at=after(10)) == []
    ExerciseSeat.objects.update(takes_real=True)
    (offer,) = dispatch(at=after(20))
    assert offer.contact_id == contact.id


def test_a_real_contact_goes_before_one_of_an_exercise_however_old(cast: Cast) -> None:
    go_ready(cast.nina)
    _seat(cast.nina, takes_real=True, until_s=100_000)
    arrive(is_exercise=True)
    real = arrive(at=after(90_000))
    (offer,) = dispatch(at=after(90_001))
    assert offer.contact_id == real.id


def test_a_seat_that_nobody_renews_counts_for_nothing(cast: Cast) -> None:
    go_ready(cast.nina)
    _seat(cast.nina, until_s=60)
    arrive(is_exercise=True)
    real = arrive()
    (offer,) = dispatch(at=after(61))
    assert offer.contact_id == real.id


def test_what_an_exercise_made_up_raises_no_alarm(cast: Cast) -> None:
    contact = arrive(is_exercise=True)
    raise_alarms(at=after(10))
    assert stranded(effective_state(after(10)), after(10)) == {}
    assert Contact.objects.get(id=contact.id).overflow == {}


def test_who_misses_a_contact_of_an_exercise_is_still_there_for_real_ones(cast: Cast) -> None:
    go_ready(cast.nina)
    _seat(cast.nina, takes_real=True)
    for second in (0, 30, 60):
        arrive(is_exercise=True, at=after(second))
        assert dispatch(at=after(second + 5))
        lapse_offers(at=after(second + 26), is_frozen=False)
        Contact.objects.update(state=State.ABANDONED)
    assert not Presence.objects.get(user=cast.nina).is_not_responding
    real = arrive(at=after(100))
    assert [offer.contact_id for offer in dispatch(at=after(101))] == [real.id]


@pytest.mark.parametrize("is_exercise", [True, False])
def test_many_who_miss_contacts_of_an_exercise_are_no_common_cause(
    cast: Cast, is_exercise: bool
) -> None:
    crew = [cast.nina, cast.omar, cast.liv, cast.tiril, cast.lea]
    go_ready(*crew)
    for user in crew:
        _seat(user, takes_real=True)
        arrive(is_exercise=is_exercise)
    assert len(dispatch(at=after(10))) == len(crew)
    lapse_offers(at=after(31), is_frozen=False)
    assert watch_common_cause(at=after(32)) is not is_exercise


def test_who_takes_exercise_contacts_only_counts_as_ready_for_nobody(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    state = effective_state(after(5))
    assert _ready(state) == (2, 2)
    _seat(cast.nina)
    assert _ready(state) == (1, 1)
    assert [p.user for p in people_now(state, now=after(5)) if p.is_in_exercise] == [cast.nina]
    ExerciseSeat.objects.update(takes_real=True)
    assert _ready(state) == (2, 2)


def _ready(state: CentreState) -> tuple[int, int]:
    """Return how many are ready, by the overflow's and by the monitor's reckoning."""
    ready = [p for p in people_now(state, now=after(5)) if p.state == "ready" and p.takes_real]
    return len(agents_for_customers(state, after(5))), len(ready)


def test_it_is_given_and_pulled_only_within_the_exercise(cast: Cast) -> None:
    go_ready(cast.nina, cast.omar)
    _seat(cast.nina)
    contact = arrive(is_exercise=True)
    with pytest.raises(Conflict, match=r"routing\.not_in_exercise"):
        take_contact(contact_id=contact.id, by=cast.liv, at=after(5))
    (offer,) = dispatch(at=after(10))
    held = accept_offer(offer_id=offer.id, by=cast.nina, at=after(11))
    with pytest.raises(Conflict, match=r"routing\.not_in_exercise"):
        transfer_to_agent(contact_id=held.id, agent=cast.omar, by=cast.nina, at=after(12))
    held.refresh_from_db()
    assert held.state == State.ACTIVE
