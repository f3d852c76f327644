"""How does somebody get an account, and how do the facts about them change?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from frontlinje.base.errors import Conflict, Invalid
from frontlinje.ledger.actions import record
from frontlinje.people.actions.facts import (
    check_access,
    check_fact,
    usable_roles,
    usable_username,
)
from frontlinje.people.actions.rights import actor_id, locked_user, require_manage, topics_of
from frontlinje.people.actions.sign_in import check_password
from frontlinje.people.events import UserChanged, UserCreated
from frontlinje.people.models import Site, Team, User
from frontlinje.people.permissions import Employer, permissions_of

PLAIN_FACTS = frozenset(
    {
        "username",
        "name",
        "email",
        "phone",
        "team",
        "site",
        "contract_share",
        "ui_language",
        "languages",
    }
)
"""What ``change_user`` changes; roles, skills and access have actions of their own."""
OWN_FACTS = frozenset({"phone", "ui_language"})
"""What everybody may change of themselves."""


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """Somebody who is to get an account."""

    username: str
    name: str
    roles: Collection[str]
    email: str = ""
    phone: str = ""
    team: Team | None = None
    site: Site | None = None
    employer: str = Employer.OWN.value
    contract_share: int = 100
    ui_language: str = "nb"
    languages: Sequence[str] = ()
    access_from: datetime | None = None
    access_until: datetime | None = None
    is_break_glass: bool = False


@transaction.atomic
def create_user(
    facts: NewUser, *, at: datetime, by: User | None, password: str | None = None
) -> User:
    """Make an account; without a password the person chooses one by a sign-in link.

    Records ``UserCreated``.

    Raises
    ------
    NotAllowed
        ``people.more_than_own`` when the new person would have rights that ``by`` has not.
    Invalid
        For a fact that cannot be used; ``field`` says which.
    Conflict
        ``people.username_taken``.
    """
    roles = usable_roles(facts.roles)
    check_access(facts.employer, facts.access_from, facts.access_until)
    require_manage(by, permissions_of(roles, facts.employer))
    values = _shallow(facts) | {
        "username": usable_username(facts.username),
        "roles": roles,
        "languages": list(facts.languages),
    }
    for field in PLAIN_FACTS & values.keys():
        check_fact(field, values[field])
    user = User(**values, created_at=at)
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    _save_unless_taken(user, force_insert=True)
    after = {field: _told(value) for field, value in values.items()}
    record(
        UserCreated(agent_id=user.id, after=after),
        at=at,
        by=actor_id(by),
        topics=topics_of(user),
    )
    return user


@transaction.atomic
def change_user(user_id: UUID, *, at: datetime, by: User | None, **changes: Any) -> User:
    """Change plain facts about a person (``PLAIN_FACTS``); what stays the same is not recorded.

    Records ``UserChanged``. Raises as ``create_user`` does.
    """
    user = locked_user(user_id)
    require_manage(by, user.permissions)
    return _change(user, changes, allowed=PLAIN_FACTS, at=at, by=by)


@transaction.atomic
def change_own_profile(*, by: User, at: datetime, **changes: Any) -> User:
    """Change what everybody may change of themselves (``OWN_FACTS``). Records ``UserChanged``."""
    return _change(locked_user(by.id), changes, allowed=OWN_FACTS, at=at, by=by)


def _change(
    user: User, changes: dict[str, Any], *, allowed: frozenset[str], at: datetime, by: User | None
) -> User:
    if beyond := changes.keys() - allowed:
        raise Invalid("people.not_changed_here", field=min(beyond))
    if "username" in changes:
        changes["username"] = usable_username(changes["username"])
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for field, value in changes.items():
        check_fact(field, value)
        if getattr(user, field) != value:
            before[field], after[field] = _told(getattr(user, field)), _told(value)
            setattr(user, field, value)
    if after:
        _save_unless_taken(user, update_fields=list(after))
        changed = UserChanged(agent_id=user.id, before=before, after=after)
        record(changed, at=at, by=actor_id(by), topics=topics_of(user))
    return user


def _save_unless_taken(user: User, **how: Any) -> None:
    try:
        with transaction.atomic():
            user.save(**how)
    except IntegrityError as error:
        if "username" in str(error):
            raise Conflict("people.username_taken", username=user.username) from error
        raise


def _shallow(facts: NewUser) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def _told(value: Any) -> object:
    """Return a fact as the ledger keeps it: teams and sites by their code."""
    return value.code if isinstance(value, (Team, Site)) else value
