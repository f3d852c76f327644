"""How is a run prepared? Contacts are chosen, it is said how, some are left out, and it starts."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.bulk.events import BulkEnded, BulkStarted
from frontlinje.bulk.models import BulkItem, BulkRun, Deed, ItemState, RunState
from frontlinje.bulk.queries.progress import counts_of
from frontlinje.bulk.rules.merged import unknown_words
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.cases import open_case
from frontlinje.contacts.models import Case, Message
from frontlinje.contacts.queries import viewer_of, visible_contacts
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_CONTACTS = 5_000
"""In one run; more than that is a decision about queues, not about contacts."""

_KEPT_PREPARED = timedelta(days=1)


@transaction.atomic
def prepare_run(*, deed: Deed, contact_ids: Collection[UUID], by: User, at: datetime) -> BulkRun:
    """Put these contacts into a run, the oldest first; those that one may not see are left out.

    Runs that were prepared days ago and never started are forgotten.

    Raises
    ------
    Invalid
        ``bulk.nothing_chosen``, ``bulk.too_many``.
    """
    require(by, Permission.CONTACT_BULK)
    if len(contact_ids) > MOST_CONTACTS:
        raise Invalid("bulk.too_many", most=MOST_CONTACTS)
    viewer = viewer_of(by, effective_state(at))
    theirs = Message.objects.filter(contact=OuterRef("id"), is_outgoing=False).order_by("-id")
    chosen = (
        visible_contacts(viewer)
        .filter(id__in=contact_ids)
        .annotate(newest=Subquery(theirs.values("id")[:1]))
        .order_by("received_at", "id")
        .values_list("id", "newest")
    )
    rows = list(chosen)
    if not rows:
        raise Invalid("bulk.nothing_chosen")
    forgotten = BulkRun.objects.filter(state=RunState.PREPARED, prepared_at__lt=at - _KEPT_PREPARED)
    forgotten.delete()
    run = BulkRun.objects.create(deed=deed, by=by, prepared_at=at)
    BulkItem.objects.bulk_create(
        BulkItem(run=run, contact_id=contact_id, place=place, seen=newest)
        for place, (contact_id, newest) in enumerate(rows)
    )
    return run


@transaction.atomic
def set_terms(*, run_id: UUID, terms: dict[str, Any], by: User, at: datetime) -> BulkRun:
    """Say how it is to be done: the reason, the queue, the tags, the text.

    Raises
    ------
    Invalid
        What a form could have refused as well, with the field it is about.
    """
    require(by, Permission.CONTACT_BULK)
    run = locked_run(run_id, RunState.PREPARED)
    _check(Deed(run.deed), terms, at=at)
    run.terms = terms
    run.save(update_fields=["terms"])
    return run


def _check(deed: Deed, terms: dict[str, Any], *, at: datetime) -> None:
    state = effective_state(at)
    code = terms.get("wrap_up_code", "")
    if code and code not in state.wrap_up_codes:
        raise Invalid("routing.no_such_wrap_up_code", field="wrap_up_code", code=code)
    match deed:
        case Deed.MOVE if terms["queue"] not in state.queues:
            raise Invalid("routing.no_such_queue", field="queue", queue=terms["queue"])
        case Deed.TAG if not (terms["add"] or terms["remove"]):
            raise Invalid("bulk.no_tag", field="add")
        case Deed.ANSWER:
            _check_texts(terms["texts"], state.document.language)
    if terms.get("case"):
        _major_case(terms["case"])
    elif deed is Deed.GATHER and not terms.get("case_title"):
        raise Invalid("bulk.no_case", field="case_title")


def _check_texts(texts: dict[str, str], usual: str) -> None:
    if not texts.get(usual, "").strip():
        raise Invalid("bulk.text_missing", field=f"text_{usual}")
    for language, text in texts.items():
        for word in unknown_words(text):
            raise Invalid("bulk.unknown_word", field=f"text_{language}", given=word)


@transaction.atomic
def leave_out(*, item_id: int, run_id: UUID, is_left_out: bool, by: User) -> BulkItem:
    """Leave one contact out of a run that has not started, or take it in again."""
    require(by, Permission.CONTACT_BULK)
    locked_run(run_id, RunState.PREPARED)
    item = BulkItem.objects.select_for_update().filter(id=item_id, run=run_id).first()
    if item is None:
        raise NotFound("bulk.no_such_run")
    item.state = ItemState.LEFT_OUT if is_left_out else ItemState.WAITING
    item.save(update_fields=["state"])
    return item


@transaction.atomic
def start_run(*, run_id: UUID, by: User, at: datetime) -> BulkRun:
    """Start a prepared run; the caller has a job work through it. Records ``BulkStarted``.

    Whoever starts it is who does it.

    Raises
    ------
    Conflict
        ``bulk.no_terms`` before it is said how; ``bulk.wrong_state`` when it has started.
    Invalid
        ``bulk.nothing_chosen`` when everything was left out.
    """
    require(by, Permission.CONTACT_BULK)
    run = locked_run(run_id, RunState.PREPARED)
    if not run.terms:
        raise Conflict("bulk.no_terms")
    n_contacts = run.items.filter(state=ItemState.WAITING).count()
    if not n_contacts:
        raise Invalid("bulk.nothing_chosen")
    run.case = _case_for(run, by=by, at=at)
    run.state, run.started_at, run.by = RunState.RUNNING, at, by
    run.save(update_fields=["case", "state", "started_at", "by"])
    started = BulkStarted(run_id=run.id, deed=run.deed, terms=run.terms, n_contacts=n_contacts)
    record(started, at=at, by=by.id)
    return run


def _case_for(run: BulkRun, *, by: User, at: datetime) -> Case | None:
    """Return the incident's case that the run gathers in, opened now if it is a new one."""
    if title := run.terms.get("case_title", ""):
        return open_case(title=title, by=by, at=at, is_major=True)
    return _major_case(run.terms["case"]) if run.terms.get("case") else None


