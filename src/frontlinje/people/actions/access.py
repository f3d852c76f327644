"""What may a person do here, from when and until when? Roles, dates, the account shut or open."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.ledger.actions import record
from frontlinje.people.actions.facts import check_access, usable_roles
from frontlinje.people.actions.rights import WatchedUser, actor_id, require_manage, topics_of
from frontlinje.people.events import AccessSet, RolesSet
from frontlinje.people.models import User
from frontlinje.people.permissions import permissions_of


@transaction.atomic
def set_roles(user_id: UUID, *, roles: Iterable[str], at: datetime, by: User | None) -> User:
    """Give a person exactly these roles. Records ``RolesSet``.

    Raises
    ------
    NotAllowed
        ``people.more_than_own`` when the person has, or would get, rights that ``by`` has not.
    Invalid
        ``people.unknown_role``, ``people.no_role``.
    Conflict
        ``people.last_owner`` when nobody would be left to let others in.
    """
    wanted = usable_roles(roles)
    watched = WatchedUser(user_id, at=at)
    user = watched.user
    require_manage(by, user.permissions | permissions_of(wanted, user.employer))
    before = list(user.roles)
    if before != wanted:
        user.roles = wanted
        watched.save("roles")
        changed = RolesSet(agent_id=user.id, before=before, after=wanted)
        record(changed, at=at, by=actor_id(by), topics=topics_of(user))
    return user


@transaction.atomic
def set_access(
    user_id: UUID,
    *,
    employer: str,
    access_from: datetime | None,
    access_until: datetime | None,
    at: datetime,
    by: User | None,
) -> User:
    """Say whose staff a person is and from when until when the account opens.

    From ``access_until`` on, to the second, every request is refused. Records ``AccessSet``.
    Raises as ``set_roles`` does, and ``Invalid`` for dates that do not fit.
    """
    check_access(employer, access_from, access_until)
    watched = WatchedUser(user_id, at=at)
    user = watched.user
    require_manage(by, user.permissions | permissions_of(user.roles, employer))
    before = _access_of(user)
    user.employer, user.access_from, user.access_until = employer, access_from, access_until
    _save_access(watched, before, at=at, by=by)
    return user


@transaction.atomic
def close_account(user_id: UUID, *, at: datetime, by: User | None, reason: str = "") -> User:
    """Shut an account until it is opened again; its sessions are over. Records ``AccessSet``.

    Raises as ``set_roles`` does.
    """
    return _set_active(user_id, is_active=False, at=at, by=by, reason=reason)


@transaction.atomic
def open_account(user_id: UUID, *, at: datetime, by: User | None) -> User:
    """Open an account that was shut. Records ``AccessSet``."""
    return _set_active(user_id, is_active=True, at=at, by=by, reason="")


def _set_active(
    user_id: UUID, *, is_active: bool, at: datetime, by: User | None, reason: str
) -> User:
    watched = WatchedUser(user_id, at=at)
    require_manage(by, watched.user.permissions)
    before = _access_of(watched.user)
    watched.user.is_active = is_active
    watched.user.session_round += not is_active
    _save_access(watched, before, at=at, by=by, reason=reason)
    return watched.user


def _access_of(user: User) -> dict[str, object]:
    return {
        "employer": user.employer,
        "is_active": user.is_active,
        "access_from": user.access_from,
        "access_until": user.access_until,
    }


def _save_access(
    watched: WatchedUser,
    before: dict[str, object],
    *,
    at: datetime,
    by: User | None,
    reason: str = "",
) -> None:
    after = _access_of(watched.user)
    changed = {field for field in after if after[field] != before[field]}
    if not changed:
        return
    watched.save(*changed, "session_round")
    event = AccessSet(
        agent_id=watched.user.id,
        reason=reason,
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
    )
    record(event, at=at, by=actor_id(by), topics=topics_of(watched.user))
