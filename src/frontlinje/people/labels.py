"""What are roles, employers and rights called on screen? The pages of this room ask."""

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontlinje.people.permissions import Employer, Permission, Role

ROLES: dict[Role, Promise] = {
    Role.AGENT: _("Agent"),
    Role.TEAM_LEADER: _("Team leader"),
    Role.PLANNER: _("Planner"),
    Role.CENTRE_HEAD: _("Centre head"),
    Role.SYSTEM_OWNER: _("System owner"),
    Role.ADVISER: _("Adviser"),
    Role.TRAINEE: _("Trainee"),
}

EMPLOYERS: dict[Employer, Promise] = {
    Employer.OWN: _("Our own staff"),
    Employer.AGENCY: _("Temp from an agency"),
    Employer.LENT: _("Lent to us"),
    Employer.WORK_TRAINING: _("On work training"),
}

PERMISSIONS: dict[Permission, Promise] = {
    Permission.DESK_USE: _("Use the desk: go ready, get offers, answer contacts"),
    Permission.BACKLOG_PULL: _("Pick a waiting contact oneself"),
    Permission.CONTACT_READ_ALL: _("Read contacts of every queue, also those kept to one team"),
    Permission.CONTACT_REASSIGN: _("Move somebody else's contact to another person or queue"),
    Permission.CONTACT_BULK: _("Close, move, tag and answer many contacts at once"),
    Permission.CUSTOMER_READ: _("Find and open customers"),
    Permission.CUSTOMER_EDIT: _("Add and change customers, merge duplicates"),
    Permission.CUSTOMER_IMPORT: _("Import a customer register from a file"),
    Permission.NATIONAL_ID_REVEAL: _(
        "See a masked national identity number; each look is recorded"
    ),
    Permission.BOARD_READ: _("Look at the queue monitor"),
    Permission.TEAM_READ: _("See who is where and why, planned against actual"),
    Permission.TEAM_STEER: _("Set a colleague's status with a reason, end a colleague's offer"),
    Permission.SHIFT_EDIT: _("Enter and import shifts"),
    Permission.REPORT_EXPORT: _("Export figures and lists"),
    Permission.CENTRE_READ: _("Look at the settings"),
    Permission.CENTRE_CONFIGURE: _("Change the settings"),
    Permission.TONE_DEMAND: _(
        "Decide whether dissatisfied writers go to those who are skilled in it"
    ),
    Permission.PEOPLE_READ: _("See the list of users"),
    Permission.PEOPLE_MANAGE: _("Create and change users, their roles, teams and access dates"),
    Permission.SKILL_EDIT: _("Say which skills people hold, and how well"),
    Permission.LEDGER_READ: _("Read the ledger of what happened"),
    Permission.PLAN_READ: _("See plans, what is in effect, and the checklists"),
    Permission.PLAN_ACTIVATE: _("Put plans into effect, extend and end them"),
    Permission.PLAN_EDIT: _("Write plans, triggers and probes"),
    Permission.ANNOUNCE: _("Approve what customers are told everywhere"),
    Permission.INCIDENT_REPORT: _("Report that something is wrong, and write in its log"),
    Permission.INCIDENT_LEAD: _("Lead incidents: open, read, export and close their log"),
    Permission.REHEARSE: _("Make day models and drills, and read what came of them"),
    Permission.EXERCISE_CONDUCT: _("Prepare and conduct exercises with people"),
    Permission.PHONE_TREE_READ: _("See the private numbers of the phone tree"),
    Permission.SYSTEM_OPERATE: _("See jobs, mail problems and the state of the system"),
}

SPOKEN = ("nb", "nn", "se", "sv", "da", "fi", "is", "en", "de", "nl", "fr", "es", "pl", "lt", "uk")
"""Languages that a person can be said to speak with customers; more: any code babel knows."""


def language_name(code: str) -> str:
    """Return what the language is called in the language of the screen."""
    name: str = Locale.parse(get_language() or "en").languages.get(code, code)
    return name[:1].upper() + name[1:]
