"""How does the made-up centre come to be? Step by step, each told; twice changes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from frontlinje.base.ids import uuid7
from frontlinje.centre.actions import import_file
from frontlinje.centre.queries import effective_state
from frontlinje.config.demo.history import write_history
from frontlinje.config.demo.members import members_as_file
from frontlinje.config.demo.staff import STAFF, employ_staff
from frontlinje.contacts.actions.import_writing import write_import
from frontlinje.contacts.actions.importing import (
    check_import,
    confirm_import,
    match_columns,
    start_import,
)
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.rules.import_columns import guess_columns
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.presence.models import Place, Shift

CENTRE = Path(__file__).parent / "centre.yaml"
_DAYS_AHEAD = 14

Tell = Callable[[str], None]


def seed(*, at: datetime, tell: Tell) -> None:
    """Make whatever of the made-up centre is not there yet."""
    if not User.objects.exists():
        tell("Opening the centre: queues, groups, texts …")
        import_file(CENTRE.read_bytes(), by=None, reason="Demonstration", at=at)
        tell(f"Employing {len(STAFF)} people …")
        with transaction.atomic():
            employ_staff(at=at)
    if not Customer.objects.exists():
        tell("Entering 17,000 members …")
        _enter_members(at)
    if not Contact.objects.exists():
        tell("Remembering the last three weeks …")
        with transaction.atomic():
            write_history(at=at)
    _plan_shifts(at)


def _enter_members(at: datetime) -> None:
    """Import the register through the same steps that a team leader's upload takes."""
    leader = next(
        user for user in User.objects.all() if Permission.CUSTOMER_IMPORT in user.permissions
    )
    run = start_import(
        file_name="medlemmer.csv", content=members_as_file(), country="NO", by=leader, at=at
    )
    match_columns(run_id=run.id, columns=guess_columns(run.headings), by=leader)
    check_import(run_id=run.id, at=at)
    confirm_import(run_id=run.id, by=leader)
    write_import(run_id=run.id, at=at)


def _plan_shifts(at: datetime) -> None:
    """Plan the coming days; shifts that stand already are left alone."""
    users = {user.username: user for user in User.objects.all()}
    zone = ZoneInfo(effective_state(at).document.timezone)
    Shift.objects.bulk_create(_shifts(users, at, zone), ignore_conflicts=True)


def _shifts(users: dict[str, User], at: datetime, zone: ZoneInfo) -> Iterator[Shift]:
    today = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(_DAYS_AHEAD):
        for colleague in STAFF:
            user = users.get(colleague.username)
            if user is None:
                continue
            begins, ends = colleague.hours
            yield Shift(
                id=uuid7(),
                user=user,
                starts_at=(today + timedelta(days=day)).replace(hour=begins),
                ends_at=(today + timedelta(days=day)).replace(hour=ends),
                place=Place.HOME if colleague.works_from_home else Place.OFFICE,
            )
