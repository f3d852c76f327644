"""On which floor do the desk's tests play? A centre with two queues, and people at their desks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.contacts.actions.customers import create_customer
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.work import take_contact
from frontlinje.routing.tests.centre_of_two_queues import document, named, queue, save

WRAP_UP_S = 60.0


UNITS = {"phone": 60, "chat": 20, "mail": 30, "web": 30, "paper": 30, "visit": 60}
QUEUES = [
    queue(
        "general",
        "north",
        wrap_up_s=WRAP_UP_S,
        channels=list(UNITS),
        addresses=["post@example.org"],
    ),
    queue("settlement", "south", visibility="team"),
    queue("forms", "north", channels=["web"], weight=2.0),
]
CODES = [
    {"code": "animals", "name": named("Animals")},
    {"code": "lambs", "name": named("Lambs"), "parent": "animals"},
    {"code": "answered", "name": named("Answered")},
]
HELLO = {
    "code": "hello",
    "title": named("Greeting"),
    "body": named("Hei {customer_name}, saken er {reference}. Hilsen {agent_name}"),
}


@pytest.fixture
def floor(cast: Cast) -> Revision:
    """Save the centre: «general» (north, wrap-up), «settlement» (south alone), «forms» (north)."""
    channels = [{"code": c, "hours": "always", "units": units} for c, units in UNITS.items()]
    return save(
        document(
            channels=channels,
            queues=QUEUES,
            wrap_up_codes=CODES,
            standard_answers=[HELLO],
            tags=[{"code": "flood", "name": named("Flood")}],
        )
    )


def came(
    queue: str = "general", channel: str = "mail", *, ago_s: float = 0.0, **facts: Any
) -> Contact:
    """Let a contact come in, so many seconds ago."""
    at = clock.now() - timedelta(seconds=ago_s)
    written = {"sender": "Kari <kari@example.org>", "subject": "Hei", "text": "Hei dere"}
    values = {"channel": channel, "queue": queue, "source": "test", **written, **facts}
    return receive_contact(Arrival(received_at=at, **values), at=at)


def in_hand(agent: User, contact: Contact | None = None, **facts: Any) -> Contact:
    """Put a contact into somebody's hands."""
    waiting = contact or came(**facts)
    return take_contact(contact_id=waiting.id, by=agent, at=clock.now())


def known_customer(cast: Cast, name: str = "Kari Eksempel", **facts: Any) -> Customer:
    """Put a customer into the register."""
    return create_customer(facts=CustomerFacts(name=name, **facts), by=cast.nina, at=clock.now())


def state_of(contact: Contact) -> State:
    """Return where a contact is now."""
    contact.refresh_from_db()
    return State(contact.state)


HTMX = {"hx-request": "true"}


@pytest.fixture
def nina(cast: Cast, floor: Revision, browser_of: Callable[[User], Client]) -> Client:
    """Return Nina's browser; she serves «general» and «forms»."""
    return browser_of(cast.nina)


@pytest.fixture
def stig(cast: Cast, floor: Revision, browser_of: Callable[[User], Client]) -> Client:
    """Return Stig's browser; he serves «settlement»."""
    return browser_of(cast.stig)


@pytest.fixture
def liv(cast: Cast, floor: Revision, browser_of: Callable[[User], Client]) -> Client:
    """Return the browser of Liv, who leads."""
    return browser_of(cast.liv)


def later(seconds: float) -> datetime:
    """Return the instant so many seconds from now."""
    return clock.now() + timedelta(seconds=seconds)
