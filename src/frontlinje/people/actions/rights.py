"""May this person do this to that account? Every action here asks before it changes anything."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from frontlinje.base.errors import Conflict, NotAllowed, NotFound
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, Role, require
from frontlinje.people.rules.managing import is_lasting_owner, may_manage


def actor_id(by: User | None) -> UUID | None:
    """Return who acts, as the ledger keeps it."""
    return by.id if by is not None else None


def topics_of(user: User) -> list[str]:
    """Return whose screens a change of this person concerns."""
    return [f"agent:{user.id}", "presence"]


def require_manage(by: User | None, rights: frozenset[Permission]) -> None:
    """Return quietly if ``by`` may manage somebody with these rights.

    Raises
    ------
    NotAllowed
        ``people.missing_permission``, or ``people.more_than_own`` when the rights exceed their own.
    """
    if by is None:
        return
    require(by, Permission.PEOPLE_MANAGE)
    if not may_manage(by.permissions, rights):
        beyond = sorted(rights - by.permissions)
        raise NotAllowed("people.more_than_own", permissions=", ".join(beyond))


def locked_user(user_id: UUID) -> User:
    """Return the user, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``people.no_such_user``.
    """
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound("people.no_such_user", user_id=user_id)
    return user


def _is_lasting_owner(user: User, at: datetime) -> bool:
    return is_lasting_owner(
        roles=user.roles,
        employer=user.employer,
        is_active=user.is_active,
        access_from=user.access_from,
        access_until=user.access_until,
        now=at,
    )


class WatchedUser:
    """A user about to change, locked together with every system owner.

    One statement locks them all in one order, so that two owners who shut each other out at the
    same instant wait for each other, and the second one is refused.
    """

    def __init__(self, user_id: UUID, *, at: datetime) -> None:
        rows = User.objects.select_for_update().filter(
            Q(id=user_id) | Q(roles__contains=[Role.SYSTEM_OWNER.value])
        )
        by_id = {row.id: row for row in rows.order_by("id")}
        if user_id not in by_id:
            raise NotFound("people.no_such_user", user_id=user_id)
        self.user = by_id.pop(user_id)
        self._at = at
        self._was_owner = _is_lasting_owner(self.user, at)
        self._others = list(by_id.values())

    def save(self, *fields: str) -> None:
        """Save these fields, unless nobody would be left to let others in.

        Raises
        ------
        Conflict
            ``people.last_owner``.
        """
        remaining = [self.user, *self._others]
        if self._was_owner and not any(_is_lasting_owner(one, self._at) for one in remaining):
            raise Conflict("people.last_owner")
        self.user.save(update_fields=list(fields))
