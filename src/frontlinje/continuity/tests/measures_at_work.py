"""How do the tests of measures play? A plan of a few measures, put into effect and ended."""

from typing import Any

from frontlinje.base import clock
from frontlinje.contacts.models import Contact
from frontlinje.continuity.actions.activating import activate_plan, end_activation
from frontlinje.continuity.models import Activation
from frontlinje.continuity.tests.small_plans import saved
from frontlinje.people.models import User
from frontlinje.routing.actions.dispatching import dispatch
from frontlinje.routing.actions.sweeping import sweep
from frontlinje.routing.models import Offer
from frontlinje.routing.tests.centre_of_two_queues import NOON, after

PLAN = "measure"


def begin(*measures: dict[str, Any], by: User | None = None, is_live: bool = False) -> Activation:
    """Put these measures into effect, at noon or, for whoever looks by a browser, now."""
    at = clock.now() if is_live else NOON
    saved(PLAN, at=at, measures=list(measures))
    return activate_plan(plan=PLAN, by=by, at=at, reason="Prøve")


def end(made: Activation, seconds: float) -> None:
    """End it so many seconds past noon."""
    end_activation(activation_id=made.id, by=None, at=after(seconds), reason="Over")


def offered_to(contact: Contact, *, seconds: float = 10) -> list[str]:
    """Return to whom a contact is offered when routing looks again; overflow runs too."""
    sweep(at=after(seconds))
    dispatch(at=after(seconds))
    live = Offer.objects.filter(contact=contact, outcome__isnull=True)
    return list(live.values_list("agent__username", flat=True))
