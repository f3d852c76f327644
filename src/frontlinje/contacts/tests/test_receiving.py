"""Does what comes in stand where it should, with identity numbers in the message's text alone?"""

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.cases import open_case
from frontlinje.contacts.actions.lifecycle import locked_contact
from frontlinje.contacts.actions.linking import link_customer
from frontlinje.contacts.actions.merging import merge_customers
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.actions.receiving import Arrival, receive_in_hand
from frontlinje.contacts.models import Note
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.contacts.tests.small_centre import NOON, arrive, customer
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_subject_and_preview_are_kept_masked_and_the_text_as_it_was(centre: Cast) -> None:
    contact = arrive(subject="Om 010190 00083", text="Jeg er 01019000083 og lurer")
    assert contact.subject == "Om 010190 *****"
    assert contact.preview == "Jeg er 010190***** og lurer"
    assert contact.messages.get().text == "Jeg er 01019000083 og lurer"


def test_a_contact_in_hand_begins_with_its_holder(centre: Cast) -> None:
    arrival = Arrival(channel="phone", queue="general", source="hand", received_at=NOON)
    contact = receive_in_hand(arrival, agent=centre.nina, at=NOON)
    assert (contact.state, contact.agent) == (State.ACTIVE, centre.nina)
    assert not contact.messages.exists()


def test_a_queue_that_is_not_there_takes_nothing(centre: Cast) -> None:
    with pytest.raises(Invalid, match=r"contacts\.no_such_queue"):
        arrive("nowhere")
    with pytest.raises(NotFound, match=r"contacts\.no_such_contact"):
        locked_contact(uuid7())


def test_a_contact_is_given_a_customer_and_its_notes_follow(centre: Cast) -> None:
    ola, kari = customer("Ola", centre.nina), customer("Kari", centre.nina)
    contact = arrive()
    add_note(text="Hei", contact=contact, by=centre.nina, at=NOON)
    for who in (ola, ola, kari, None):
        link_customer(
            contact_id=contact.id,
            customer_id=who.id if who else None,
            by=centre.nina,
            at=NOON,
        )
        assert Note.objects.get().customer == who
    told = Event.objects.filter(kind="contact.changed").order_by("id")
    assert [event.reason for event in told] == [
        "customer_linked",
        "customer_linked",
        "customer_unlinked",
    ]


def test_a_case_of_somebody_else_does_not_follow(centre: Cast) -> None:
    ola, kari = customer("Ola", centre.nina), customer("Kari", centre.nina)
    contact = arrive(customer=ola)
    case = open_case(title="Sak", contact_id=contact.id, by=centre.nina, at=NOON)
    link_customer(contact_id=contact.id, customer_id=kari.id, by=centre.nina, at=NOON)
    contact.refresh_from_db()
    assert (contact.customer, contact.case) == (kari, None)
    assert case.contacts.count() == 0


def test_a_merged_customer_gets_no_contacts(centre: Cast) -> None:
    ola, kari = customer("Ola", centre.nina), customer("Ola N", centre.nina)
    merge_customers(kept_id=ola.id, merged_id=kari.id, by=centre.nina, at=NOON)
    with pytest.raises(Conflict, match=r"contacts\.customer_is_merged"):
        link_customer(contact_id=arrive().id, customer_id=kari.id, by=centre.nina, at=NOON)
