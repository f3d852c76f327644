"""What may each role do? All rights of the product, on one page, as pure data and functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from frontlinje.base.errors import NotAllowed


class Role(StrEnum):
    """The parts people play; one person may have several."""

    AGENT = "agent"
    TEAM_LEADER = "team_leader"
    PLANNER = "planner"
    CENTRE_HEAD = "centre_head"
    SYSTEM_OWNER = "system_owner"
    ADVISER = "adviser"
    TRAINEE = "trainee"


class Employer(StrEnum):
    """Whose staff a person is."""

    OWN = "own"
    AGENCY = "agency"
    LENT = "lent"
    WORK_TRAINING = "work_training"


class Permission(StrEnum):
    """Every right there is. Each URL names the one it needs; none named means nobody."""

    DESK_USE = "desk.use"
    """Go ready, get offers, answer contacts, register them by hand."""
    BACKLOG_PULL = "backlog.pull"
    """Pick a waiting contact oneself."""
    CONTACT_READ_ALL = "contact.read_all"
    """Read contacts of every queue, also those kept to one team."""
    CONTACT_REASSIGN = "contact.reassign"
    """Move somebody else's contact to another person or queue."""
    CONTACT_BULK = "contact.bulk"
    """Close, move, tag and answer many contacts at once."""
    CUSTOMER_READ = "customer.read"
    """Find and open customers."""
    CUSTOMER_EDIT = "customer.edit"
    """Add and change customers, merge duplicates."""
    CUSTOMER_IMPORT = "customer.import"
    """Import a register from a file."""
    NATIONAL_ID_REVEAL = "national_id.reveal"
    """See a masked national identity number; each look is recorded."""
    BOARD_READ = "board.read"
    """Look at the queue monitor."""
    TEAM_READ = "team.read"
    """See who is where and why, planned against actual."""
    TEAM_STEER = "team.steer"
    """Set a colleague's status with a reason, end a colleague's offer."""
    SHIFT_EDIT = "shift.edit"
    """Enter and import shifts."""
    REPORT_EXPORT = "report.export"
    """Export figures and lists."""
    CENTRE_READ = "centre.read"
    """Look at the settings."""
    CENTRE_CONFIGURE = "centre.configure"
    """Change the settings."""
    TONE_DEMAND = "tone.demand"
    """Decide whether writers who sound dissatisfied go to those skilled in it."""
    PEOPLE_READ = "people.read"
    """See the list of users."""
    PEOPLE_MANAGE = "people.manage"
    """Create and change users, their roles, teams and access dates."""
    SKILL_EDIT = "skill.edit"
    """Say which skills people hold, and how well."""
    LEDGER_READ = "ledger.read"
    """Read the ledger."""
    PLAN_READ = "plan.read"
    """See plans, what is in effect, the checklists and the announcements."""
    PLAN_ACTIVATE = "plan.activate"
    """Put a plan into effect, extend and end it, and answer what is suggested."""
    PLAN_EDIT = "plan.edit"
    """Write plans, triggers, probes and what each channel can stand."""
    ANNOUNCE = "announcement.publish"
    """Approve what customers are told everywhere."""
    INCIDENT_REPORT = "incident.report"
    """Report that something is wrong, and write in the log of an incident."""
    INCIDENT_LEAD = "incident.lead"
    """Open and close incidents, read their whole log, export it, follow up."""
    REHEARSE = "drill.play"
    """Make day models and drills, play them, and read what came of them."""
    EXERCISE_CONDUCT = "exercise.conduct"
    """Prepare and conduct exercises with people, and read how they went."""
    PHONE_TREE_READ = "phone_tree.read"
    """See the private numbers by which colleagues are called on the bad day."""
    SYSTEM_OPERATE = "system.operate"
    """See jobs, mail problems and the state of the system."""


