"""What does an agent have before them when somebody looks at the desk? A rich contact, and more."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from frontlinje.base import clock
from frontlinje.contacts.actions.cases import open_case
from frontlinje.contacts.actions.customers import create_customer
from frontlinje.contacts.actions.notes import add_note
from frontlinje.contacts.actions.reading_for_search import read_changes
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.rules.customer_facts import CustomerFacts
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions import work
from tests.screens.lively_day import let_it_live

Prepared = Mapping[str, object]

LETTER = (
    "Hei!\n\nVi har tolv storfe og fire sauer som skulle vært hentet på tirsdag, men vi har ikke "
    "hørt noe. Fødselsnummeret mitt er 13097248022 hvis dere trenger det.\n\nKan dere ringe oss i "
    "dag? Vi er i fjøset til klokka ni.\n\nHilsen Ragnhild"
)


def _rich_contact(cast: Cast) -> UUID:
    """Give Nina a contact with customer, case, note and history, others, and one parked."""
    let_it_live(cast)
    now = clock.now()
    facts = CustomerFacts(
        name="Ragnhild Eksempelgard",
        number="104711",
        address="Prøveveien 12",
        postal_code="2300",
        place="Eksempelvik",
        language="nb",
        flags=("Ring før besøk",),
        phones=("+4740000123",),
        emails=("ragnhild@example.org",),
    )
    customer = create_customer(facts=facts, by=cast.nina, at=now)
    case = open_case(title="Henting i uke 47", by=cast.nina, at=now, customer_id=customer.id)
    at = now - timedelta(minutes=26)
    arrival = Arrival(
        channel="mail",
        queue="registrations",
        source="test",
        received_at=at,
        customer=customer,
        case=case,
        subject="Når blir storfeet hentet?",
        text=LETTER,
        sender="Ragnhild Eksempelgard <ragnhild@example.org>",
        recipients=["post@example.org"],
    )
    contact = receive_contact(arrival, at=at)
    work.take_contact(contact_id=contact.id, by=cast.nina, at=now - timedelta(minutes=4))
    add_note(text="Ring fjøset, ikke huset.", by=cast.omar, at=now, contact=contact)
    _park_one(cast)
    return contact.id


def _park_one(cast: Cast) -> None:
    now = clock.now()
    waiting = Contact.objects.filter(state=State.QUEUED, reserved_for=None).order_by("id").last()
    assert waiting is not None
    work.take_contact(contact_id=waiting.id, by=cast.nina, at=now)
    later = now + timedelta(hours=3)
    work.park_contact(contact_id=waiting.id, by=cast.nina, at=now, resume_at=later)


def nina_wraps_up(cast: Cast) -> Prepared:
    """Let Nina be done with talking and not with the contact."""
    contact_id = _rich_contact(cast)
    until = clock.now() + timedelta(minutes=2)
    Contact.objects.filter(id=contact_id).update(state=State.WRAP_UP, wrap_up_until=until)
    return {"contact_id": contact_id}


def all_is_read(cast: Cast) -> Prepared:
    """Let what was written be found: Nina's contact and the notes about its customer."""
    contact_id = _rich_contact(cast)
    ragnhild = Customer.objects.get(number="104711")
    add_note(
        text="Vil helst at vi ringer til fjøset.", by=cast.omar, at=clock.now(), customer=ragnhild
    )
    while read_changes(at=clock.now()):
        pass
    return {"contact_id": contact_id}
