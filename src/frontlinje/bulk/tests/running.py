"""How do tests get a run done? Prepared, said how, started, and worked through."""

from typing import Any
from uuid import UUID

from frontlinje.base import clock
from frontlinje.bulk.actions.preparing import prepare_run, set_terms, start_run, start_undo
from frontlinje.bulk.actions.working import undo_more, work_on
from frontlinje.bulk.models import BulkRun, Deed
from frontlinje.contacts.models import Contact
from frontlinje.people.models import User

CLOSE = {"reason": "spam", "wrap_up_code": ""}


def answer(nb: str, **more: Any) -> dict[str, Any]:
    """Return the terms of an answer."""
    texts = {"nb": nb, "sv": "", "en": "", **more.pop("texts", {})}
    return {"texts": texts, "wrap_up_code": "", "case": "", "case_title": "", **more}


def prepared(deed: Deed, terms: dict[str, Any], contacts: list[Contact], by: User) -> BulkRun:
    """Prepare a run and say how."""
    ids: list[UUID] = [contact.id for contact in contacts]
    run = prepare_run(deed=deed, contact_ids=ids, by=by, at=clock.now())
    return set_terms(run_id=run.id, terms=terms, by=by, at=clock.now())


def work_through(run: BulkRun) -> BulkRun:
    """Do what the job does."""
    while work_on(run_id=run.id, at=clock.now()):
        pass
    run.refresh_from_db()
    return run


def done(deed: Deed, terms: dict[str, Any], contacts: list[Contact], by: User) -> BulkRun:
    """Do it all."""
    run = prepared(deed, terms, contacts, by)
    start_run(run_id=run.id, by=by, at=clock.now())
    return work_through(run)


def undone(run: BulkRun, by: User) -> BulkRun:
    """Take it all back."""
    start_undo(run_id=run.id, by=by)
    while undo_more(run_id=run.id, by=by, at=clock.now()):
        pass
    run.refresh_from_db()
    return run


def outcome(run: BulkRun) -> dict[str, str]:
    """Return the state of each item by the reference of its contact; with the code of a failure."""
    items = run.items.select_related("contact")
    return {item.contact.reference: item.failure.get("code", "") or item.state for item in items}
