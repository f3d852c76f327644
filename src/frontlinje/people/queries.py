"""What do screens and commands want to know of people? Reads across the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from frontlinje.people.models import Skill, SkillHeld, User


def has_users() -> bool:
    """Say whether anybody has an account; a new installation has nobody yet."""
    return User.objects.exists()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which users to list; an empty value leaves the question open."""

    search: str = ""
    team: str = ""
    role: str = ""
    employer: str = ""
    access: str = "open"
    """``open``, ``ended`` (or shut, or not begun) or ``all``."""


def has_access_at(now: datetime) -> Q:
    """Return the condition of an open account (``permissions.has_access`` in SQL)."""
    return (
        Q(is_active=True)
        & (Q(access_from__isnull=True) | Q(access_from__lte=now))
        & (Q(access_until__isnull=True) | Q(access_until__gt=now))
    )


def users_listed(wanted: Wanted, *, now: datetime) -> QuerySet[User]:
    """Return the users who fit, by name, with their team and site."""
    users = User.objects.select_related("team", "site").order_by("name", "id")
    for word in wanted.search.split():
        users = users.filter(
            Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word)
        )
    if wanted.team:
        users = users.filter(team__code=wanted.team)
    if wanted.role:
        users = users.filter(roles__contains=[wanted.role])
    if wanted.employer:
        users = users.filter(employer=wanted.employer)
    if wanted.access == "open":
        users = users.filter(has_access_at(now))
    elif wanted.access == "ended":
        users = users.exclude(has_access_at(now))
    return users


@dataclass(frozen=True, slots=True)
class Held:
    """A skill and how well somebody holds it; level 0 is not held."""

    code: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A person's row in the grid of skills."""

    user: User
    skills: list[Held]


def skill_grid(users: QuerySet[User], skills: QuerySet[Skill]) -> list[HeldBy]:
    """Return people x skills with levels, in the order of both, in three queries."""
    columns = list(skills)
    levels: Mapping[tuple[UUID, int], int] = {
        (user_id, skill_id): level
        for user_id, skill_id, level in SkillHeld.objects.filter(
            user__in=users.order_by().values("id")
        ).values_list("user_id", "skill_id", "level")
    }
    return [
        HeldBy(user, [Held(s.code, str(s), levels.get((user.id, s.id), 0)) for s in columns])
        for user in users
    ]
