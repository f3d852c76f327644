"""What if two customers, or two contacts, turn out to be one? Merged, and parted again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound
from frontlinje.contacts.actions.customers import save_facts, topics_of_customer
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact, topics_of
from frontlinje.contacts.events import ContactChanged, CustomersMerged, CustomersParted
from frontlinje.contacts.models import Case, Contact, Customer, CustomerMerge, Note
from frontlinje.contacts.queries.facts import facts_of_customer
from frontlinje.contacts.rules.customer_facts import facts_from, plain_facts
from frontlinje.contacts.rules.lifecycle import OPEN, State
from frontlinje.contacts.rules.merging import merged_facts, parted_facts
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may, require

MERGED = "merged"

_GOES_OVER: dict[str, Any] = {"contacts": Contact, "cases": Case, "notes": Note}


@transaction.atomic
def merge_customers(*, kept_id: UUID, merged_id: UUID, by: User, at: datetime) -> CustomerMerge:
    """Make two customers one: contacts, cases and notes go over, and what the other adds.

    The merged row stays, out of sight, with its number; ``part_customers`` restores both.
    Records ``CustomersMerged`` and, if the kept one's facts change, ``CustomerChanged``.

    Raises
    ------
    Invalid
        ``contacts.merge_with_itself``.
    Conflict
        ``contacts.customer_is_merged`` when one of them already is.
    NotFound
        ``contacts.no_such_customer``.
    """
    require(by, Permission.CUSTOMER_EDIT)
    if kept_id == merged_id:
        raise Invalid("contacts.merge_with_itself")
    kept, merged = _locked_pair(kept_id, merged_id)
    if kept.merged_into_id or merged.merged_into_id:
        raise Conflict("contacts.customer_is_merged")
    before, other = facts_of_customer(kept), facts_of_customer(merged)
    after = merged_facts(before, other)
    moved: dict[str, Any] = {
        name: _hand_over(model, merged, kept) for name, model in _GOES_OVER.items()
    }
    moved |= {"before": plain_facts(before), "after": plain_facts(after)}
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    save_facts(kept, before, after, by=by.id, at=at, reason=MERGED)
    merge = CustomerMerge.objects.create(kept=kept, merged=merged, moved=moved, by=by, at=at)
    event = CustomersMerged(customer_id=kept.id, merged_id=merged.id, merge_id=merge.id)
    record(event, at=at, by=by.id, topics=topics_of_customer(kept.id))
    return merge


@transaction.atomic
def part_customers(*, merge_id: UUID, by: User, at: datetime) -> CustomerMerge:
    """Undo a merge: everything that went over goes back, and the facts are as they were.

    What came to the kept customer since stays there, and so do corrections made since.
    Records ``CustomersParted``.

    Raises
    ------
    NotFound
        ``contacts.no_such_merge``.
    Conflict
        ``contacts.merge_undone`` already; ``contacts.undo_later_merge_first`` when the kept
        customer was itself merged since.
    """
    require(by, Permission.CUSTOMER_EDIT)
    merge = CustomerMerge.objects.select_for_update().filter(id=merge_id).first()
    if merge is None:
        raise NotFound("contacts.no_such_merge")
    if merge.undone_at:
        raise Conflict("contacts.merge_undone")
    kept, merged = _locked_pair(merge.kept_id, merge.merged_id)
    if kept.merged_into_id:
        raise Conflict("contacts.undo_later_merge_first")
    for name, model in _GOES_OVER.items():
        model.objects.filter(id__in=merge.moved[name], customer=kept).update(customer=merged)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    now = facts_of_customer(kept)
    facts = parted_facts(facts_from(merge.moved["before"]), facts_from(merge.moved["after"]), now)
    save_facts(kept, now, facts, by=by.id, at=at, reason="parted")
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    event = CustomersParted(customer_id=kept.id, merged_id=merged.id, merge_id=merge.id)
    record(event, at=at, by=by.id, topics=topics_of_customer(kept.id))
    return merge


def _locked_pair(one_id: UUID, other_id: UUID) -> tuple[Customer, Customer]:
    """Lock two customers, always in the same order, so that two merges cannot wait in a ring."""
    locked = {
        customer.id: customer
        for customer in Customer.objects.select_for_update()
        .filter(id__in=[one_id, other_id])
        .order_by("id")
    }
    if len(locked) != 2:
        raise NotFound("contacts.no_such_customer")
    return locked[one_id], locked[other_id]


def _hand_over(model: Any, giver: Customer, taker: Customer) -> list[str]:
    rows = model.objects.filter(customer=giver)
    ids = [str(row_id) for row_id in rows.values_list("id", flat=True)]
    rows.update(customer=taker)
    return ids


@transaction.atomic
def merge_contacts(*, duplicate_id: UUID, into_id: UUID, by: User, at: datetime) -> Contact:
    """Close a contact that says the same as another open one, and point from it to that one.

    The caller has found both through a query that knows who asks. Messages stay where they came;
    whoever opens the other contact sees them through ``merged``. Records ``ContactMoved`` for the
    duplicate and ``ContactChanged`` for the other.

    Raises
    ------
    Invalid
        ``contacts.merge_with_itself``.
    Conflict
        ``contacts.being_offered``, ``contacts.wrong_state``, ``contacts.merge_into_finished``,
        ``contacts.is_exercise``.
    NotAllowed
        ``contacts.in_other_hands`` when a colleague holds the duplicate.
    """
    require(by, Permission.DESK_USE)
    if duplicate_id == into_id:
        raise Invalid("contacts.merge_with_itself")
    locked = {key: locked_contact(key) for key in sorted((duplicate_id, into_id))}
    duplicate, into = locked[duplicate_id], locked[into_id]
    if duplicate.is_exercise or into.is_exercise:
        raise Conflict("contacts.is_exercise", reference=duplicate.reference)
    if into.state not in OPEN:
        raise Conflict("contacts.merge_into_finished", reference=into.reference)
    if duplicate.state == State.OFFERED:
        raise Conflict("contacts.being_offered", reference=duplicate.reference)
    keeper = duplicate.agent_id or duplicate.reserved_for_id
    if keeper not in (None, by.id) and not may(by, Permission.CONTACT_REASSIGN):
        raise NotAllowed("contacts.in_other_hands", reference=duplicate.reference)
    move_contact(
        duplicate,
        to=State.CLOSED,
        at=at,
        by=by.id,
        reason=MERGED,
        closed_reason=MERGED,
        closed_at=at,
        merged_into=into,
        resume_at=None,
        reserved_for=None,
    )
    _tell_of_duplicate(into, duplicate, "duplicate_added", by=by, at=at)
    return duplicate


@transaction.atomic
def part_contacts(*, duplicate_id: UUID, by: User, at: datetime) -> Contact:
    """Undo the merge of a contact: it waits in its queue again, in the place it had.

    Raises
    ------
    Conflict
        ``contacts.not_merged``.
    """
    require(by, Permission.DESK_USE)
    duplicate = locked_contact(duplicate_id)
    into = duplicate.merged_into
    if into is None or duplicate.state != State.CLOSED:
        raise Conflict("contacts.not_merged", reference=duplicate.reference)
    move_contact(
        duplicate,
        to=State.QUEUED,
        at=at,
        by=by.id,
        reason="merge_undone",
        closed_reason="",
        closed_at=None,
        merged_into=None,
        queued_at=duplicate.queued_at or at,
    )
    _tell_of_duplicate(into, duplicate, "duplicate_removed", by=by, at=at)
    return duplicate


def _tell_of_duplicate(
    into: Contact, duplicate: Contact, reason: str, *, by: User, at: datetime
) -> None:
    ids: list[dict[str, object]] = [{}, {"duplicate": str(duplicate.id)}]
    before, after = ids if reason == "duplicate_added" else reversed(ids)
    changed = ContactChanged(
        contact_id=into.id,
        channel=into.channel,
        queue=into.queue,
        reason=reason,
        before=before,
        after=after,
    )
    record(changed, at=at, by=by.id, topics=topics_of(into, into.agent_id))
