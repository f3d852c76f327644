"""Law 1: whatever agents, customers and time do, every contact received is somewhere, once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from random import Random

import pytest

from frontlinje.base.errors import FrontlinjeError
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import declare_status, note_connections
from frontlinje.presence.models import Status
from frontlinje.routing.actions import work
from frontlinje.routing.actions.offers import accept_offer, reject_offer
from frontlinje.routing.actions.sweeping import sweep
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import after, arrive

pytestmark = pytest.mark.usefixtures("centre")

Deed = Callable[["Day"], object]


class Day:
    """A day in which anybody may do anything at any time, drawn from a seed."""

    def __init__(self, people: list[User], seed: int) -> None:
        self.chance = Random(seed)
        self.people = people
        self.second = 0.0

    def go_on(self) -> None:
        self.second += self.chance.expovariate(1 / 20)
        deed = self.chance.choice(_DEEDS)
        with suppress(FrontlinjeError):  # a refusal is an answer too, and changes nothing
            deed(self)

    @property
    def now(self) -> datetime:
        return after(self.second)

    def somebody(self) -> User:
        return self.chance.choice(self.people)

    def contact(self, *states: State) -> Contact:
        found = list(Contact.objects.filter(state__in=states).order_by("id"))
        return self.chance.choice(found) if found else arrive(at=self.now)

    def offer(self) -> Offer:
        found = list(Offer.objects.filter(outcome=None).order_by("id"))
        if not found:
            raise FrontlinjeError("nothing_on_offer")
        return self.chance.choice(found)


def _go_ready(day: Day) -> None:
    user = day.somebody()
    note_connections([user.id], at=day.now)
    declare_status(user=user, status=Status.READY, at=day.now, by=user.id)


def _go_off(day: Day) -> None:
    user = day.somebody()
    declare_status(user=user, status=Status.LOGGED_OFF, at=day.now, by=user.id)


def _arrive(day: Day) -> None:
    queue = day.chance.choice(["general", "settlement"])
    arrive(queue, day.chance.choice(["mail", "web", "chat", "phone"]), at=day.now)


def _accept(day: Day) -> None:
    offer = day.offer()
    accept_offer(offer_id=offer.id, by=offer.agent, at=day.now)


def _reject(day: Day) -> None:
    offer = day.offer()
    reject_offer(offer_id=offer.id, by=offer.agent, at=day.now)


def _held(day: Day) -> tuple[Contact, User]:
    contact = day.contact(State.ACTIVE, State.WRAP_UP, State.PARKED, State.SCHEDULED)
    return contact, contact.agent or day.somebody()


def _finish(day: Day) -> None:
    contact, by = _held(day)
    work.finish_contact(contact_id=contact.id, by=by, at=day.now)


def _park(day: Day) -> None:
    contact, by = _held(day)
    later = after(day.second + 100)
    work.park_contact(contact_id=contact.id, by=by, at=day.now, resume_at=later)


def _transfer(day: Day) -> None:
    contact, by = _held(day)
    work.transfer_to_queue(contact_id=contact.id, queue="settlement", by=by, at=day.now)


def _hand_over(day: Day) -> None:
    contact, by = _held(day)
    work.transfer_to_agent(contact_id=contact.id, agent=day.somebody(), by=by, at=day.now)


def _take(day: Day) -> None:
    contact = day.contact(State.QUEUED, State.PARKED, State.ACTIVE)
    work.take_contact(contact_id=contact.id, by=day.somebody(), at=day.now)


def _reopen(day: Day) -> None:
    contact = day.contact(State.CLOSED)
    by = contact.last_agent or day.somebody()
    work.reopen_contact(contact_id=contact.id, by=by, at=day.now)


def _sweep(day: Day) -> None:
    sweep(at=day.now)


_DEEDS: list[Deed] = [
    *(_arrive, _arrive, _go_ready, _go_ready, _go_off, _accept, _accept, _accept, _reject),
    *(_finish, _finish, _park, _transfer, _hand_over, _take, _reopen, _sweep, _sweep, _sweep),
]


@pytest.mark.parametrize("seed", range(6))
def test_every_contact_received_is_somewhere_once(cast: Cast, seed: int) -> None:
    day = Day([cast.nina, cast.omar, cast.stig, cast.liv, cast.lea], seed)
    for step in range(90):
        day.go_on()
        if step % 15 == 14:
            sums = conservation()
            assert all(one.holds for one in sums), sums
    assert sum(one.received for one in conservation()) == Contact.objects.count()
    live = Offer.objects.filter(outcome=None).values_list("contact_id", flat=True)
    offered = Contact.objects.filter(state=State.OFFERED).values_list("id", flat=True)
    assert sorted(live) == sorted(offered)


def test_a_contact_lost_from_the_rows_or_the_books_is_noticed(cast: Cast) -> None:
    contact = arrive()
    assert all(one.holds for one in conservation())
    Contact.objects.filter(id=contact.id).update(state=State.PARKED)
    (found,) = conservation()
    assert found.differences == {"queued": -1, "parked": 1}
    assert not found.holds
