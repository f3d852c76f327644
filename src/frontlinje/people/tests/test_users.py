"""Can accounts be made and changed by those who may, and is everything that changed recorded?"""

from datetime import UTC, datetime
from typing import Any

import pytest

from frontlinje.base.errors import Conflict, FrontlinjeError, Invalid, NotAllowed, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.ledger.models import Event
from frontlinje.people.actions import NewUser, change_own_profile, change_user, create_user
from frontlinje.people.models import Team, User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def _new(**facts: Any) -> NewUser:
    return NewUser(**{"username": "ny", "name": "Ny Prøve", "roles": ["agent"]} | facts)


def test_a_new_user_is_kept_and_recorded(cast: Cast, north: Team) -> None:
    user = create_user(
        _new(username=" Ny.Prøve ".replace("ø", "o"), team=north, roles=["trainee", "agent"]),
        at=AT,
        by=cast.hedda,
    )
    user.refresh_from_db()
    assert (user.username, user.roles, user.team) == ("ny.prove", ["agent", "trainee"], north)
    assert not user.has_usable_password()
    event = Event.objects.get()
    assert (event.kind, event.agent_id, event.by) == ("user.created", user.id, cast.hedda.id)
    assert event.body["after"]["team"] == "north"
    assert f"agent:{user.id}" in event.topics


def test_nobody_hands_out_rights_they_do_not_have(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="more_than_own"):
        create_user(_new(roles=["system_owner"]), at=AT, by=cast.hedda)
    with pytest.raises(NotAllowed, match="missing_permission"):
        create_user(_new(), at=AT, by=cast.liv)
    assert not Event.objects.exists()
    create_user(_new(roles=["centre_head"]), at=AT, by=cast.olav)


def test_outside_staff_with_a_high_role_count_by_what_is_left_of_it(cast: Cast) -> None:
    facts = _new(
        roles=["system_owner"], employer="agency", access_until=datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert create_user(facts, at=AT, by=cast.hedda).permissions <= cast.hedda.permissions


@pytest.mark.parametrize(
    ("facts", "error", "code"),
    [
        ({"username": "x"}, Invalid, "people.bad_username"),
        ({"username": "two words"}, Invalid, "people.bad_username"),
        ({"username": "NINA"}, Conflict, "people.username_taken"),
        ({"name": "  "}, Invalid, "people.bad_name"),
        ({"roles": []}, Invalid, "people.no_role"),
        ({"roles": ["king"]}, Invalid, "people.unknown_role"),
        ({"employer": "pirates"}, Invalid, "people.unknown_employer"),
        ({"employer": "lent"}, Invalid, "people.end_date_missing"),
        ({"access_from": AT, "access_until": AT}, Invalid, "people.ends_before_it_starts"),
        ({"contract_share": 0}, Invalid, "people.bad_contract_share"),
        ({"email": "nobody"}, Invalid, "people.bad_email"),
        ({"phone": "call me"}, Invalid, "people.bad_phone"),
        ({"ui_language": "tlh"}, Invalid, "people.bad_ui_language"),
        ({"languages": ["norsk bokmål"]}, Invalid, "people.bad_languages"),
    ],
)
def test_what_cannot_be_used_is_refused(
    cast: Cast, facts: dict[str, Any], error: type[FrontlinjeError], code: str
) -> None:
    n_users = User.objects.count()
    with pytest.raises(error) as caught:
        create_user(_new(**facts), at=AT, by=cast.hedda)
    assert caught.value.code == code
    assert User.objects.count() == n_users


def test_a_weak_password_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="weak_password"):
        create_user(_new(), at=AT, by=None, password="12345")
    with pytest.raises(Invalid, match="weak_password"):
        create_user(_new(name="Ragnfrid Prøve"), at=AT, by=None, password="ragnfrid prøve")
    user = create_user(_new(), at=AT, by=None, password="rått og tørt ved")
    assert user.check_password("rått og tørt ved")


def test_only_what_changed_is_recorded(cast: Cast, south: Team) -> None:
    change_user(
        cast.nina.id, at=AT, by=cast.hedda, name=cast.nina.name, team=south, contract_share=80
    )
    event = Event.objects.get()
    assert event.body == {
        "before": {"team": "north", "contract_share": 100},
        "after": {"team": "south", "contract_share": 80},
    }
    change_user(cast.nina.id, at=AT, by=cast.hedda, contract_share=80)
    assert Event.objects.count() == 1


def test_a_username_can_change_but_not_to_one_that_is_taken(cast: Cast) -> None:
    with pytest.raises(Conflict, match="username_taken"):
        change_user(cast.nina.id, at=AT, by=cast.hedda, username="Omar")
    assert change_user(cast.nina.id, at=AT, by=cast.hedda, username="Nina2").username == "nina2"


def test_roles_are_not_smuggled_in_as_facts(cast: Cast) -> None:
    with pytest.raises(Invalid, match="not_changed_here"):
        change_user(cast.nina.id, at=AT, by=cast.hedda, roles=["system_owner"])
    with pytest.raises(Invalid, match="not_changed_here"):
        change_own_profile(by=cast.nina, at=AT, contract_share=100)


def test_a_centre_head_cannot_touch_a_system_owner(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="more_than_own"):
        change_user(cast.olav.id, at=AT, by=cast.hedda, email="hedda@example.org")


def test_everybody_changes_their_own_phone_and_language(cast: Cast) -> None:
    change_own_profile(by=cast.tiril, at=AT, phone="+47 12 34 56 78", ui_language="sv")
    cast.tiril.refresh_from_db()
    assert (cast.tiril.phone, cast.tiril.ui_language) == ("+47 12 34 56 78", "sv")
    assert Event.objects.get().by == cast.tiril.id


def test_somebody_who_does_not_exist_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound, match="no_such_user"):
        change_user(uuid7(), at=AT, by=cast.hedda, name="X")
