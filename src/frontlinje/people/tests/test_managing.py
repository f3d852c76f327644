"""Who may change whose rights, and who can be relied on to let others in?"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest

from frontlinje.people.permissions import (
    NARROW_EMPLOYERS,
    ROLE_PERMISSIONS,
    Employer,
    Permission,
    Role,
    permissions_of,
)
from frontlinje.people.rules.managing import is_lasting_owner, may_manage

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("actor", "other", "allowed"),
    [
        (Role.SYSTEM_OWNER, Role.SYSTEM_OWNER, True),
        (Role.SYSTEM_OWNER, Role.AGENT, True),
        (Role.CENTRE_HEAD, Role.CENTRE_HEAD, True),
        (Role.CENTRE_HEAD, Role.TEAM_LEADER, True),
        (Role.CENTRE_HEAD, Role.AGENT, True),
        (Role.CENTRE_HEAD, Role.SYSTEM_OWNER, False),
        (Role.TEAM_LEADER, Role.AGENT, False),
        (Role.PLANNER, Role.TRAINEE, False),
        (Role.AGENT, Role.AGENT, False),
    ],
)
def test_who_manages_whom(actor: Role, other: Role, allowed: bool) -> None:
    assert may_manage(ROLE_PERMISSIONS[actor], ROLE_PERMISSIONS[other]) is allowed


def _everybody(employers: Iterable[Employer]) -> set[frozenset[Permission]]:
    """Return the rights of every person there can be: any roles, any of these employers."""
    return {
        permissions_of(roles, employer)
        for n in range(len(Role) + 1)
        for roles in combinations(Role, n)
        for employer in employers
    }


def test_nobody_but_a_system_owner_hands_out_more_than_they_have() -> None:
    people = _everybody(Employer)
    assert len(people) > 20
    for actor, other in product(people, people):
        if may_manage(actor, other) and Permission.SYSTEM_OPERATE not in actor:
            assert other <= actor


def test_outside_staff_manage_nobody() -> None:
    assert not any(may_manage(actor, frozenset()) for actor in _everybody(NARROW_EMPLOYERS))


@pytest.mark.parametrize(
    ("changed", "lasts"),
    [
        ({}, True),
        ({"roles": ["centre_head"]}, False),
        ({"employer": "lent"}, False),
        ({"is_active": False}, False),
        ({"access_from": NOW}, True),
        ({"access_from": NOW + timedelta(seconds=1)}, False),
        ({"access_until": NOW + timedelta(days=3650)}, False),
    ],
)
def test_a_lasting_owner_is_open_now_and_never_ends(
    changed: dict[str, object], lasts: bool
) -> None:
    facts = {
        "roles": ["agent", "system_owner"],
        "employer": "own",
        "is_active": True,
        "access_from": None,
        "access_until": None,
    }
    assert is_lasting_owner(**(facts | changed), now=NOW) is lasts  # type: ignore[arg-type]
