"""A contact gets its customer and its case, and its duplicates, without crossing any border."""

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.contacts.actions.cases import open_case
from frontlinje.contacts.models import Case, Contact, Customer
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import HTMX, came, in_hand, known_customer, state_of
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_linking_the_customer_and_nobody_again(nina: Client, cast: Cast) -> None:
    customer = known_customer(cast)
    contact = in_hand(cast.nina)
    address = f"/desk/contacts/{contact.id}/customer/link/"
    nina.post(address, {"customer": str(customer.id)})
    assert Contact.objects.get(id=contact.id).customer == customer
    nina.post(address, {"customer": ""})
    assert Contact.objects.get(id=contact.id).customer is None
    assert nina.post(address, {"customer": "nobody"}).status_code == 422


def test_the_form_for_a_new_customer_knows_the_sender(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    asked = nina.get(f"/desk/contacts/{contact.id}/ask/customer/").content.decode()
    assert "kari@example.org" in asked


def test_adding_a_customer_links_the_contact(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    typed = {"name": "Ny Eksempel", "emails": "ny@example.org", "weight": "0"}
    nina.post(f"/desk/contacts/{contact.id}/customer/add/", typed)
    contact.refresh_from_db()
    assert contact.customer is not None
    assert contact.customer.name == "Ny Eksempel"


def test_a_customer_with_a_wrong_phone_is_not_added(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    typed = {"name": "Ny Eksempel", "phones": "not a phone", "weight": "0"}
    answer = nina.post(f"/desk/contacts/{contact.id}/customer/add/", typed, headers=HTMX)
    assert "ds-error-summary" in answer.content.decode()
    assert not Customer.objects.exists()


def test_a_trainee_finds_customers_but_adds_none(cast: Cast, floor: object) -> None:
    browser = Client()
    browser.force_login(cast.tiril)
    contact = came()
    asked = browser.get(f"/desk/contacts/{contact.id}/ask/customer/").content.decode()
    assert "customer/add/" not in asked
    assert browser.post(f"/desk/contacts/{contact.id}/customer/add/").status_code == 403


def test_opening_closing_and_leaving_a_case(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, customer=known_customer(cast))
    here = f"/desk/contacts/{contact.id}/case/"
    nina.post(f"{here}open/", {"title": "Oppgjør for oktober"})
    case = Case.objects.get()
    contact.refresh_from_db()
    assert contact.case == case
    nina.post(f"{here}close/")
    assert Case.objects.get().closed_at is not None
    nina.post(f"{here}close/")
    assert Case.objects.get().closed_at is None
    nina.post(f"{here}link/", {"case": ""})
    assert Contact.objects.get(id=contact.id).case is None
    assert nina.post(f"{here}close/").status_code == 422


def test_a_contact_joins_a_case_of_its_own_customer_only(nina: Client, cast: Cast) -> None:
    kari, per = known_customer(cast), known_customer(cast, name="Per Eksempel")
    now = clock.now()
    own = open_case(title="Kari", by=cast.nina, at=now, customer_id=kari.id)
    foreign = open_case(title="Per", by=cast.nina, at=now, customer_id=per.id)
    contact = in_hand(cast.nina, customer=kari)
    address = f"/desk/contacts/{contact.id}/case/link/"
    assert nina.post(address, {"case": str(foreign.id)}).status_code == 404
    nina.post(address, {"case": str(own.id)})
    contact.refresh_from_db()
    assert contact.case == own


def test_messages_of_the_case_are_shown_as_far_as_one_may_read_them(
    nina: Client, cast: Cast
) -> None:
    customer = known_customer(cast)
    case = open_case(title="Sak", by=cast.nina, at=clock.now(), customer_id=customer.id)
    came(customer=customer, case=case, text="Tidligere spørsmål")
    came("settlement", customer=customer, case=case, text="Hemmelig lønn")
    contact = in_hand(cast.nina, customer=customer, case=case)
    shown = nina.get(f"/desk/contacts/{contact.id}/part/conversation/").content.decode()
    assert "Tidligere spørsmål" in shown
    assert "Hemmelig lønn" not in shown


def test_merging_a_duplicate_and_parting_it_again(nina: Client, cast: Cast) -> None:
    customer = known_customer(cast)
    duplicate = came(customer=customer, text="Det samme en gang til")
    contact = in_hand(cast.nina, customer=customer)
    asked = nina.get(f"/desk/contacts/{contact.id}/ask/merge/").content.decode()
    assert str(duplicate.id) in asked
    nina.post(f"/desk/contacts/{contact.id}/merge/", {"duplicate": str(duplicate.id)})
    assert state_of(duplicate) is State.CLOSED
    assert "en gang til" in nina.get(f"/desk/contacts/{contact.id}/").content.decode()
    nina.post(f"/desk/contacts/{duplicate.id}/unmerge/")
    assert state_of(duplicate) is State.QUEUED


def test_what_one_may_not_read_is_not_merged(nina: Client, cast: Cast) -> None:
    customer = known_customer(cast)
    hidden = came("settlement", customer=customer)
    contact = in_hand(cast.nina, customer=customer)
    asked = nina.get(f"/desk/contacts/{contact.id}/ask/merge/").content.decode()
    assert str(hidden.id) not in asked
    address = f"/desk/contacts/{contact.id}/merge/"
    assert nina.post(address, {"duplicate": str(hidden.id)}).status_code == 404
    assert nina.post(address, {"duplicate": "x"}).status_code == 422
    assert Contact.objects.get(id=hidden.id).state == "queued"
