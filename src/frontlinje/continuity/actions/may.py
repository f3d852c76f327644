"""Who may put a plan into effect, and who may write one? Asked by the actions of this room."""

from frontlinje.base.errors import NotAllowed
from frontlinje.continuity.rules.plan import PlanDocument
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may, require


def may_activate(by: User | None, plan: PlanDocument) -> bool:
    """Say whether somebody may put this plan into effect, extend and end it."""
    if by is None:
        return True
    return may(by, Permission.PLAN_ACTIVATE) and not set(plan.may_activate).isdisjoint(by.roles)


def require_activate(by: User | None, plan: PlanDocument) -> None:
    """Return quietly if somebody may put this plan into effect; nobody is the system itself.

    Raises
    ------
    NotAllowed
        ``people.missing_permission``, or ``continuity.not_for_your_role`` when the plan is kept
        for others.
    """
    if by is None:
        return
    require(by, Permission.PLAN_ACTIVATE)
    if not may_activate(by, plan):
        raise NotAllowed("continuity.not_for_your_role", plan=plan.code)


def require_edit(by: User | None) -> None:
    """Return quietly if somebody may write plans; nobody is the command line.

    Raises
    ------
    NotAllowed
        ``people.missing_permission``.
    """
    if by is not None:
        require(by, Permission.PLAN_EDIT)
