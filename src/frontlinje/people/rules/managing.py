"""Who may change whose rights, and does somebody always remain? The actions of people ask."""

from collections.abc import Iterable
from datetime import datetime

from frontlinje.people.permissions import Employer, Permission, Role, has_access


def may_manage(actor: frozenset[Permission], rights: frozenset[Permission]) -> bool:
    """Say whether somebody may create, change or let in a person who has these rights.

    Parameters
    ----------
    actor : frozenset of Permission
        What the one who acts may do.
    rights : frozenset of Permission
        What the other person may do; asked of the rights before a change and of those after it.

    Returns
    -------
    bool
        True with ``PEOPLE_MANAGE`` and every one of these rights oneself.

    Notes
    -----
    Nobody grants a right they do not have, and nobody takes over an account that may do more than
    their own: whoever can hand out a sign-in link can become that person. The one exception is the
    system owner (``SYSTEM_OPERATE``), who lets everybody in but answers no customers.
    """
    if Permission.PEOPLE_MANAGE not in actor:
        return False
    return Permission.SYSTEM_OPERATE in actor or rights <= actor


def is_lasting_owner(
    *,
    roles: Iterable[str],
    employer: str,
    is_active: bool,
    access_from: datetime | None,
    access_until: datetime | None,
    now: datetime,
) -> bool:
    """Say whether an account can be relied on to let others in, today and later.

    Parameters
    ----------
    roles, employer, is_active, access_from, access_until
        The account's facts; instants are aware.
    now : datetime
        Aware instant.

    Returns
    -------
    bool
        True for a system owner of our own staff whose account is open and has no end date.
    """
    return (
        Role.SYSTEM_OWNER in roles
        and employer == Employer.OWN
        and access_until is None
        and has_access(
            is_active=is_active, access_from=access_from, access_until=access_until, now=now
        )
    )
