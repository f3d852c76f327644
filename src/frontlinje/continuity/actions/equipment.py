"""How is it written down what people have at home?"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Invalid
from frontlinje.continuity.events import EquipmentChecked
from frontlinje.continuity.models import HomeEquipment
from frontlinje.continuity.rules.equipment import EQUIPMENT
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

TOPICS = ("centre",)


@transaction.atomic
def write_equipment(*, user_id: UUID, has: Collection[str], by: User, at: datetime) -> bool:
    """Write down what somebody has at home; return whether that was news.

    Records ``EquipmentChecked``.

    Raises
    ------
    NotAllowed
        Without ``PLAN_ACTIVATE``.
    Invalid
        ``continuity.no_such_equipment``.
    """
    require(by, Permission.PLAN_ACTIVATE)
    if not set(has) <= set(EQUIPMENT):
        raise Invalid("continuity.no_such_equipment")
    after = [thing for thing in EQUIPMENT if thing in has]
    row = HomeEquipment.objects.select_for_update().filter(user=user_id).first()
    if row is not None and row.has == after:
        return False
    facts = {"has": after, "checked_at": at, "checked_by": by}
    HomeEquipment.objects.update_or_create(user_id=user_id, defaults=facts)
    event = EquipmentChecked(agent_id=user_id, before=row.has if row else None, after=after)
    record(event, at=at, by=by.id, topics=TOPICS)
    return True
