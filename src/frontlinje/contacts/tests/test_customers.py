"""Are customers kept as they were given, found by every word, and changed with a trace?"""

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.customers import change_customer, create_customer
from frontlinje.contacts.models import Customer
from frontlinje.contacts.queries import facts_of_customer
from frontlinje.contacts.rules.customer_facts import CustomerFacts, fingerprint
from frontlinje.contacts.tests.small_centre import NOON, customer
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

OLA = CustomerFacts(
    name="Ola Nordmann",
    number="471",
    phones=("+4722334455",),
    emails=("ola@example.no",),
    flags=("large herd",),
    weight=2,
)

pytestmark = pytest.mark.django_db


def test_a_customer_is_kept_as_given(cast: Cast) -> None:
    made = create_customer(facts=OLA, by=cast.nina, at=NOON)
    assert facts_of_customer(made) == OLA
    assert "nordmann" in Customer.objects.get().search_key


def test_a_new_customer_is_in_the_ledger(cast: Cast) -> None:
    made = create_customer(facts=OLA, by=cast.nina, at=NOON)
    event = Event.objects.get(kind="customer.created")
    assert (event.customer_id, event.by) == (made.id, cast.nina.id)
    assert event.body["after"]["phones"] == ["+4722334455"]


def test_a_change_is_in_the_ledger_with_before_and_after(cast: Cast) -> None:
    made = create_customer(facts=OLA, by=cast.nina, at=NOON)
    facts = CustomerFacts(name="Ola Normann", number="471", phones=("+4798765432",), weight=2)
    change_customer(customer_id=made.id, facts=facts, by=cast.omar, at=NOON)
    assert facts_of_customer(made) == facts
    event = Event.objects.get(kind="customer.changed")
    assert event.body["before"] == {
        "name": "Ola Nordmann",
        "phones": ["+4722334455"],
        "emails": ["ola@example.no"],
        "flags": ["large herd"],
    }
    assert event.body["after"]["name"] == "Ola Normann"


def test_a_change_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    made = create_customer(facts=OLA, by=cast.nina, at=NOON)
    change_customer(customer_id=made.id, facts=OLA, by=cast.nina, at=NOON)
    assert not Event.objects.filter(kind="customer.changed").exists()


def test_another_order_of_phones_is_no_change(cast: Cast) -> None:
    made = customer("Ola", cast.nina, phones=("+4722334455", "+4798765432"))
    facts = CustomerFacts(name="Ola", phones=("+4798765432", "+4722334455"))
    change_customer(customer_id=made.id, facts=facts, by=cast.nina, at=NOON)
    assert not Event.objects.filter(kind="customer.changed").exists()


def test_a_number_belongs_to_one_customer(cast: Cast) -> None:
    create_customer(facts=OLA, by=cast.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.number_taken"):
        customer("Kari", cast.nina, number="471")
    kari = customer("Kari", cast.nina)
    with pytest.raises(Conflict, match=r"contacts\.number_taken"):
        change_customer(customer_id=kari.id, facts=OLA, by=cast.nina, at=NOON)


def test_many_customers_may_have_no_number(cast: Cast) -> None:
    customer("Kari", cast.nina)
    customer("Per", cast.nina)
    assert Customer.objects.filter(number=None).count() == 2


def test_a_change_does_not_overwrite_what_the_person_has_not_seen(cast: Cast) -> None:
    made = create_customer(facts=OLA, by=cast.nina, at=NOON)
    seen = fingerprint(facts_of_customer(made))
    first = CustomerFacts(name="Ola N.", number="471")
    change_customer(customer_id=made.id, facts=first, by=cast.omar, at=NOON, expected=seen)
    with pytest.raises(Conflict, match=r"contacts\.customer_changed_meanwhile"):
        change_customer(customer_id=made.id, facts=OLA, by=cast.nina, at=NOON, expected=seen)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (CustomerFacts(name=" "), "contacts.name_missing"),
        (CustomerFacts(name="x" * 161), "contacts.too_long"),
        (CustomerFacts(name="x", number="1" * 41), "contacts.too_long"),
        (CustomerFacts(name="x", weight=101), "contacts.bad_weight"),
        (CustomerFacts(name="x", phones=tuple(f"+47{n}" for n in range(21))), "contacts.too_many"),
    ],
)
def test_what_cannot_be_a_customer_is_refused(cast: Cast, facts: CustomerFacts, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        create_customer(facts=facts, by=cast.nina, at=NOON)


def test_only_whoever_may_edit_changes_customers(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        create_customer(facts=OLA, by=cast.tiril, at=NOON)
    made = create_customer(facts=OLA, by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed):
        change_customer(customer_id=made.id, facts=OLA, by=cast.tiril, at=NOON)


def test_a_customer_who_does_not_exist_cannot_be_changed(cast: Cast) -> None:
    with pytest.raises(NotFound):
        change_customer(customer_id=uuid7(), facts=OLA, by=cast.nina, at=NOON)
