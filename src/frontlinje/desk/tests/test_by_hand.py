"""What an agent notes by hand becomes one contact, with the true time it happened."""

from typing import Any

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import HTMX, known_customer
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db


def form(**changes: Any) -> dict[str, Any]:
    typed = {"command": str(uuid7()), "channel": "phone", "queue": "general"}
    return {**typed, "subject": "Melde inn lam", "done": "yes", **changes}


def test_a_call_that_is_settled(nina: Client, cast: Cast) -> None:
    customer = known_customer(cast)
    typed = form(time="-10", customer=str(customer.id), text="Ti lam")
    answer = nina.post("/desk/by-hand/", typed, headers=HTMX)
    assert "desk:done" in answer["HX-Trigger"]
    contact = Contact.objects.get()
    assert State(contact.state) is State.CLOSED
    assert (contact.channel, contact.customer, contact.source) == ("phone", customer, "hand")
    assert 590 < (clock.now() - contact.received_at).total_seconds() < 660
    assert contact.recorded_at > contact.received_at
    assert contact.last_agent == cast.nina
    assert "Ti lam" in contact.messages.get().text


def test_a_visit_that_needs_following_up_waits_in_its_queue(nina: Client) -> None:
    nina.post("/desk/by-hand/", form(channel="visit", done="no"))
    contact = Contact.objects.get()
    assert (contact.state, contact.agent) == ("queued", None)


def test_the_same_form_sent_twice_makes_one_contact(nina: Client) -> None:
    typed = form(time="-10")
    first = nina.post("/desk/by-hand/", typed, headers=HTMX)
    second = nina.post("/desk/by-hand/", typed, headers=HTMX)
    assert first["HX-Trigger"] == second["HX-Trigger"]
    assert Contact.objects.count() == 1


def test_a_used_form_with_other_words_is_refused(nina: Client) -> None:
    typed = form()
    nina.post("/desk/by-hand/", typed)
    assert nina.post("/desk/by-hand/", {**typed, "subject": "Noe annet"}).status_code == 409
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "  "},
        {"channel": "mail"},
        {"channel": "smoke"},
        {"queue": "nowhere"},
        {"channel": "visit", "queue": "settlement"},
        {"time": "tomorrow"},
        {"time": "whenever"},
        {"customer": "nobody"},
        {"command": ""},
        {"wrap_up_code": "nonsense"},
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(
    nina: Client, changes: dict[str, str]
) -> None:
    answer = nina.post("/desk/by-hand/", form(**changes), headers=HTMX)
    assert answer.status_code == 422
    assert "fl:toast" in answer["HX-Trigger"]
    assert not Contact.objects.exists()


def test_a_settled_note_can_be_taken_back(nina: Client) -> None:
    nina.post("/desk/by-hand/", form())
    contact = Contact.objects.get()
    assert f'action="/desk/contacts/{contact.id}/reopen/"' in nina.get("/desk/").content.decode()


def test_the_form_remembers_what_was_noted_last(nina: Client) -> None:
    asked = nina.get("/desk/by-hand/", headers=HTMX).content.decode()
    assert 'value="phone" data-key="alt+1" checked' in asked
    nina.post("/desk/by-hand/", form(channel="visit", queue="general"))
    asked = nina.get("/desk/by-hand/", headers=HTMX).content.decode()
    assert 'value="visit" data-key="alt+3" checked' in asked
    assert '<option value="general" selected>' in asked
