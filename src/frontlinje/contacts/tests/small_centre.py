"""Which centre do these tests play in? One queue for all, two kept to a team, always open."""

from datetime import UTC, datetime
from typing import Any

import pytest

from frontlinje.centre.actions import save_revision
from frontlinje.centre.queries import effective_state
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.contacts.actions.customers import create_customer
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.queries import viewer_of
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def _named(word: str) -> dict[str, str]:
    return {"nb": word, "sv": word, "en": word}


def _queue(code: str, group: str, visibility: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": _named(code.capitalize()),
        "channels": ["phone", "mail", "web", "chat"],
        "groups": [group],
        "promise_s": 600,
        "visibility": visibility,
    }


@pytest.fixture
def centre(cast: Cast) -> Cast:
    """Save the centre and return who works there."""
    always = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
    sections: dict[str, Any] = {
        "name": _named("Prøvesenteret"),
        "hours": [{"code": "always", "name": _named("Always"), "week": always}],
        "channels": [
            {"code": code, "hours": "always", "units": 60}
            for code in ("phone", "mail", "web", "chat")
        ],
        "groups": [
            {"code": "north", "name": _named("North"), "teams": ["north"]},
            {"code": "south", "name": _named("South"), "teams": ["south"]},
        ],
        "queues": [
            _queue("general", "north", "centre"),
            _queue("settlement", "south", "team"),
            _queue("archive", "north", "team"),
        ],
    }
    document = CentreDocument.model_validate(sections)
    save_revision(document=document, by=None, reason="", based_on=None, at=NOON)
    return cast


def viewer(user: User) -> ContactViewer:
    """Return somebody as they look at contacts in the small centre."""
    return viewer_of(user, effective_state(NOON))


def arrive(
    queue: str = "general", channel: str = "mail", *, at: datetime = NOON, **facts: Any
) -> Contact:
    """Receive a contact."""
    values: dict[str, Any] = {"subject": "Hei", "text": "Hei dere", **facts}
    arrival = Arrival(channel=channel, queue=queue, source="test", received_at=at, **values)
    return receive_contact(arrival, at=at)


def customer(name: str, by: User, *, at: datetime = NOON, **facts: Any) -> Customer:
    """Put somebody into the register."""
    return create_customer(facts=CustomerFacts(name=name, **facts), by=by, at=at)
