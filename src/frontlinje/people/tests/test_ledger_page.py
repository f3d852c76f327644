"""Does the page of the ledger show what happened, and to each reader only what is theirs?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from frontlinje.base.ids import uuid7
from frontlinje.ledger.models import Event
from frontlinje.people.actions import change_user, set_roles
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.people.views.ledger import PAGE_SIZE

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]


def _text(client: Client, **query: str | int) -> str:
    answer = client.get("/people/ledger/", query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_change_is_shown_with_who_whom_before_and_after(cast: Cast, browser_of: Browser) -> None:
    change_user(cast.nina.id, at=AT, by=cast.hedda, contract_share=60)
    page = _text(browser_of(cast.liv))
    for told in ("user.changed", "Hedda Prøve", "Nina Prøve", "100 → 60"):
        assert told in page


def test_a_change_of_the_centre_is_shown_by_its_paths(cast: Cast, browser_of: Browser) -> None:
    changes = [{"path": f"queues.{n}.weight", "before": 0, "after": n} for n in range(1, 7)]
    Event.objects.create(kind="centre.changed", at=AT, body={"changes": changes, "revision": 3})
    page = _text(browser_of(cast.liv))
    assert "<code>queues.6.weight</code>: 0 → 6" in page
    assert "<summary>7 " in page


def test_events_are_found_by_day_subject_and_person(cast: Cast, browser_of: Browser) -> None:
    change_user(cast.nina.id, at=AT, by=cast.hedda, contract_share=60)
    set_roles(cast.omar.id, roles=["planner"], at=AT + timedelta(days=1), by=cast.hedda)
    leader = browser_of(cast.liv)
    # 23:30 in Oslo is still the day before in Greenwich.
    Event.objects.create(kind="queue.test", at=datetime(2026, 11, 24, 22, 30, tzinfo=UTC))
    assert "user.roles_set" not in _text(leader, day="2026-11-23")
    assert "queue.test" in _text(leader, day="2026-11-24")
    assert "<code>queue.test" not in _text(leader, subject="user")
    assert "user.changed" not in _text(leader, person=str(cast.omar.id))
    assert "user.changed" in _text(leader, person=str(cast.hedda.id))
    assert "user.changed" in _text(leader, day="never", before="x", person="nobody")


def test_earlier_events_are_on_the_next_page(cast: Cast, browser_of: Browser) -> None:
    events = Event.objects.bulk_create(
        Event(kind="test.counted", at=AT, reason=f"number {n:03}") for n in range(PAGE_SIZE + 1)
    )
    leader = browser_of(cast.liv)
    assert "number 000" not in _text(leader)
    assert "number 000" in _text(leader, before=events[1].id)


@pytest.mark.parametrize(
    ("contact", "customer"), [(uuid7(), None), (None, uuid7()), (uuid7(), uuid7())]
)
def test_a_system_owner_sees_that_it_happened_but_not_the_customer(
    cast: Cast, browser_of: Browser, contact: UUID | None, customer: UUID | None
) -> None:
    Event.objects.create(
        kind="customer.changed",
        at=AT,
        contact_id=contact,
        customer_id=customer,
        body={"before": {"name": "Ola"}, "after": {"name": "Ola Kunde"}},
    )
    seen = _text(browser_of(cast.olav))
    assert "customer.changed" in seen
    assert "Ola Kunde" not in seen
    assert "Ola Kunde" in _text(browser_of(cast.hedda))
