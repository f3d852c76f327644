"""Which day do the plans meet? A morning at the sample centre, the same one every time.

Everybody has a shift; some are ill, at lunch, at home or busy, and one team has less to do than the
others. What they could be given, they have been given: the rest waits.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from frontlinje.centre.actions import import_file, save_revision
from frontlinje.centre.queries import base_document
from frontlinje.centre.rules.document import CentreDocument, plain_form
from frontlinje.config.demo.seeding import CENTRE
from frontlinje.config.demo.staff import employ_staff
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.continuity.actions.plans import load_library
from frontlinje.people.models import User
from frontlinje.presence.actions import declare_status, note_connections
from frontlinje.presence.models import Shift, Status
from frontlinje.routing.actions.offers import accept_offer
from frontlinje.routing.actions.sweeping import sweep
from frontlinje.routing.models import Offer

NOON: Final = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
"""A Tuesday, noon in Oslo."""

N_CONTACTS: Final = 34
_SEED: Final = 2103
_ILL: Final = ("bjarne", "hedvig", "magne")
_AT_LUNCH: Final = ("kare", "oddny")
_AT_HOME: Final = ("cecilie", "dagfinn", "liv")
_LANES: Final = (
    ("registrations", "phone"),
    ("registrations", "mail"),
    ("registrations", "web"),
    ("portal", "mail"),
    ("portal", "chat"),
    ("switchboard", "phone"),
)


def let_the_day_come() -> None:
    """Open the sample centre with the library's plans, and play its morning until noon."""
    _open(at=NOON - timedelta(days=1))
    load_library(at=NOON - timedelta(days=1))
    employ_staff(at=NOON - timedelta(days=1))
    _sit_down(at=NOON - timedelta(hours=4))
    chance = Random(_SEED)
    for number in range(N_CONTACTS):
        queue, channel = chance.choice(_LANES)
        at = NOON - timedelta(minutes=chance.triangular(1, 14, 5))
        arrival = Arrival(
            channel=channel,
            queue=queue,
            source="test",
            received_at=at,
            subject=f"Nr. {number}",
            # Hard cases ask more than the queue does.
            demands=[{"skill": "difficult", "level": 6}] if number % 11 == 0 else [],
        )
        receive_contact(arrival, at=at)
    _work(at=NOON - timedelta(seconds=30))


def _open(*, at: datetime) -> None:
    """Open the sample centre with a chat, and with a way out for what comes to a closed door."""
    outcome = import_file(CENTRE.read_bytes(), by=None, reason="", at=at)
    plain = plain_form(base_document())
    plain["channels"].append({"code": "chat", "hours": "always", "units": 20})
    portal, general = plain["queues"][2:4]
    for queue in (portal, general):
        queue["channels"].append("chat")
    way_out = {"code": "closed", "when": {"is_closed": True}}
    portal["overflow"].append({**way_out, "then": [{"do": "send", "queue": "general"}]})
    document = CentreDocument.model_validate(plain)
    save_revision(document=document, by=None, reason="", based_on=outcome.revision, at=at)


def _sit_down(*, at: datetime) -> None:
    everybody = list(User.objects.order_by("username"))
    for user in everybody:
        Shift.objects.create(user=user, starts_at=at, ends_at=at + timedelta(hours=8))
    there = [user for user in everybody if user.username not in _ILL]
    note_connections([user.id for user in there], at=NOON)
    for seconds, user in enumerate(there):
        since = at + timedelta(seconds=seconds)
        place = "home" if user.username in _AT_HOME else "office"
        declare_status(user=user, status=Status.READY, at=since, by=user.id, place=place)
        if user.username in _AT_LUNCH:
            lunch_at = NOON - timedelta(minutes=10)
            declare_status(user=user, status=Status.PAUSE, reason="lunch", at=lunch_at, by=user.id)


def _work(*, at: datetime) -> None:
    """Let everybody take what they are offered, until nothing is offered any more."""
    sweep(at=at)
    while offers := Offer.objects.filter(outcome__isnull=True).select_related("agent"):
        for offer in offers:
            accept_offer(offer_id=offer.id, by=offer.agent, at=at)
        sweep(at=at)
