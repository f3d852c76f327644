"""The backlog shows what one may read, in the order asked for, page by page without gaps."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontlinje.base import clock
from frontlinje.base.errors import Invalid
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import viewer_of
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.queries import backlog as listing
from frontlinje.desk.queries.backlog import Sort, Wanted, backlog, wanted_from
from frontlinje.desk.tests.floor import HTMX, came, in_hand, known_customer
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.rules.policy import priority

pytestmark = pytest.mark.django_db


def shown(user: User, **asked: str) -> list[UUID]:
    """Return the ids of every page, in order."""
    now = clock.now()
    state = effective_state(now)
    found: list[UUID] = []
    after = ""
    while True:
        wanted = wanted_from({**asked, "after": after}, state)
        page = backlog(viewer_of(user, state), wanted, state=state, now=now)
        found += [row[0] for row in page.rows]
        after = page.next
        if not after:
            return found


def test_what_waits_in_readable_queues_is_listed(floor: object, cast: Cast) -> None:
    general, settlement = came(), came("settlement")
    in_hand(cast.omar)
    assert shown(cast.nina) == [general.id]
    assert set(shown(cast.liv)) == {general.id, settlement.id}
    assert set(shown(cast.stig)) == {general.id, settlement.id}


def test_lent_staff_see_only_the_queues_they_serve(floor: object, cast: Cast) -> None:
    came()
    cast.lea.team = cast.stig.team
    settlement = came("settlement")
    assert shown(cast.lea) == [settlement.id]


def test_filters_narrow_the_list(floor: object, cast: Cast) -> None:
    mail = came(ago_s=3600, language="sv")
    form = came("forms", "web", ago_s=10)
    assert shown(cast.nina, queue="forms") == [form.id]
    assert shown(cast.nina, channel="mail") == [mail.id]
    assert shown(cast.nina, language="sv") == [mail.id]
    assert shown(cast.nina, overdue="1") == [mail.id]
    assert shown(cast.nina, state="closed") == []
    taken = in_hand(cast.omar)
    assert shown(cast.nina, state="active") == [taken.id]


def test_nonsense_in_the_address_counts_as_not_asked(nina: Client) -> None:
    came()
    address = "/backlog/?state=flying&queue=nowhere&channel=smoke&sort=sideways&overdue=x"
    answer = nina.get(address)
    assert answer.content.decode().count("desk-row-link") == 1
    assert nina.get("/backlog/?after=rubbish").status_code == 422


def test_urgency_is_what_routing_goes_by(floor: object, cast: Cast) -> None:
    favoured = known_customer(cast, weight=3)
    contacts = [
        came(ago_s=700),
        came(ago_s=100),
        came("forms", "web", ago_s=20),
        came(ago_s=30, customer=favoured),
        came(ago_s=5),
    ]
    contacts[4].overflow = {"raised": 2.5}
    contacts[4].save(update_fields=["overflow"])
    now = clock.now()
    state = effective_state(now)

    def urgency(contact: Contact) -> float:
        queue = state.queues[contact.queue]
        assert contact.due_at is not None
        began = contact.due_at - timedelta(seconds=queue.promise_s)
        return priority(
            (now - began).total_seconds(),
            queue.promise_s,
            queue.weight,
            float(contact.customer.weight if contact.customer else 0),
            contact.overflow.get("raised", 0.0),
        )

    page = backlog(viewer_of(cast.nina, state), Wanted(sort=Sort.URGENT), state=state, now=now)
    expected = sorted(contacts, key=urgency, reverse=True)
    assert [row[0] for row in page.rows] == [contact.id for contact in expected]
    assert [row[-1] for row in page.rows] == pytest.approx([urgency(c) for c in expected])


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_each_other_without_gap_or_repeat(
    floor: object, cast: Cast, monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    same = clock.now() - timedelta(seconds=90)
    for n in range(11):
        contact = came(ago_s=10 * n)
        if n % 2:  # several came at the very same instant
            Contact.objects.filter(id=contact.id).update(received_at=same, due_at=same)
    whole = shown(cast.nina, sort=sort)
    monkeypatch.setattr(listing, "PAGE", 3)
    assert shown(cast.nina, sort=sort) == whole
    assert len(set(whole)) == 11


def test_orders_are_what_they_say(floor: object, cast: Cast) -> None:
    old, new = came("forms", "web", ago_s=600), came(ago_s=60)
    Contact.objects.filter(id=old.id).update(due_at=clock.now() + timedelta(days=1))
    assert shown(cast.nina, sort="oldest") == [old.id, new.id]
    assert shown(cast.nina, sort="newest") == [new.id, old.id]
    assert shown(cast.nina, sort="due") == [new.id, old.id]


def test_search_finds_by_reference_and_by_customer_whatever_the_state(
    floor: object, cast: Cast
) -> None:
    customer = known_customer(cast, name="Kari Eksempel", number="4711")
    mine = in_hand(cast.omar, customer=customer)
    hidden = came("settlement", customer=customer)
    assert shown(cast.nina, q="eksempel kari") == [mine.id]
    assert shown(cast.nina, q="4711") == [mine.id]
    assert shown(cast.nina, q=mine.reference.lower().replace("-", "")) == [mine.id]
    assert shown(cast.nina, q=hidden.reference) == []
    assert shown(cast.nina, q="nobody at all") == []


def test_overdue_is_said_in_words(nina: Client) -> None:
    came(ago_s=3600)
    row = nina.get("/backlog/", headers=HTMX).content.decode()
    assert "desk-overdue" in row
    assert "50 min" in row


def test_only_what_may_be_taken_has_a_button(nina: Client, cast: Cast) -> None:
    reserved = came()
    Contact.objects.filter(id=reserved.id).update(reserved_for=cast.omar)
    free = came()
    listed = nina.get("/backlog/", headers=HTMX).content.decode()
    assert f"/desk/contacts/{free.id}/take/" in listed
    assert f"/desk/contacts/{reserved.id}/take/" not in listed


def test_an_empty_list_says_what_to_do(nina: Client) -> None:
    assert "fl-empty" in nina.get("/backlog/").content.decode()
    assert "fl-empty" in nina.get("/backlog/?q=zzz").content.decode()
    assert 'href="/backlog/"' in nina.get("/backlog/?overdue=1", headers=HTMX).content.decode()


def test_a_page_asks_the_database_six_times_at_most(nina: Client) -> None:
    for _ in range(5):
        came(customer=None)
    nina.get("/backlog/")
    for address in ("/backlog/", "/backlog/?queue=general&state=closed&sort=newest"):
        with CaptureQueriesContext(connection) as asked:
            nina.get(address)
        assert len(asked) <= 6, [query["sql"] for query in asked]


def test_a_page_that_never_was_is_refused(floor: object, cast: Cast) -> None:
    state = effective_state(clock.now())
    with pytest.raises(Invalid):
        backlog(viewer_of(cast.nina, state), Wanted(after="!"), state=state, now=clock.now())
    assert wanted_from({"state": "closed", "sort": "urgent"}, state).sort is Sort.NEWEST
    assert wanted_from({"q": "Kari"}, state).state is None
    assert wanted_from({}, state).state is State.QUEUED
