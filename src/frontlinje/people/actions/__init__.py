"""What can be done to people, teams, sites and skills: one function per change.

``by`` is who does it; nobody (``None``) means the command line or the system itself, which no
permission binds.
"""

from frontlinje.people.actions.access import (
    close_account,
    open_account,
    set_access,
    set_roles,
)
from frontlinje.people.actions.centre_parts import upsert_site, upsert_skill, upsert_team
from frontlinje.people.actions.sign_in import end_sessions, make_sign_in_link, set_password
from frontlinje.people.actions.skills import set_skills
from frontlinje.people.actions.users import NewUser, change_own_profile, change_user, create_user

__all__ = [
    "NewUser",
    "change_own_profile",
    "change_user",
    "close_account",
    "create_user",
    "end_sessions",
    "make_sign_in_link",
    "open_account",
    "set_access",
    "set_password",
    "set_roles",
    "set_skills",
    "upsert_site",
    "upsert_skill",
    "upsert_team",
]
