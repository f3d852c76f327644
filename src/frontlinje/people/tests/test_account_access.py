"""Do roles and dates change only by those who may, and does somebody always hold the keys?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.base.ids import uuid7
from frontlinje.ledger.models import Event
from frontlinje.people.actions import close_account, open_account, set_access, set_roles
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from frontlinje.people.tests.cast import Cast, person

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_roles_are_set_and_recorded(cast: Cast) -> None:
    set_roles(cast.nina.id, roles=["team_leader", "agent"], at=AT, by=cast.hedda)
    cast.nina.refresh_from_db()
    assert cast.nina.roles == ["agent", "team_leader"]
    event = Event.objects.get()
    assert event.body == {"before": ["agent"], "after": ["agent", "team_leader"]}
    set_roles(cast.nina.id, roles=["team_leader", "agent"], at=AT, by=cast.hedda)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("role", [Role.SYSTEM_OWNER, Role.CENTRE_HEAD])
def test_nobody_raises_themselves(cast: Cast, role: Role) -> None:
    for climber in (cast.nina, cast.liv, cast.pia):
        with pytest.raises(NotAllowed):
            set_roles(climber.id, roles=[role], at=AT, by=climber)
    if role == Role.SYSTEM_OWNER:
        with pytest.raises(NotAllowed):
            set_roles(cast.hedda.id, roles=[role, "centre_head"], at=AT, by=cast.hedda)


def test_a_centre_head_cannot_take_a_system_owner_down(cast: Cast) -> None:
    for action in (
        partial(set_roles, cast.olav.id, roles=["trainee"], at=AT, by=cast.hedda),
        partial(close_account, cast.olav.id, at=AT, by=cast.hedda),
        partial(_end, cast.olav, AT, by=cast.hedda),
    ):
        with pytest.raises(NotAllowed, match="more_than_own"):
            action()


def _end(user: User, until: datetime | None, by: User | None) -> User:
    return set_access(
        user.id, employer=user.employer, access_from=None, access_until=until, at=AT, by=by
    )


def test_a_lent_leader_does_not_become_our_own_by_themselves(cast: Cast) -> None:
    lent = person("Lone", Role.CENTRE_HEAD, employer="lent", access_until=AT + timedelta(days=9))
    lent.save()
    with pytest.raises(NotAllowed):
        set_access(lent.id, employer="own", access_from=None, access_until=None, at=AT, by=lent)


def test_the_last_system_owner_stays(cast: Cast) -> None:
    for action in (
        partial(set_roles, cast.olav.id, roles=["agent"], at=AT, by=None),
        partial(close_account, cast.olav.id, at=AT, by=cast.olav),
        partial(_end, cast.olav, AT + timedelta(days=365), by=cast.olav),
    ):
        with pytest.raises(Conflict, match="last_owner"):
            action()
    assert not Event.objects.exists()
    person("Oda", Role.SYSTEM_OWNER).save()
    close_account(cast.olav.id, at=AT, by=None)


def test_an_owner_who_leaves_some_day_does_not_count_as_the_other_one(cast: Cast) -> None:
    person("Oda", Role.SYSTEM_OWNER, access_until=AT + timedelta(days=1)).save()
    with pytest.raises(Conflict, match="last_owner"):
        close_account(cast.olav.id, at=AT, by=None)


def test_outside_staff_need_an_end(cast: Cast) -> None:
    with pytest.raises(Invalid, match="end_date_missing"):
        _end(cast.lea, None, by=cast.hedda)
    later = AT + timedelta(days=30)
    _end(cast.lea, later, by=cast.hedda)
    assert Event.objects.get().body["after"] == {"access_until": later.isoformat()}


def test_a_shut_account_opens_again(cast: Cast) -> None:
    close_account(cast.nina.id, at=AT, by=cast.hedda, reason="on leave")
    assert not User.objects.get(id=cast.nina.id).has_access(AT)
    open_account(cast.nina.id, at=AT, by=cast.hedda)
    assert User.objects.get(id=cast.nina.id).has_access(AT)
    reasons = list(Event.objects.order_by("id").values_list("kind", "reason"))
    assert reasons == [("user.access_set", "on leave"), ("user.access_set", "")]


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_shut_each_other_out_leave_one() -> None:
    owners = [person("Olav", Role.SYSTEM_OWNER), person("Oda", Role.SYSTEM_OWNER)]
    for owner in owners:
        owner.id = uuid7()
        owner.save(force_insert=True)
    for _ in range(5):
        User.objects.update(is_active=True)
        together = Barrier(2)

        def shut(user_id: UUID, together: Barrier = together) -> str:
            try:
                together.wait(timeout=10)
                close_account(user_id, at=AT, by=None)
            except Conflict as error:
                return error.code
            else:
                return "shut"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as threads:
            outcomes = sorted(threads.map(shut, [owner.id for owner in owners]))
        assert outcomes == ["people.last_owner", "shut"]
        assert User.objects.filter(is_active=True).count() == 1
