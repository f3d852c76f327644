"""Can a customer write to us with nothing but HTML, and is nothing lost or doubled?"""

from datetime import timedelta

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.channels.web.rules.limits import MOST_IN_WINDOW
from frontlinje.contacts.models import Contact, Customer, CustomerEmail, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.portal.forms import new_token

FORM = "/contact/"


@pytest.fixture
def browser(db: None) -> Client:
    begin_centre(at=clock.now(), by=None)
    return Client(headers={"accept-language": "en"})


def filled_in(**changes: str) -> dict[str, str]:
    return {
        "topic": "general",
        "subject": "Collection of two calves",
        "text": "When does the lorry come?",
        "name": "Kari Prøve",
        "email": "Kari@example.org",
        "phone": "",
        "customer_number": "",
        "website": "",
        "token": new_token(clock.now() - timedelta(seconds=30)),
        **changes,
    }


def test_a_form_becomes_a_waiting_contact_and_gets_a_reference(browser: Client) -> None:
    answer = browser.post(FORM, filled_in(), follow=True)
    contact = Contact.objects.get()
    assert (contact.channel, contact.state, contact.source) == ("web", State.QUEUED, "form")
    assert contact.reference in answer.content.decode()
    assert Message.objects.get().sender == "Kari Prøve <kari@example.org>"


def test_the_same_form_sent_twice_is_one_contact(browser: Client) -> None:
    form = filled_in()
    first = browser.post(FORM, form)
    second = browser.post(FORM, form)
    assert first.status_code == second.status_code == 302
    assert Contact.objects.count() == 1


def test_the_page_works_without_scripts(browser: Client) -> None:
    page = browser.get(FORM).content.decode()
    assert '<form method="post"' in page
    assert 'name="token"' in page


def test_whoever_forgets_something_loses_no_word(browser: Client) -> None:
    answer = browser.post(FORM, filled_in(email="", subject=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "When does the lorry come?" in page
    assert "Give an e-mail address or a telephone number" in page
    assert not Contact.objects.exists()


def test_a_telephone_number_is_enough_and_the_agent_sees_it(browser: Client) -> None:
    browser.post(FORM, filled_in(email="", phone="99 88 77 66"))
    assert "99 88 77 66" in Message.objects.get().text


def test_the_trap_catches_programs_and_lets_people_try_again(browser: Client) -> None:
    answer = browser.post(FORM, filled_in(website="https://example.org"))
    assert answer.status_code == 422
    assert not Contact.objects.exists()
    page = answer.content.decode()
    assert "When does the lorry come?" in page
    assert "https://example.org" not in page


def test_a_form_sent_at_once_is_asked_for_again(browser: Client) -> None:
    assert browser.post(FORM, filled_in(token=new_token(clock.now()))).status_code == 422
    assert browser.post(FORM, filled_in(token="forged")).status_code == 422
    assert not Contact.objects.exists()


def test_too_many_from_one_place_are_told_when_to_come_back(browser: Client) -> None:
    for _ in range(MOST_IN_WINDOW):
        assert browser.post(FORM, filled_in()).status_code == 302
    answer = browser.post(FORM, filled_in())
    assert answer.status_code == 422
    assert "Nothing you wrote is lost" in answer.content.decode()
    other_place = browser.post(FORM, filled_in(), REMOTE_ADDR="192.0.2.7")
    assert other_place.status_code == 302
    assert Contact.objects.count() == MOST_IN_WINDOW + 1


def test_an_unknown_topic_is_refused(browser: Client) -> None:
    assert browser.post(FORM, filled_in(topic="gone")).status_code == 422


def test_the_customer_is_known_by_the_address_not_by_a_number_alone(browser: Client) -> None:
    known = Customer.objects.create(number="1001", name="Kari Prøve", created_at=clock.now())
    browser.post(FORM, filled_in(email="other@example.org", customer_number="1001"))
    assert Contact.objects.get().customer is None
    CustomerEmail.objects.create(customer=known, address="kari@example.org")
    browser.post(FORM, filled_in())
    assert Contact.objects.filter(customer=known).count() == 1


def test_a_receipt_cannot_be_guessed(browser: Client) -> None:
    assert browser.get(f"{FORM}AAAAA-AAAAA/").status_code == 404
