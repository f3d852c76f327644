"""Are duplicates merged without loss, and parted again exactly?"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.cases import open_case
from frontlinje.contacts.actions.customers import change_customer
from frontlinje.contacts.actions.lifecycle import move_contact
from frontlinje.contacts.actions.merging import (
    merge_contacts,
    merge_customers,
    part_contacts,
    part_customers,
)
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import (
    Case,
    Contact,
    Customer,
    CustomerEmail,
    CustomerPhone,
    Note,
)
from frontlinje.contacts.queries import (
    conservation,
    customer_by_number,
    facts_of_customer,
    search_customers,
)
from frontlinje.contacts.rules.customer_facts import CustomerFacts, facts_from, plain_facts
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.rules.merging import merged_facts, parted_facts
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer
from frontlinje.people.tests.cast import Cast

FACTS = st.builds(
    CustomerFacts,
    name=st.sampled_from(["Ola", "Ola N", "Kari"]),
    number=st.sampled_from(["", "1", "2"]),
    place=st.sampled_from(["", "Moss"]),
    weight=st.integers(0, 3),
    phones=st.lists(st.sampled_from(["+471", "+472", "+473"]), unique=True).map(tuple),
    flags=st.lists(st.sampled_from(["a", "b"]), unique=True).map(tuple),
)


@given(FACTS, FACTS)
def test_a_merge_that_nobody_touched_is_undone_exactly(
    kept: CustomerFacts, other: CustomerFacts
) -> None:
    after = merged_facts(kept, other)
    assert parted_facts(kept, after, after) == kept
    assert set(after.phones) == {*kept.phones, *other.phones}
    assert after.name == kept.name


@given(FACTS, FACTS, FACTS)
def test_corrections_made_since_are_kept(
    kept: CustomerFacts, other: CustomerFacts, now: CustomerFacts
) -> None:
    after = merged_facts(kept, other)
    parted = parted_facts(kept, after, now)
    assert parted.name == (kept.name if now.name == after.name else now.name)
    assert not (set(parted.phones) - {*now.phones, *kept.phones})


@given(FACTS)
def test_facts_survive_json(facts: CustomerFacts) -> None:
    assert facts_from(plain_facts(facts)) == facts


def snapshot() -> dict[str, Any]:
    """Return everything a merge may touch, as rows."""
    models = (Customer, CustomerPhone, CustomerEmail, Contact, Case, Note)
    hidden = {CustomerPhone: "id", CustomerEmail: "id"}
    return {
        model.__name__: sorted(
            str({k: v for k, v in row.items() if k != hidden.get(model)})
            for row in model.objects.values()
        )
        for model in models
    }


def two_with_everything(cast: Cast) -> tuple[Customer, Customer]:
    kept = customer("Ola Nordmann", cast.nina, number="1", phones=("+4722334455",))
    other = customer(
        "Nordmann Ola",
        cast.nina,
        number="2",
        phones=("+4722334455", "+4798765432"),
        emails=("ola@example.no",),
        place="Moss",
        weight=3,
        flags=("large herd",),
    )
    for owner in (kept, other):
        contact = arrive(customer=owner)
        add_note(text="Husk", contact=contact, by=cast.nina, at=NOON)
        open_case(title="Sak", contact_id=contact.id, by=cast.nina, at=NOON)
    return kept, other


@pytest.mark.django_db
def test_merged_customers_become_one(centre: Cast) -> None:
    kept, other = two_with_everything(centre)
    merge_customers(kept_id=kept.id, merged_id=other.id, by=centre.nina, at=NOON)
    assert kept.contacts.count() == kept.cases.count() == kept.notes.count() == 2
    facts = facts_of_customer(kept)
    assert facts.phones == ("+4722334455", "+4798765432")
    assert (facts.place, facts.weight, facts.number) == ("Moss", 3, "1")
    assert [found.id for found in search_customers("nordmann")] == [kept.id]
    assert [found.id for found in search_customers("98765432")] == [kept.id]
    found = customer_by_number("2")
    assert found is not None
    assert found.id == kept.id


@pytest.mark.django_db
def test_undoing_a_merge_restores_every_row(centre: Cast) -> None:
    kept, other = two_with_everything(centre)
    before = snapshot()
    merge = merge_customers(kept_id=kept.id, merged_id=other.id, by=centre.nina, at=NOON)
    assert snapshot() != before
    part_customers(merge_id=merge.id, by=centre.nina, at=NOON)
    assert snapshot() == before
    with pytest.raises(Conflict, match=r"contacts\.merge_undone"):
        part_customers(merge_id=merge.id, by=centre.nina, at=NOON)


@pytest.mark.django_db
def test_what_came_after_the_merge_stays_with_the_kept_customer(centre: Cast) -> None:
    kept, other = two_with_everything(centre)
    merge = merge_customers(kept_id=kept.id, merged_id=other.id, by=centre.nina, at=NOON)
    kept.refresh_from_db()
    later = arrive(customer=kept)
    part_customers(merge_id=merge.id, by=centre.nina, at=NOON)
    later.refresh_from_db()
    assert later.customer_id == kept.id
    assert other.contacts.count() == 1


@pytest.mark.django_db
def test_merges_in_a_row_are_undone_the_other_way_round(centre: Cast) -> None:
    a, b = two_with_everything(centre)
    c = customer("Ola N", centre.nina)
    before = snapshot()
    first = merge_customers(kept_id=b.id, merged_id=a.id, by=centre.nina, at=NOON)
    second = merge_customers(kept_id=c.id, merged_id=b.id, by=centre.nina, at=NOON)
    found = customer_by_number("1")
    assert found is not None
    assert found.id == c.id
    assert [each.id for each in search_customers("moss nordmann")] == [c.id]
    with pytest.raises(Conflict, match=r"contacts\.undo_later_merge_first"):
        part_customers(merge_id=first.id, by=centre.nina, at=NOON)
    part_customers(merge_id=second.id, by=centre.nina, at=NOON)
    part_customers(merge_id=first.id, by=centre.nina, at=NOON)
    assert snapshot() == before


@pytest.mark.django_db
def test_merges_that_make_no_sense_are_refused(centre: Cast) -> None:
    kept, other = two_with_everything(centre)
    with pytest.raises(Invalid, match=r"contacts\.merge_with_itself"):
        merge_customers(kept_id=kept.id, merged_id=kept.id, by=centre.nina, at=NOON)
    with pytest.raises(NotFound):
        merge_customers(kept_id=kept.id, merged_id=uuid7(), by=centre.nina, at=NOON)
    with pytest.raises(NotAllowed):
        merge_customers(kept_id=kept.id, merged_id=other.id, by=centre.tiril, at=NOON)
    with pytest.raises(NotFound, match=r"contacts\.no_such_merge"):
        part_customers(merge_id=uuid7(), by=centre.nina, at=NOON)
    merge_customers(kept_id=kept.id, merged_id=other.id, by=centre.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.customer_is_merged"):
        merge_customers(kept_id=other.id, merged_id=kept.id, by=centre.nina, at=NOON)
    facts = CustomerFacts(name="x")
    with pytest.raises(Conflict, match=r"contacts\.customer_is_merged"):
        change_customer(customer_id=other.id, facts=facts, by=centre.nina, at=NOON)


@pytest.mark.django_db
def test_a_duplicate_contact_is_closed_and_comes_back_in_its_old_place(centre: Cast) -> None:
    contact, double = arrive(), arrive()
    merge_contacts(duplicate_id=double.id, into_id=contact.id, by=centre.nina, at=NOON)
    double.refresh_from_db()
    assert (double.state, double.closed_reason) == (State.CLOSED, "merged")
    assert list(contact.merged.all()) == [double]
    assert all(sum_.holds for sum_ in conservation())
    part_contacts(duplicate_id=double.id, by=centre.nina, at=NOON)
    waited_since = double.queued_at
    double.refresh_from_db()
    assert (double.state, double.merged_into, double.queued_at) == (
        State.QUEUED,
        None,
        waited_since,
    )
    assert all(sum_.holds for sum_ in conservation())
    with pytest.raises(Conflict, match=r"contacts\.not_merged"):
        part_contacts(duplicate_id=double.id, by=centre.nina, at=NOON)


@pytest.mark.django_db
def test_contacts_that_must_not_be_merged_are_refused(centre: Cast) -> None:
    contact, double, closed = arrive(), arrive(), arrive()
    move_contact(closed, to=State.CLOSED, at=NOON, by=None, closed_reason="handled", closed_at=NOON)
    with pytest.raises(Invalid):
        merge_contacts(duplicate_id=contact.id, into_id=contact.id, by=centre.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.merge_into_finished"):
        merge_contacts(duplicate_id=double.id, into_id=closed.id, by=centre.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.wrong_state"):
        merge_contacts(duplicate_id=closed.id, into_id=contact.id, by=centre.nina, at=NOON)
    move_contact(double, to=State.OFFERED, at=NOON, by=None, agent_id=centre.omar.id)
    with pytest.raises(Conflict, match=r"contacts\.being_offered"):
        merge_contacts(duplicate_id=double.id, into_id=contact.id, by=centre.nina, at=NOON)
    move_contact(double, to=State.ACTIVE, at=NOON, by=None, agent=centre.omar)
    with pytest.raises(NotAllowed, match=r"contacts\.in_other_hands"):
        merge_contacts(duplicate_id=double.id, into_id=contact.id, by=centre.nina, at=NOON)
    merge_contacts(duplicate_id=double.id, into_id=contact.id, by=centre.liv, at=NOON)
