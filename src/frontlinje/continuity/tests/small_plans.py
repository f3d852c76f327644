"""Plans for tests, as plain data that each test may bend, for the centre of two queues."""

from datetime import datetime
from typing import Any

from frontlinje.continuity.actions.plans import save_plan
from frontlinje.continuity.models import PlanVersion
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.routing.tests.centre_of_two_queues import NOON, named

HOUR_S = 3600.0
CLOSE_PHONE = {"kind": "close_channels", "channels": ["phone"], "alternative": "web"}
MIX_TEAMS = {"kind": "add_groups", "groups": ["south"], "queues": {"codes": ["general"]}}
CALL_TREE = {
    "kind": "checklist",
    "title": named("Ring rundt"),
    "items": [
        {"text": named("Ring laget"), "owner": "Liv", "due_min": 30},
        {"text": named("Ring leverandøren"), "owner_role": "centre_head"},
    ],
}
TOLD = {"title": named("Telefonen er nede"), "body": named("Bruk skjemaet på nettet.")}


def plan(code: str = "phone-down", **changes: Any) -> PlanDocument:
    """Return a plan that closes the phone for four hours and lets the other team help."""
    given = {
        "code": code,
        "name": named("Telefonen nede"),
        "purpose": named("Svar skriftlig."),
        "scenario": "phone-down",
        "measures": [CLOSE_PHONE, MIX_TEAMS, CALL_TREE],
        "expires_after_s": 4 * HOUR_S,
    }
    return PlanDocument.model_validate(given | changes)


def saved(code: str = "phone-down", *, at: datetime = NOON, **changes: Any) -> PlanVersion:
    """Save such a plan."""
    return save_plan(document=plan(code, **changes), by=None, at=at)
