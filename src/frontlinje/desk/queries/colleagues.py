"""To whom can a contact be given? The ready first; the others with why it cannot be them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from frontlinje.centre.rules.fields import Name
from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User
from frontlinje.people.permissions import ROLE_PERMISSIONS, Permission
from frontlinje.presence.models import Status
from frontlinje.presence.queries import outlasted

MOST = 400

_DESK_ROLES = [str(role) for role, held in ROLE_PERMISSIONS.items() if Permission.DESK_USE in held]


def people_of_the_desk() -> list[tuple[UUID, str]]:
    """Return id and name of everybody who takes contacts or once did."""
    people = User.objects.filter(roles__overlap=_DESK_ROLES).order_by("name", "id")
    return list(people.values_list("id", "name"))


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody a contact could go to."""

    id: UUID
    name: str
    team: str
    serves_queue: bool
    n_in_hand: int
    obstacle: str
    """Empty when ready; else ``pause``, ``logged_off``, ``not_connected``, ``not_responding`` or
    ``shift_over``."""
    reason: Name | None
    """Of the pause or absence."""
    since_at: datetime | None

    @property
    def is_ready(self) -> bool:
        """Say whether the contact can be given to this person now."""
        return not self.obstacle


def colleagues_for(
    *, queue: str, asker: User, state: CentreState, now: datetime
) -> list[Colleague]:
    """Return who may be given a contact of this queue, those first who are ready and serve it."""
    rows = (
        User.objects.filter(roles__overlap=_DESK_ROLES, is_active=True)
        .exclude(id=asker.id)
        .exclude(access_until__lte=now)
        .exclude(access_from__gt=now)
        .annotate(
            n_in_hand=Count("contacts", filter=Q(contacts__state__in=[State.ACTIVE, State.WRAP_UP]))
        )
        .select_related("team", "site", "presence")
        .order_by("name")
    )
    document = state.document
    reasons = {one.code: one.name for one in document.pause_reasons}
    reasons |= {one.code: one.name for one in document.absence_reasons}
    over = outlasted(None, now=now)
    found = [
        _colleague(row, row.n_in_hand, queue, state, reasons, is_over=row.id in over)
        for row in rows
    ]
    found.sort(key=lambda one: (bool(one.obstacle), not one.serves_queue, one.n_in_hand))
    return found[:MOST]


def _colleague(
    user: User,
    n_in_hand: int,
    queue: str,
    state: CentreState,
    reasons: Mapping[str, Name],
    *,
    is_over: bool,
) -> Colleague:
    team = user.team
    served = state.queues_of(
        username=user.username,
        team=team.code if team else None,
        site=user.site.code if user.site else None,
    )
    presence = getattr(user, "presence", None)
    if presence is None or presence.status == Status.LOGGED_OFF:
        obstacle = Status.LOGGED_OFF.value
    elif presence.status == Status.PAUSE:
        obstacle = Status.PAUSE.value
    elif not presence.is_connected:
        obstacle = "not_connected"
    elif is_over:
        obstacle = "shift_over"
    else:
        obstacle = "not_responding" if presence.is_not_responding else ""
    return Colleague(
        id=user.id,
        name=user.name,
        team=team.name if team else "",
        serves_queue=queue in served,
        n_in_hand=n_in_hand,
        obstacle=obstacle,
        reason=reasons.get(presence.reason) if presence else None,
        since_at=presence.status_at if presence else None,
    )
