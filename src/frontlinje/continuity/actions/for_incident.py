"""Which incident does a plan belong to that is put into effect? An open one, a new one, or none."""

from datetime import datetime
from typing import Any

from django.db import transaction

from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.actions.incidents import open_incident
from frontlinje.continuity.models import Activation, Probe, Suggestion
from frontlinje.continuity.rules.triggers import TRIGGER, ProbeDown
from frontlinje.people.models import User


@transaction.atomic
def activate_for_new_incident(
    *, plan: str, by: User, at: datetime, reason: str, **asked: Any
) -> Activation:
    """Open an incident called by the reason, and put a plan into effect because of it.

    It began when its first sign was seen, so that the log tells of that sign as well. ``asked`` is
    what ``activate_plan`` takes besides, which also says what is raised.

    Raises
    ------
    NotAllowed
        Without ``INCIDENT_LEAD``.
    Invalid
        ``continuity.title_missing`` without a reason.
    """
    began_at = min(at, _first_sign(plan, at))
    incident = open_incident(title=reason, began_at=began_at, by=by, at=at)
    return activate_plan(plan=plan, by=by, at=at, reason=reason, incident=incident, **asked)


def _first_sign(plan: str, at: datetime) -> datetime:
    """Return when what suggests the plan was first seen; now, when nothing suggests it."""
    signs = [at]
    for suggestion in Suggestion.objects.filter(plan=plan, cleared_at__isnull=True):
        signs.append(suggestion.raised_at)
        trigger = TRIGGER.validate_python(suggestion.trigger)
        if isinstance(trigger, ProbeDown):
            down = Probe.objects.filter(code=trigger.code, is_ok=False, since__isnull=False)
            signs += [since for since in down.values_list("since", flat=True) if since]
    return min(signs)
