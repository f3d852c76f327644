"""Do roles, employers and dates open what they should, to the instant, in Python and in SQL?"""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import IntegrityError

from frontlinje.base.errors import NotAllowed
from frontlinje.people.models import User
from frontlinje.people.permissions import (
    NARROW_EMPLOYERS,
    ROLE_PERMISSIONS,
    ContactScope,
    Employer,
    Permission,
    Role,
    Viewer,
    has_access,
    is_last_resort,
    may_see_contact,
    permissions_of,
    require,
)
from frontlinje.people.queries import has_access_at
from frontlinje.people.rules.account_state import AccountState, account_state
from frontlinje.people.tests.cast import Cast, person

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TICK = timedelta(microseconds=1)
INSTANTS = [None, NOW - TICK, NOW, NOW + TICK]


@pytest.mark.parametrize(
    ("access_from", "access_until", "is_active", "state"),
    [
        (None, None, True, AccountState.OPEN),
        (NOW, None, True, AccountState.OPEN),
        (NOW + TICK, None, True, AccountState.AHEAD),
        (None, NOW + TICK, True, AccountState.ENDING),
        (None, NOW, True, AccountState.ENDED),
        (None, NOW - TICK, True, AccountState.ENDED),
        (NOW + TICK, NOW + 2 * TICK, True, AccountState.AHEAD),
        (None, None, False, AccountState.CLOSED),
        (None, NOW, False, AccountState.CLOSED),
    ],
)
def test_the_end_itself_is_outside(
    access_from: datetime | None,
    access_until: datetime | None,
    is_active: bool,
    state: AccountState,
) -> None:
    dates = {"access_from": access_from, "access_until": access_until}
    assert account_state(is_active=is_active, **dates, now=NOW) is state
    is_open = has_access(is_active=is_active, **dates, now=NOW)
    assert is_open is (state in (AccountState.OPEN, AccountState.ENDING))


@pytest.mark.django_db
def test_the_database_and_python_agree_on_who_is_open() -> None:
    for n, (start, end, is_active) in enumerate(product(INSTANTS, INSTANTS, [True, False])):
        person(f"P{n}", Role.AGENT, access_from=start, access_until=end, is_active=is_active).save()
    found = set(User.objects.filter(has_access_at(NOW)))
    assert found == {user for user in User.objects.all() if user.has_access(NOW)}
    assert 0 < len(found) < 32


def test_roles_add_up_and_outside_staff_keep_less() -> None:
    both = permissions_of(["planner", "agent"], Employer.OWN)
    assert both == ROLE_PERMISSIONS[Role.PLANNER] | ROLE_PERMISSIONS[Role.AGENT]
    for employer in NARROW_EMPLOYERS:
        kept = permissions_of(Role, employer)
        assert Permission.DESK_USE in kept
        assert not kept & {
            Permission.CONTACT_READ_ALL,
            Permission.PEOPLE_MANAGE,
            Permission.CENTRE_CONFIGURE,
            Permission.SYSTEM_OPERATE,
            Permission.NATIONAL_ID_REVEAL,
            Permission.LEDGER_READ,
        }


@pytest.mark.parametrize(
    ("roles", "employer", "is_last"),
    [
        (["agent"], Employer.OWN, False),
        (["trainee"], Employer.OWN, True),
        (["adviser", "trainee"], Employer.OWN, True),
        (["agent", "trainee"], Employer.OWN, False),
        (["agent"], Employer.LENT, True),
    ],
)
def test_learners_and_borrowed_hands_come_last(
    roles: list[str], employer: Employer, is_last: bool
) -> None:
    assert is_last_resort(roles, employer) is is_last


@pytest.mark.parametrize(
    ("roles", "queues", "is_for_all", "had_it", "is_narrow", "may_see"),
    [
        (["team_leader"], set(), False, False, False, True),
        (["agent"], {"mail"}, False, False, False, True),
        (["agent"], {"chat"}, False, False, False, False),
        (["agent"], {"chat"}, True, False, False, True),
        (["agent"], {"chat"}, True, False, True, False),
        (["agent"], {"mail"}, False, False, True, True),
        (["agent"], set(), False, True, True, True),
        (["planner"], {"mail"}, True, True, False, False),
        (["system_owner"], {"mail"}, True, True, False, False),
    ],
)
def test_who_sees_a_contact(
    roles: list[str],
    queues: set[str],
    is_for_all: bool,
    had_it: bool,
    is_narrow: bool,
    may_see: bool,
) -> None:
    viewer = Viewer(
        user_id="me",
        permissions=permissions_of(roles, Employer.LENT if is_narrow else Employer.OWN),
        queues=frozenset(queues),
        is_narrow=is_narrow,
    )
    scope = ContactScope(
        queue="mail",
        is_queue_for_all=is_for_all,
        agent_ids=frozenset({"me"} if had_it else {"another"}),
    )
    assert may_see_contact(viewer, scope) is may_see


@pytest.mark.django_db
def test_a_missing_right_is_named(cast: Cast) -> None:
    require(cast.nina, Permission.DESK_USE)
    with pytest.raises(NotAllowed) as refused:
        require(cast.nina, Permission.PEOPLE_MANAGE)
    assert refused.value.params == {"permission": "people.manage"}
    assert not cast.nina.has_perm("people.delete_user")


@pytest.mark.django_db
def test_names_are_found_in_any_case(cast: Cast) -> None:
    assert User.objects.get_by_natural_key("NINA") == cast.nina


@pytest.mark.django_db
@pytest.mark.parametrize("employer", sorted(NARROW_EMPLOYERS))
def test_the_database_wants_an_end_for_outside_staff(employer: Employer) -> None:
    with pytest.raises(IntegrityError, match="outside_staff_have_an_end_date"):
        person("Lone", Role.AGENT, employer=employer).save()
