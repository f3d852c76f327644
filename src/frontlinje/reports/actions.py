"""What do reports do? They check the sum of law 1, and say when a list leaves the house."""

from datetime import date, datetime

from django.db import connection, transaction

from frontlinje.contacts.queries import conservation
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.reports.events import ConservationBroken, ConservationHolds, ContactsExported
from frontlinje.reports.models import ConservationCheck

RECEIVED = "received"
"""The gap that no state has: what was received, minus where everything is."""


def check_conservation(*, at: datetime) -> ConservationCheck:
    """Work out the sum of law 1 and keep the answer; a change of it is told to every monitor."""
    gaps = _gaps()
    with transaction.atomic():
        earlier = ConservationCheck.objects.select_for_update().filter(id=1).first()
        check = ConservationCheck(id=1, computed_at=at, gaps=gaps)
        check.save()
        if gaps != (earlier.gaps if earlier else {}):
            told = ConservationBroken(gaps=gaps) if gaps else ConservationHolds()
            record(told, at=at, by=None, topics=["board"])
    return check


def _gaps() -> dict[str, dict[str, int]]:
    """Return what is missing or double, from one picture of rows and ledger.

    Without it a contact that moves between the two reads would look like a gap.
    """
    is_inner = connection.in_atomic_block
    with transaction.atomic():
        if not is_inner:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        sums = [one for one in conservation() if not one.holds]
    return {one.channel: one.differences or {RECEIVED: one.received} for one in sums}


def note_export(
    *, first_day: date, last_day: date, n_rows: int, has_customers: bool, by: User, at: datetime
) -> None:
    """Keep in the ledger that somebody took contacts out as a file."""
    exported = ContactsExported(
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        n_rows=n_rows,
        has_customers=has_customers,
    )
    record(exported, at=at, by=by.id)
