"""Law 3: one contact, at most one live offer; a hundred takers at once, one winner."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from frontlinje.base.errors import Conflict
from frontlinje.contacts.models import Contact
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.work import take_contact
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import after, arrive, go_ready

N_TAKES = 100
N_AT_ONCE = 20

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("centre")]


def test_of_a_hundred_takes_one_wins(cast: Cast) -> None:
    contact = arrive()
    takers = [cast.nina, cast.omar, cast.stig, cast.liv]
    start = Barrier(N_AT_ONCE)

    def take(i: int) -> User | None:
        by = takers[i % len(takers)]
        if i < N_AT_ONCE:
            start.wait(timeout=30)
        try:
            take_contact(contact_id=contact.id, by=by, at=after(1))
        except Conflict:
            return None
        finally:
            connection.close()
        return by

    with ThreadPoolExecutor(N_AT_ONCE) as threads:
        winners = [by for by in threads.map(take, range(N_TAKES)) if by is not None]
    assert len(winners) == 1
    assert Contact.objects.get().agent == winners[0]


def test_dispatchers_at_once_make_one_offer_each_contact_and_agent(cast: Cast) -> None:
    for second in range(6):
        arrive(at=after(second))
    go_ready(cast.nina, cast.omar, at=after(10))
    Offer.objects.all().delete()
    Contact.objects.update(state="queued")

    def run(i: int) -> None:
        try:
            dispatch(at=after(20 + i))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(run, range(24)))
    live = list(Offer.objects.filter(outcome=None).values_list("contact_id", "agent_id"))
    assert len(live) == 2
    assert len({contact for contact, _ in live}) == len({agent for _, agent in live}) == 2