def _major_case(identifier: str) -> Case:
    case = Case.objects.filter(id=UUID(identifier), is_major=True, closed_at=None).first()
    if case is None:
        raise Invalid("bulk.no_such_case", field="case")
    return case


@transaction.atomic
def stop_run(*, run_id: UUID, by: User, at: datetime) -> BulkRun:
    """Stop a run where it is; ``resume_run`` goes on from there.

    What is in hand just now is done first; the lock waits for it. Records ``BulkEnded``.
    """
    require(by, Permission.CONTACT_BULK)
    run = locked_run(run_id, RunState.RUNNING)
    run.state, run.ended_at = RunState.STOPPED, at
    run.save(update_fields=["state", "ended_at"])
    record(ended(run), at=at, by=by.id)
    return run


def ended(run: BulkRun) -> BulkEnded:
    """Return the event that says how far a run came."""
    counts = counts_of(run)
    return BulkEnded(
        run_id=run.id,
        deed=run.deed,
        is_stopped=run.state == RunState.STOPPED,
        n_done=counts.done,
        n_failed=counts.failed,
        n_left=counts.left_out + counts.waiting,
    )


@transaction.atomic
def resume_run(*, run_id: UUID, by: User) -> BulkRun:
    """Go on with what is left of a stopped run, and try again what failed; a job does it."""
    require(by, Permission.CONTACT_BULK)
    run = locked_run(run_id, RunState.STOPPED, RunState.DONE)
    run.items.filter(state=ItemState.FAILED).update(state=ItemState.WAITING, failure={})
    if not run.items.filter(state=ItemState.WAITING).exists():
        raise Conflict("bulk.nothing_left")
    run.state, run.ended_at = RunState.RUNNING, None
    run.save(update_fields=["state", "ended_at"])
    return run


@transaction.atomic
def start_undo(*, run_id: UUID, by: User) -> BulkRun:
    """Have all that the run did taken back, as far as that is possible; a job does it.

    Raises
    ------
    Conflict
        ``bulk.nothing_done``.
    """
    require(by, Permission.CONTACT_BULK)
    run = locked_run(run_id, RunState.STOPPED, RunState.DONE)
    if not run.items.filter(state=ItemState.DONE).exists():
        raise Conflict("bulk.nothing_done")
    run.state = RunState.UNDOING
    run.save(update_fields=["state"])
    return run


def locked_run(run_id: UUID, *states: RunState) -> BulkRun:
    """Return the run in one of these states, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``bulk.no_such_run``.
    Conflict
        ``bulk.wrong_state``.
    """
    # Its items and contacts point at it and need not wait.
    run = BulkRun.objects.select_for_update(no_key=True).filter(id=run_id).first()
    if run is None:
        raise NotFound("bulk.no_such_run")
    if run.state not in states:
        raise Conflict("bulk.wrong_state")
    return run
