"""How is a plan put back into effect that somebody ended by mistake? With the same choice."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict
from frontlinje.centre.rules.document import plain_form
from frontlinje.continuity.actions.activating import activate_plan
from frontlinje.continuity.models import Activation
from frontlinje.continuity.queries.plans import activation, document_of, latest_version
from frontlinje.continuity.rules.incident_log import AGAIN
from frontlinje.people.models import User


@transaction.atomic
def put_back_into_effect(*, activation_id: UUID, by: User, at: datetime) -> Activation:
    """Activate a plan anew as it was: the measures, end, reason, incident and announcement.

    Raises
    ------
    NotAllowed, NotFound
        As ``activate_plan``.
    Conflict
        ``continuity.plan_changed_since`` when the plan no longer has all of the measures, and what
        ``activate_plan`` raises.
    Invalid
        ``continuity.ends_in_the_past`` when its time is over.
    """
    row = activation(activation_id)
    plan = document_of(latest_version(row.version.plan_id))
    chosen = [n for n, one in enumerate(plan.measures) if plain_form(one) in row.measures]
    if len(chosen) < len(row.measures):
        raise Conflict("continuity.plan_changed_since", plan=plan.code)
    return activate_plan(
        plan=plan.code,
        by=by,
        at=at,
        reason=row.reason,
        until_at=row.until_at,
        chosen=chosen,
        source=AGAIN,
        incident=row.incident,
        is_announced=row.announcement_id is not None,
    )
