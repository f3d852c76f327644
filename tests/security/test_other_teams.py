"""Does what is kept to one team stay with it, on every address that names a thing?

A contact of the settlement queue belongs to the team in the south. Nina, in the north, knows the
ids of everything in it and tries them on every address there is, those of tomorrow included.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.contacts.actions.cases import link_contact, open_case
from frontlinje.contacts.actions.drafts import save_draft
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.models import Attachment, Contact, Draft, Message, Note
from frontlinje.contacts.tests.small_centre import arrive, centre, customer
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, Role, may
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.models import Offer
from tests.security.addresses import Address, every_address, walk

__all__ = ["centre"]

pytestmark = pytest.mark.django_db

SECRET = "Hemmeligheten"
KEPT_TO_THE_TEAM = {"contact_id", "message_id", "attachment_id", "note_id", "offer_id"}
"""Parameters that name something inside a contact: whoever may not read it finds nothing."""

Things = Mapping[str, object]
Browser = Callable[[User], Client]


@pytest.fixture
def things(centre: Cast) -> Things:
    """Return what there is about one contact of the south, by the names that addresses use."""
    now = clock.now()
    ola = customer("Ola Kunde", centre.stig)
    contact = arrive("settlement", at=now, subject=f"{SECRET} 1", text=f"{SECRET} 2", customer=ola)
    message = Message.objects.get(contact=contact)
    attachment = Attachment.objects.create(
        message=message, name=f"{SECRET} 3.txt", content_type="text/plain", size=1, sha256="0" * 64
    )
    note = add_note(text=f"{SECRET} 4", by=centre.stig, at=now, contact=contact)
    save_draft(contact_id=contact.id, user=centre.stig, text=f"{SECRET} 5", sequence=1, at=now)
    case = open_case(title="Sak", customer_id=ola.id, by=centre.stig, at=now)
    link_contact(contact_id=contact.id, case_id=case.id, by=centre.stig, at=now)
    offer = Offer.objects.create(
        contact=contact, agent=centre.stig, made_at=now, deadline_at=now + timedelta(minutes=5)
    )
    return {
        "contact_id": contact.id,
        "message_id": message.id,
        "attachment_id": attachment.id,
        "note_id": note.id,
        "offer_id": offer.id,
        "customer_id": ola.id,
        "case_id": case.id,
    }


def _tries(address: Address, client: Client, things: Things) -> str | None:
    for method in address.methods:
        answer = client.generic(method, address.path_to(things))
        body = b"".join(answer) if answer.streaming else answer.content
        if SECRET.encode() in body:
            return f"{method} {address.route} tells the secret"
        is_inside = address.parameters & KEPT_TO_THE_TEAM
        # The API reads what was sent before it looks for the thing.
        refusals = {403, 404, 405} | ({422} if address.route.startswith("/api/") else set())
        if is_inside and answer.status_code not in refusals:
            return f"{method} {address.route}: {answer.status_code}"
    return None


def _state_of_all() -> list[object]:
    tables = (Contact, Message, Attachment, Note, Draft, Offer)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("name", ["nina", "lea", "pia"])
def test_nobody_outside_the_team_reads_or_changes_anything(
    centre: Cast, things: Things, browser_of: Browser, name: str
) -> None:
    before = _state_of_all()
    intruder: User = getattr(centre, name)
    found = [_tries(address, client, things) for address, client in walk(browser_of, intruder)]
    assert "\n".join(filter(None, found)) == ""
    assert _state_of_all() == before


def test_a_lent_leader_reads_or_moves_nothing_of_another_team(
    centre: Cast, things: Things, browser_of: Browser
) -> None:
    """Leaders move others' contacts, but who is lent to us leads only what they may read."""
    User.objects.filter(id=centre.lea.id).update(roles=[Role.TEAM_LEADER.value])
    lent = User.objects.get(id=centre.lea.id)
    assert may(lent, Permission.CONTACT_REASSIGN)
    before = _state_of_all()
    found = [_tries(address, client, things) for address, client in walk(browser_of, lent)]
    assert "\n".join(filter(None, found)) == ""
    assert _state_of_all() == before


def test_a_stranger_learns_nothing(things: Things) -> None:
    found = [
        f"{address.route} tells the secret"
        for address in every_address()
        if SECRET.encode() in Client().get(address.path_to(things)).content
    ]
    assert found == []


def test_the_team_itself_reads_it(centre: Cast, things: Things, browser_of: Browser) -> None:
    """The walk proves something only if its addresses show the secret to those who may see it."""
    stig = browser_of(centre.stig)
    shown = [
        address.route
        for address in every_address()
        if "GET" in address.methods
        and (answer := stig.get(address.path_to(things))).status_code == 200
        and not answer.streaming
        and SECRET.encode() in answer.content
    ]
    assert "desk/contacts/<uuid:contact_id>/" in shown
    assert any("timeline" in route for route in shown)