_TRAINEE = frozenset(
    {
        Permission.DESK_USE,
        Permission.CUSTOMER_READ,
        Permission.BOARD_READ,
        Permission.INCIDENT_REPORT,
    }
)
_ADVISER = _TRAINEE | {Permission.BACKLOG_PULL}
_AGENT = _ADVISER | {
    Permission.CUSTOMER_EDIT,
    Permission.NATIONAL_ID_REVEAL,
    Permission.PLAN_READ,
}
_PLANNER = frozenset(
    {
        Permission.BOARD_READ,
        Permission.TEAM_READ,
        Permission.SHIFT_EDIT,
        Permission.REPORT_EXPORT,
        Permission.CENTRE_READ,
        Permission.PEOPLE_READ,
        Permission.PLAN_READ,
        Permission.REHEARSE,
        Permission.INCIDENT_REPORT,
    }
)
_TEAM_LEADER = (
    _AGENT
    | _PLANNER
    | {
        Permission.CONTACT_READ_ALL,
        Permission.CONTACT_REASSIGN,
        Permission.CONTACT_BULK,
        Permission.TEAM_STEER,
        Permission.TONE_DEMAND,
        Permission.SKILL_EDIT,
        Permission.CUSTOMER_IMPORT,
        Permission.LEDGER_READ,
        Permission.PLAN_ACTIVATE,
        Permission.ANNOUNCE,
        Permission.INCIDENT_LEAD,
        Permission.EXERCISE_CONDUCT,
        Permission.PHONE_TREE_READ,
    }
)
_CENTRE_HEAD = _TEAM_LEADER | {
    Permission.CENTRE_CONFIGURE,
    Permission.PEOPLE_MANAGE,
    Permission.PLAN_EDIT,
}
_SYSTEM_OWNER = frozenset(
    {
        Permission.BOARD_READ,
        Permission.CENTRE_READ,
        Permission.CENTRE_CONFIGURE,
        Permission.PEOPLE_READ,
        Permission.PEOPLE_MANAGE,
        Permission.SKILL_EDIT,
        Permission.LEDGER_READ,
        Permission.PLAN_READ,
        Permission.PLAN_EDIT,
        Permission.INCIDENT_REPORT,
        Permission.SYSTEM_OPERATE,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TRAINEE: _TRAINEE,
    Role.ADVISER: _ADVISER,
    Role.AGENT: _AGENT,
    Role.PLANNER: _PLANNER,
    Role.TEAM_LEADER: _TEAM_LEADER,
    Role.CENTRE_HEAD: _CENTRE_HEAD,
    Role.SYSTEM_OWNER: _SYSTEM_OWNER,
}

NARROW_EMPLOYERS = frozenset({Employer.AGENCY, Employer.LENT, Employer.WORK_TRAINING})
"""Staff who see only what is theirs to do, whatever their role, and need an end date."""

_NEVER_FOR_NARROW = frozenset(
    {
        Permission.CONTACT_READ_ALL,
        Permission.CONTACT_BULK,
        Permission.CUSTOMER_IMPORT,
        Permission.CENTRE_CONFIGURE,
        Permission.PEOPLE_MANAGE,
        Permission.SKILL_EDIT,
        Permission.SYSTEM_OPERATE,
        Permission.LEDGER_READ,
        Permission.NATIONAL_ID_REVEAL,
        Permission.PLAN_EDIT,
        Permission.PHONE_TREE_READ,
    }
)

LAST_RESORT_ROLES = frozenset({Role.TRAINEE, Role.ADVISER})
"""Whoever has only these roles is offered a contact when nobody else can take it."""


class Holder(Protocol):
    """A person as far as rights are concerned (``models.User`` is one)."""

    @property
    def permissions(self) -> frozenset[Permission]: ...


def permissions_of(roles: Iterable[str], employer: str) -> frozenset[Permission]:
    """Return what somebody with these roles and this employer may do."""
    granted: frozenset[Permission] = frozenset()
    for role in roles:
        granted |= ROLE_PERMISSIONS[Role(role)]
    return granted - _NEVER_FOR_NARROW if employer in NARROW_EMPLOYERS else granted


def has_access(
    *, is_active: bool, access_from: datetime | None, access_until: datetime | None, now: datetime
) -> bool:
    """Say whether the account opens at ``now``; ``access_until`` itself is already outside."""
    if not is_active:
        return False
    if access_from is not None and now < access_from:
        return False
    return access_until is None or now < access_until


def is_last_resort(roles: Iterable[str], employer: str) -> bool:
    """Say whether this person comes last in routing: trainees, advisers and lent hands."""
    return employer in NARROW_EMPLOYERS or set(roles) <= {str(r) for r in LAST_RESORT_ROLES}


def may(holder: Holder, permission: Permission) -> bool:
    """Say whether the person has the right."""
    return permission in holder.permissions


def require(holder: Holder, permission: Permission) -> None:
    """Return quietly if the person has the right.

    Raises
    ------
    NotAllowed
        ``people.missing_permission`` otherwise.
    """
    if not may(holder, permission):
        raise NotAllowed("people.missing_permission", permission=str(permission))


@dataclass(frozen=True, slots=True)
class ContactScope:
    """What decides who may see a contact, read off its row and its queue."""

    queue: str
    is_queue_for_all: bool
    agent_ids: frozenset[str]
    """Everybody who has, had or is being offered the contact."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: their id, rights and the queues that their answer groups serve."""

    user_id: str
    permissions: frozenset[Permission]
    queues: frozenset[str]
    is_narrow: bool = False
    """Lent, temporary or in training: sees only the queues served, never «for all» ones."""


def may_see_contact(viewer: Viewer, scope: ContactScope) -> bool:
    """Say whether the person may open a contact.

    Leaders see all. Others see what they have or had in hand, the queues they serve, and, if they
    are our own staff, every queue that is open to the whole centre.
    """
    if Permission.CONTACT_READ_ALL in viewer.permissions:
        return True
    if Permission.DESK_USE not in viewer.permissions:
        return False
    if viewer.user_id in scope.agent_ids or scope.queue in viewer.queues:
        return True
    return scope.is_queue_for_all and not viewer.is_narrow
