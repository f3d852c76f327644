"""An offer is shown to whom it was made, taken or let pass by them alone, and never lost."""

from typing import Any

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import HTMX, came, in_hand, known_customer, state_of
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import lapse_offers
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import go_ready

pytestmark = pytest.mark.django_db


def offered(cast: Cast, **facts: Any) -> Offer:
    """Let a contact be offered to Nina."""
    go_ready(cast.nina, at=clock.now())
    came(**facts)
    (offer,) = dispatch(at=clock.now())
    return offer


def test_the_offer_says_who_what_and_since_when(nina: Client, cast: Cast) -> None:
    customer = known_customer(cast)
    offer = offered(cast, customer=customer, ago_s=720)
    shown = nina.get("/desk/offers/").content.decode()
    assert f'data-offer="{offer.id}"' in shown
    assert "Kari Eksempel" in shown
    assert "12 min" in shown
    assert "General" in shown


def test_without_an_offer_there_is_nothing(nina: Client) -> None:
    assert nina.get("/desk/offers/").content.strip() == b""


def test_accepting_opens_the_contact(nina: Client, cast: Cast) -> None:
    offer = offered(cast)
    answer = nina.post(f"/desk/offers/{offer.id}/accept/", headers=HTMX)
    assert answer["HX-Redirect"] == f"/desk/contacts/{offer.contact_id}/"
    assert state_of(offer.contact) is State.ACTIVE
    assert nina.get("/desk/offers/").content.strip() == b""


def test_accepting_too_late_says_so_and_loses_nothing(nina: Client, cast: Cast) -> None:
    offer = offered(cast)
    lapse_offers(at=offer.deadline_at, is_frozen=False)
    answer = nina.post(f"/desk/offers/{offer.id}/accept/", headers=HTMX)
    assert answer.status_code == 409
    assert "fl:toast" in answer["HX-Trigger"]
    assert state_of(offer.contact) is State.QUEUED


def test_letting_an_offer_pass_keeps_the_reason(nina: Client, cast: Cast) -> None:
    offer = offered(cast)
    nina.post(f"/desk/offers/{offer.id}/reject/", {"reason": "not_my_field"}, headers=HTMX)
    offer.refresh_from_db()
    assert (offer.outcome, offer.reason) == ("rejected", "not_my_field")


def test_an_offer_to_somebody_else_is_none_of_mine(nina: Client, stig: Client, cast: Cast) -> None:
    offer = offered(cast)
    assert stig.get("/desk/offers/").content.strip() == b""
    for step in ("accept", "reject"):
        assert stig.post(f"/desk/offers/{offer.id}/{step}/").status_code == 404
    assert state_of(offer.contact) is State.OFFERED


@pytest.mark.parametrize(("channel", "is_beside"), [("mail", True), ("phone", False)])
def test_only_a_call_comes_in_the_middle_of_work(
    nina: Client, cast: Cast, channel: str, is_beside: bool
) -> None:
    in_hand(cast.nina, came("forms", "web"))
    offered(cast, channel=channel)
    shown = nina.get("/desk/offers/").content.decode()
    assert ('data-beside="yes"' in shown) is is_beside


def test_a_masked_number_stays_masked_in_the_offer(nina: Client, cast: Cast) -> None:
    offered(cast, text="Mitt fødselsnummer er 13097248022.")
    assert "13097248022" not in nina.get("/desk/offers/").content.decode()
