"""Who is planned today, who of them does not come, and what may each answer?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from frontlinje.centre.rules.state import CentreState
from frontlinje.people.models import SkillHeld, User
from frontlinje.presence.models import Shift, Status
from frontlinje.presence.queries import arranged_today, as_arranged, at_the_desk
from frontlinje.presence.rules.arranged import Arranged
from frontlinje.presence.rules.shifts import LONGEST


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody who has a shift today."""

    user: User
    shifts: list[Shift]
    absence: str
    """Why away, as the centre's reasons name it; empty for who is expected."""
    queues: frozenset[str]

    @property
    def is_absent(self) -> bool:
        """Say whether the person said that they do not come."""
        return bool(self.absence)

    def is_there(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Say whether the person works at least half of an hour."""
        worked = sum(
            (
                min(shift.ends_at, ends_at) - max(shift.starts_at, starts_at)
                for shift in self.shifts
                if shift.starts_at < ends_at and starts_at < shift.ends_at
            ),
            timedelta(),
        )
        return not self.is_absent and worked * 2 >= ends_at - starts_at


def planned_today(state: CentreState, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """Return everybody who has a shift today, by name."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = midnight + timedelta(days=1)
    shifts: defaultdict[UUID, list[Shift]] = defaultdict(list)
    rows = Shift.objects.filter(
        starts_at__gt=midnight - LONGEST, starts_at__lt=ends, ends_at__gt=midnight
    )
    for shift in rows.order_by("starts_at"):
        shifts[shift.user_id].append(shift)
    held: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for user, skill, level in SkillHeld.objects.values_list("user_id", "skill__code", "level"):
        held[user][skill] = level
    users = at_the_desk(now).select_related("team", "site", "presence").filter(id__in=list(shifts))
    arranged = arranged_today(users, state, now=now)
    return [
        Planned(
            user,
            [as_arranged(one, arranged.get(user.id, Arranged()), state) for one in shifts[user.id]],
            _absence(user, midnight),
            _queues(state, user, held[user.id]),
        )
        for user in users
    ]


def _absence(user: User, midnight: datetime) -> str:
    presence = getattr(user, "presence", None)
    if presence is None or presence.status != Status.LOGGED_OFF or presence.status_at < midnight:
        return ""
    return str(presence.reason)


def _queues(state: CentreState, user: User, held: Mapping[str, int]) -> frozenset[str]:
    """Return the queues that somebody may answer: by answer group, skills and levels."""
    own = state.queues_of(username=user.username, team=user.team.code if user.team else None)
    return frozenset(
        code
        for code in own
        if all(
            held.get(demand.skill, 0) >= (1 if demand.relax_per_min else demand.level)
            for demand in state.queues[code].demands
        )
    )
