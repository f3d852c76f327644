"""Which room listens to which event? All connections between rooms, in one place.

Listeners run after the commit, in the process that made the change, so that a freed agent gets
the next contact at once. What they would have done, the worker's sweep finds as well.
"""

from collections.abc import Sequence

from frontlinje.base import clock
from frontlinje.centre.events import CentreChanged, OverrideEnded, OverrideMoved, OverridePlaced
from frontlinje.contacts.events import ContactMoved
from frontlinje.contacts.rules.lifecycle import LIVE, State
from frontlinje.ledger.events import LedgerEvent
from frontlinje.ledger.listeners import listen
from frontlinje.portal.tasks import export_status_soon
from frontlinje.presence.events import ConnectionChanged, RespondsAgain, StatusDeclared
from frontlinje.presence.models import Status
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.offers import withdraw_offers
from frontlinje.routing.models import Outcome


def connect_rooms() -> None:
    """Tell every listener what to listen to; called once when Django starts."""
    listen(take_back_offers, StatusDeclared)
    listen(offer_arrivals, ContactMoved)
    listen(
        offer_to_whoever_is_free,
        ContactMoved,
        StatusDeclared,
        ConnectionChanged,
        RespondsAgain,
        CentreChanged,
        OverridePlaced,
        OverrideEnded,
    )
    listen(export_status_soon, CentreChanged, OverridePlaced, OverrideMoved, OverrideEnded)


def take_back_offers(events: Sequence[LedgerEvent]) -> None:
    """Take back what is on offer to people who are no longer ready."""
    gone = {
        event.agent_id
        for event in events
        if isinstance(event, StatusDeclared) and event.to_state != Status.READY
    }
    if gone:
        withdraw_offers(
            gone, at=clock.now(), by=None, outcome=Outcome.WITHDRAWN, reason="not_ready"
        )


def offer_arrivals(events: Sequence[LedgerEvent]) -> None:
    """Offer contacts that just came into a queue."""
    arrived = [
        event.contact_id
        for event in events
        if isinstance(event, ContactMoved) and event.to_state == State.QUEUED
    ]
    if arrived and not any(_frees_an_agent(event) for event in events):
        dispatch(at=clock.now(), only=arrived)


def offer_to_whoever_is_free(events: Sequence[LedgerEvent]) -> None:
    """Look at the whole backlog when an agent became free, came back, or the centre changed."""
    if any(_frees_an_agent(event) for event in events):
        dispatch(at=clock.now())


def _frees_an_agent(event: LedgerEvent) -> bool:
    match event:
        case ContactMoved(from_state=before, to_state=after):
            # After accepting a chat there may be room for another: that counts as free too.
            return before in LIVE and after != State.WRAP_UP
        case StatusDeclared(to_state=status):
            return status == Status.READY
        case ConnectionChanged(to_state=connection):
            return connection == "connected"
        case RespondsAgain() | CentreChanged() | OverridePlaced() | OverrideEnded():
            return True
    return False
