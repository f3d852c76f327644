"""A program at a desk: ready, takes an offer, answers, is done; and no more than its person may."""

import json
from typing import Any

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import came, in_hand, state_of
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.actions import note_connections
from frontlinje.routing.actions.dispatching import dispatch

pytestmark = pytest.mark.django_db

API = "/api/v1/desk"


def send(browser: Client, address: str, **body: Any) -> Any:
    answer = browser.post(f"{API}/{address}", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_from_ready_to_answered(nina: Client, cast: Cast) -> None:
    note_connections([cast.nina.id], at=clock.now())
    assert send(nina, "status", status="ready", place="home")["place"] == "home"
    came("forms", "web")
    dispatch(at=clock.now())
    (offer,) = nina.get(f"{API}/offers").json()
    contact = send(nina, f"offers/{offer['id']}/accept")
    assert contact["state"] == "active"
    assert [one["id"] for one in nina.get(f"{API}/work").json()] == [contact["id"]]
    done = send(nina, f"contacts/{contact['id']}/reply", text="Hei", then="finish")
    assert done["state"] == "closed"
    assert nina.get(f"{API}/work").json() == []


def test_an_offer_let_pass(nina: Client, cast: Cast) -> None:
    note_connections([cast.nina.id], at=clock.now())
    send(nina, "status", status="ready", place="home")
    contact = came()
    (offer,) = dispatch(at=clock.now())
    send(nina, f"offers/{offer.id}/reject", reason="still_busy")
    assert state_of(contact) is State.QUEUED


def test_taking_and_finishing_through_wrap_up(nina: Client) -> None:
    contact = came()
    assert send(nina, f"contacts/{contact.id}/take")["state"] == "active"
    assert send(nina, f"contacts/{contact.id}/finish")["state"] == "wrap_up"
    done = send(nina, f"contacts/{contact.id}/finish", wrap_up_code="lambs")
    assert done["state"] == "closed"


def test_the_status_says_what_was_declared(nina: Client) -> None:
    assert nina.get(f"{API}/status").json()["status"] == "logged_off"


def test_other_teams_contacts_and_other_peoples_offers_do_not_exist(
    nina: Client, cast: Cast
) -> None:
    hidden = came("settlement")
    for step in ("take", "finish"):
        answer = nina.post(
            f"{API}/contacts/{hidden.id}/{step}", "{}", content_type="application/json"
        )
        assert answer.status_code == 404
    answer = nina.post(f"{API}/offers/{uuid7()}/accept")
    assert (answer.status_code, answer.json()["code"]) == (404, "routing.no_such_offer")
    foreign = in_hand(cast.omar)
    answer = nina.post(
        f"{API}/contacts/{foreign.id}/reply", '{"text": "x"}', content_type="application/json"
    )
    assert answer.status_code == 403
