"""Who has what at home, as far as somebody wrote it down?"""

from collections.abc import Iterable
from uuid import UUID

from frontlinje.continuity.models import HomeEquipment
from frontlinje.people.models import User


def equipment_of(users: Iterable[User]) -> dict[UUID, HomeEquipment]:
    """Return what is written down about these people; nothing of whoever was never asked."""
    rows = HomeEquipment.objects.filter(user__in=list(users)).select_related("checked_by")
    return {row.user_id: row for row in rows}
