"""How does a run get done? A few contacts at a time, each exactly once; asked by the job.

What is done to a contact and the receipt of it are one transaction, so a worker that is killed
leaves nothing half done, and whoever goes on repeats nothing.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, transaction

from frontlinje.base.errors import Conflict, FrontlinjeError
from frontlinje.bulk import deeds
from frontlinje.bulk.actions.preparing import ended, locked_run
from frontlinje.bulk.deeds import Work
from frontlinje.bulk.events import BulkUndone
from frontlinje.bulk.models import BulkItem, BulkRun, Deed, ItemState, RunState
from frontlinje.bulk.queries.progress import counts_of
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.queries import get_contact, viewer_of
from frontlinje.ledger.actions import record
from frontlinje.ledger.events import plain
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

AT_A_TIME = 10
"""Contacts in one transaction: few enough that stopping is felt at once."""

log = logging.getLogger(__name__)


@transaction.atomic
def work_on(*, run_id: UUID, at: datetime) -> bool:
    """Do the next few contacts of a run; say whether there may be more. Records ``BulkEnded``.

    A contact to which it cannot be done keeps the reason, and the run goes on.
    """
    run = _in_state(run_id, RunState.RUNNING)
    if run is None:
        return False
    items = list(run.items.filter(state=ItemState.WAITING).order_by("place")[:AT_A_TIME])
    if not items:
        _end(run, at=at)
        return False
    for item in items:
        _do(run, item, at=at)
    return True


def _in_state(run_id: UUID, state: RunState) -> BulkRun | None:
    """Return the run, locked, unless it was stopped or another job has finished it."""
    try:
        return locked_run(run_id, state)
    except Conflict:
        return None


def _do(run: BulkRun, item: BulkItem, *, at: datetime) -> None:
    item.state, item.done_at = ItemState.DONE, at
    try:
        with transaction.atomic():
            require(run.by, Permission.CONTACT_BULK)
            work = _work_of(run, item, run.by, at)
            get_contact(viewer_of(run.by, work.state), item.contact_id)
            item.before = deeds.do_to(item.contact_id, Deed(run.deed), work)
    except OperationalError:
        raise  # the database is gone: nothing is wrong with this contact
    except FrontlinjeError as error:
        item.state, item.failure = ItemState.FAILED, _told(error)
    except Exception:
        log.exception("bulk_deed_crashed", extra={"contact_id": str(item.contact_id)})
        item.state, item.failure = ItemState.FAILED, {"code": "bulk.crashed", "params": {}}
    item.save(update_fields=["state", "done_at", "before", "failure"])


def _told(error: FrontlinjeError) -> dict[str, object]:
    return {"code": error.code, "params": plain(error.params)}


def _work_of(run: BulkRun, item: BulkItem, by: User, at: datetime) -> Work:
    return Work(run.terms, run.case_id, by, at, effective_state(at), item.seen)


def _end(run: BulkRun, *, at: datetime) -> None:
    run.state, run.ended_at = RunState.DONE, at
    run.save(update_fields=["state", "ended_at"])
    record(ended(run), at=at, by=run.by_id)


@transaction.atomic
def undo_more(*, run_id: UUID, by: User, at: datetime) -> bool:
    """Undo the next few contacts of a run, the last done first; say whether there may be more.

    Records ``BulkUndone`` at the end. What cannot be undone keeps the reason.
    """
    run = _in_state(run_id, RunState.UNDOING)
    if run is None:
        return False
    items = list(run.items.filter(state=ItemState.DONE).order_by("-place")[:AT_A_TIME])
    for item in items:
        _undo(run, item, by=by, at=at)
    if items:
        return True
    run.state = RunState.UNDONE
    run.save(update_fields=["state"])
    counts = counts_of(run)
    undone = BulkUndone(run_id=run.id, deed=run.deed, n_undone=counts.undone, n_kept=counts.kept)
    record(undone, at=at, by=by.id)
    return False


def _undo(run: BulkRun, item: BulkItem, *, by: User, at: datetime) -> None:
    item.state = ItemState.UNDONE
    try:
        with transaction.atomic():
            require(by, Permission.CONTACT_BULK)
            deeds.undo_to(item.contact_id, Deed(run.deed), item.before, _work_of(run, item, by, at))
    except FrontlinjeError as error:
        item.state, item.failure = ItemState.KEPT, _told(error)
    item.save(update_fields=["state", "failure"])
