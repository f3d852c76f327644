"""Each step does what it says, for the holder alone, and can be taken back."""

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.contacts.models import Contact, Note
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import HTMX, came, in_hand, state_of
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.work import finish_contact
from frontlinje.routing.tests.centre_of_two_queues import go_ready

pytestmark = pytest.mark.django_db


def test_finishing_leads_to_wrap_up_and_then_to_the_end(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    here = f"/desk/contacts/{contact.id}/"
    assert nina.post(f"{here}finish/", headers=HTMX)["HX-Redirect"] == here
    assert state_of(contact) is State.WRAP_UP
    assert "Lambs" in nina.get(here).content.decode()
    answer = nina.post(f"{here}finish/", {"wrap_up_code": "lambs"}, headers=HTMX)
    assert answer["HX-Redirect"] == "/desk/"
    assert (state_of(contact), contact.wrap_up_code) == (State.CLOSED, "lambs")


def test_closing_can_be_undone_and_is_in_hand_again(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina, came("forms", "web"))
    nina.post(f"/desk/contacts/{contact.id}/finish/")
    assert state_of(contact) is State.CLOSED
    told = nina.get("/desk/").content.decode()
    assert f'action="/desk/contacts/{contact.id}/reopen/"' in told
    nina.post(f"/desk/contacts/{contact.id}/reopen/")
    assert (state_of(contact), contact.agent_id) == (State.ACTIVE, cast.nina.id)


def test_only_who_closed_it_or_a_leader_opens_it_again(
    nina: Client, liv: Client, cast: Cast
) -> None:
    contact = in_hand(cast.omar, came("forms", "web"))
    finish_contact(contact_id=contact.id, by=cast.omar, at=clock.now())
    assert nina.post(f"/desk/contacts/{contact.id}/reopen/").status_code == 403
    assert liv.post(f"/desk/contacts/{contact.id}/reopen/").status_code == 302


def test_closing_without_an_answer_says_why(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    assert nina.post(f"/desk/contacts/{contact.id}/close/").status_code == 422
    assert state_of(contact) is State.ACTIVE
    nina.post(f"/desk/contacts/{contact.id}/close/", {"reason": "spam"})
    assert (state_of(contact), contact.closed_reason) == (State.CLOSED, "spam")


def test_parking_until_a_time_or_until_the_customer_answers(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    here = f"/desk/contacts/{contact.id}/"
    assert nina.post(f"{here}park/", {"time": "yesterday"}).status_code == 422
    nina.post(f"{here}park/", {"time": "+30"})
    assert state_of(contact) is State.PARKED
    assert contact.resume_at is not None
    assert 1700 < (contact.resume_at - clock.now()).total_seconds() <= 1800
    nina.post(f"{here}take/")
    nina.post(f"{here}park/")
    assert state_of(contact) is State.PARKED
    assert Contact.objects.get(id=contact.id).resume_at is None


def test_a_call_back_needs_its_time(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    here = f"/desk/contacts/{contact.id}/"
    assert nina.post(f"{here}schedule/").status_code == 422
    nina.post(f"{here}schedule/", {"time": "tomorrow 9"})
    assert state_of(contact) is State.SCHEDULED


def test_putting_back_keeps_the_place_and_can_be_undone(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    nina.post(f"/desk/contacts/{contact.id}/release/")
    assert state_of(contact) is State.QUEUED
    assert f'action="/desk/contacts/{contact.id}/take/"' in nina.get("/desk/").content.decode()


def test_transferring_to_a_queue_with_a_word(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    to = {"to": "queue:settlement", "note": "Gjelder oktober"}
    nina.post(f"/desk/contacts/{contact.id}/transfer/", to)
    assert (state_of(contact), contact.queue) == (State.QUEUED, "settlement")
    assert Note.objects.get(contact=contact).text == "Gjelder oktober"


def test_transferring_to_somebody_who_is_ready(nina: Client, cast: Cast) -> None:
    go_ready(cast.omar, at=clock.now())
    contact = in_hand(cast.nina)
    nina.post(f"/desk/contacts/{contact.id}/transfer/", {"to": f"agent:{cast.omar.id}"})
    contact.refresh_from_db()
    assert contact.reserved_for == cast.omar


def test_a_transfer_that_fails_leaves_no_word_behind(nina: Client, cast: Cast) -> None:
    contact = in_hand(cast.nina)
    to = {"to": f"agent:{cast.stig.id}", "note": "Til deg"}
    answer = nina.post(f"/desk/contacts/{contact.id}/transfer/", to, headers=HTMX)
    assert answer.status_code == 409
    assert state_of(contact) is State.ACTIVE
    assert not Note.objects.exists()


@pytest.mark.parametrize("to", ["", "queue:nowhere", "agent:nobody", "agent:", "planet:mars"])
def test_a_transfer_to_nowhere_is_refused(nina: Client, cast: Cast, to: str) -> None:
    contact = in_hand(cast.nina)
    answer = nina.post(f"/desk/contacts/{contact.id}/transfer/", {"to": to})
    assert answer.status_code in (404, 422)
    assert state_of(contact) is State.ACTIVE


def test_the_transfer_offers_those_who_are_ready_and_says_why_others_are_not(
    nina: Client, cast: Cast
) -> None:
    go_ready(cast.omar, at=clock.now())
    contact = in_hand(cast.nina)
    asked = nina.get(f"/desk/contacts/{contact.id}/ask/transfer/").content.decode()
    ready = next(line for line in asked.splitlines() if f"agent:{cast.omar.id}" in line)
    absent = next(line for line in asked.splitlines() if f"agent:{cast.stig.id}" in line)
    assert "disabled" not in ready
    assert "disabled" in absent
    assert f"agent:{cast.edvard.id}" not in asked
    assert f"agent:{cast.pia.id}" not in asked


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("finish", {}),
        ("close", {"reason": "spam"}),
        ("park", {}),
        ("schedule", {"time": "+30"}),
        ("release", {}),
        ("transfer", {"to": "queue:settlement"}),
    ],
)
def test_what_a_colleague_holds_is_left_alone(
    nina: Client, cast: Cast, step: str, typed: dict[str, str]
) -> None:
    contact = in_hand(cast.omar)
    answer = nina.post(f"/desk/contacts/{contact.id}/{step}/", typed)
    assert answer.status_code == 403
    assert state_of(contact) is State.ACTIVE


def test_two_who_take_at_once_make_one_holder(nina: Client, liv: Client, cast: Cast) -> None:
    contact = came()
    assert nina.post(f"/desk/contacts/{contact.id}/take/").status_code == 302
    late = liv.post(f"/desk/contacts/{contact.id}/take/", headers=HTMX)
    assert late.status_code == 409
    contact.refresh_from_db()
    assert contact.agent == cast.nina


def test_after_a_step_the_next_contact_in_hand_opens(nina: Client, cast: Cast) -> None:
    first, second = in_hand(cast.nina), in_hand(cast.nina)
    answer = nina.post(f"/desk/contacts/{first.id}/park/", headers=HTMX)
    assert answer["HX-Redirect"] == f"/desk/contacts/{second.id}/"
