"""Whom does one ring when nothing else works? Everybody with access, team by team."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from frontlinje.people.models import Team, User
from frontlinje.people.permissions import Role
from frontlinje.people.queries import has_access_at


@dataclass(frozen=True, slots=True)
class Branch:
    """A team, whose leaders ring the others; no team for those who have none."""

    team: Team | None
    leaders: list[User]
    members: list[User]


def phone_tree(now: datetime) -> list[Branch]:
    """Return everybody with access, by team; those without a team come first and ring the rest."""
    users = User.objects.filter(has_access_at(now)).select_related("team")
    ordered = sorted(users, key=lambda user: (_team_name(user), user.name, str(user.id)))
    branches = []
    for _, group in groupby(ordered, key=lambda user: user.team_id):
        people = list(group)
        leaders = [user for user in people if Role.TEAM_LEADER in user.roles]
        members = [user for user in people if Role.TEAM_LEADER not in user.roles]
        branches.append(Branch(people[0].team, leaders, members))
    return branches


def _team_name(user: User) -> tuple[str, str]:
    return (user.team.name, user.team.code) if user.team is not None else ("", "")
