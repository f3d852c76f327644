"""How does a checked file get into the register, and out again? Whole, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.db.models import AutoField, Model

from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.customers import with_facts, write_reach
from frontlinje.contacts.actions.importing import PIECE, failure_of, locked_run, plans
from frontlinje.contacts.events import (
    CustomerChanged,
    CustomerCreated,
    CustomerRemoved,
    CustomersImported,
    ImportUndone,
)
from frontlinje.contacts.models import (
    Customer,
    CustomerEmail,
    CustomerMerge,
    CustomerPhone,
    ImportRun,
    ImportState,
)
from frontlinje.contacts.queries.facts import SCALARS, facts_of
from frontlinje.contacts.rules.customer_facts import (
    CustomerFacts,
    differences,
    facts_from,
    plain_facts,
)
from frontlinje.ledger.actions import record
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

_UPDATED = [*SCALARS, "flags", "search_key"]


def write_import(*, run_id: UUID, at: datetime) -> None:
    """Write a confirmed file into the register: all its good rows, or none.

    Records ``CustomerCreated`` and ``CustomerChanged`` for each customer and ``CustomersImported``
    for the run.
    """
    run = ImportRun.objects.get(id=run_id)
    if run.state != ImportState.WRITING:
        return

    @transaction.atomic
    def write() -> None:
        locked = locked_run(run_id, ImportState.WRITING)
        totals = {"n_new": 0, "n_changed": 0, "n_unchanged": 0}
        n_wrong = 0
        for plan, _n_read in plans(run, at=at, is_locked=True):
            _create(plan.new, run, at)
            _change(plan.changed, run, at)
            totals["n_new"] += len(plan.new)
            totals["n_changed"] += len(plan.changed)
            totals["n_unchanged"] += plan.n_unchanged
            n_wrong += len(plan.errors)
        imported = CustomersImported(import_run=run_id, n_wrong=n_wrong, **totals)
        record(imported, at=at, by=run.by_id, topics={"customers"})
        for name, value in totals.items():
            setattr(locked, name, value)
        locked.state, locked.imported_at, locked.file = ImportState.DONE, at, None
        locked.save(update_fields=["state", "imported_at", "file", *totals])

    failure = failure_of(write)
    if failure:
        ImportRun.objects.filter(id=run_id).update(state=ImportState.FAILED, failure=failure)


def _create(new: Sequence[CustomerFacts], run: ImportRun, at: datetime) -> None:
    customers = []
    for facts in new:
        customer = Customer(id=uuid7(), created_at=at)
        with_facts(customer, facts)
        customers.append(customer)
    _copy_in(Customer, customers)
    pairs = list(zip((customer.id for customer in customers), new, strict=True))
    _add_reach((customer_id, CustomerFacts(name=""), facts) for customer_id, facts in pairs)
    events = [
        CustomerCreated(customer_id=customer_id, after=plain_facts(facts), import_run=run.id)
        for customer_id, facts in pairs
    ]
    record(*events, at=at, by=run.by_id)


def _change(
    changed: dict[UUID, tuple[CustomerFacts, CustomerFacts]], run: ImportRun, at: datetime
) -> None:
    _update({customer_id: after for customer_id, (_before, after) in changed.items()})
    _add_reach((customer_id, before, after) for customer_id, (before, after) in changed.items())
    events = []
    for customer_id, (before, after) in changed.items():
        was, became = differences(before, after)
        events.append(
            CustomerChanged(
                customer_id=customer_id,
                before=was,
                after=became,
                reason="imported",
                import_run=run.id,
            )
        )
    record(*events, at=at, by=run.by_id)


def _update(facts: dict[UUID, CustomerFacts]) -> None:
    """Write the facts of locked customers, but for phones and addresses, in one statement."""
    keys: defaultdict[UUID | None, list[str]] = defaultdict(list)
    merged = Customer.objects.filter(merged_into__in=facts)
    for kept_id, key in merged.values_list("merged_into", "search_key"):
        keys[kept_id].append(key)
    customers = list(Customer.objects.filter(id__in=facts))
    for customer in customers:
        with_facts(customer, facts[customer.id], keys[customer.id])
    Customer.objects.bulk_create(
        customers, update_conflicts=True, unique_fields=["id"], update_fields=_UPDATED
    )


def _add_reach(changes: Iterable[tuple[UUID, CustomerFacts, CustomerFacts]]) -> None:
    phones, emails = [], []
    for customer_id, before, after in changes:
        phones += [
            CustomerPhone(customer_id=customer_id, number=number)
            for number in after.phones
            if number not in before.phones
        ]
        emails += [
            CustomerEmail(customer_id=customer_id, address=address)
            for address in after.emails
            if address not in before.emails
        ]
    _copy_in(CustomerPhone, phones)
    _copy_in(CustomerEmail, emails)


def _copy_in(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert rows by COPY: for thousands of rows several times as fast as INSERT by the ORM."""
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([getattr(row, field.attname) for field in fields])


@transaction.atomic
def start_undo(*, run_id: UUID, by: User) -> ImportRun:
    """Say that an import is to be taken back; the caller has it done next."""
    require(by, Permission.CUSTOMER_IMPORT)
    run = locked_run(run_id, ImportState.DONE)
    run.state = ImportState.UNDOING
    run.save(update_fields=["state"])
    return run


@transaction.atomic
def undo_import(*, run_id: UUID, by: UUID, at: datetime) -> None:
    """Take an import back, as the ledger tells it: who came goes, what changed is as before.

    Customers to whom something has happened since (contacts, cases, notes, merges, corrections)
    stay as they are and are counted. Records ``CustomerRemoved``, ``CustomerChanged`` and
    ``ImportUndone``.
    """
    run = ImportRun.objects.select_for_update().filter(id=run_id).first()
    if run is None or run.state != ImportState.UNDOING:
        return
    counts = {"n_removed": 0, "n_restored": 0, "n_left": 0}
    for events in _pieces_of_run(run, CustomerCreated.kind):
        removed = _remove(events, run, by=by, at=at)
        counts["n_removed"] += removed
        counts["n_left"] += len(events) - removed
    for events in _pieces_of_run(run, CustomerChanged.kind):
        restored = _restore(events, by=by, at=at)
        counts["n_restored"] += restored
        counts["n_left"] += len(events) - restored
    record(ImportUndone(import_run=run.id, **counts), at=at, by=by, topics={"customers"})
    run.state, run.undone_at, run.n_left = ImportState.UNDONE, at, counts["n_left"]
    run.save(update_fields=["state", "undone_at", "n_left"])


def _pieces_of_run(run: ImportRun, kind: str) -> Iterator[list[Event]]:
    # The instant finds them by index; the run's id leaves no doubt.
    imported_at = run.imported_at or run.uploaded_at
    told = Event.objects.filter(kind=kind, at=imported_at, body__import_run=str(run.id))
    events = told.order_by("id").iterator(chunk_size=PIECE)
    while piece := list(islice(events, PIECE)):
        yield piece


def _remove(events: list[Event], run: ImportRun, *, by: UUID, at: datetime) -> int:
    told = {e.customer_id: facts_from(e.body["after"]) for e in events if e.customer_id}
    untouched = (
        Customer.objects.select_for_update(of=("self",))
        .filter(id__in=told, merged_into=None)
        .filter(contacts=None, cases=None, notes=None, merged=None)
        # Whoever was merged once is still named by that merge, undone or not.
        .exclude(id__in=CustomerMerge.objects.values("kept"))
        .exclude(id__in=CustomerMerge.objects.values("merged"))
        .values_list("id", flat=True)
    )
    now = facts_of(list(untouched))
    gone = [each for each, facts in now.items() if facts == told[each]]
    Customer.objects.filter(id__in=gone).delete()
    removed = [CustomerRemoved(customer_id=each, import_run=run.id) for each in gone]
    record(*removed, at=at, by=by)
    return len(gone)


def _restore(events: list[Event], *, by: UUID, at: datetime) -> int:
    told = {event.customer_id: event.body for event in events if event.customer_id}
    rows = Customer.objects.select_for_update().filter(id__in=told, merged_into=None)
    now = facts_of(list(rows.values_list("id", flat=True)))
    restored = {}
    undone = []
    for customer_id, facts in now.items():
        was, became = told[customer_id]["before"], told[customer_id]["after"]
        current = plain_facts(facts)
        if any(current[name] != value for name, value in became.items()):
            continue
        restored[customer_id] = facts_from({**current, **was})
        write_reach(customer_id, facts, restored[customer_id])
        changed = CustomerChanged(
            customer_id=customer_id, before=became, after=was, reason="import_undone"
        )
        undone.append(changed)
    _update(restored)
    record(*undone, at=at, by=by)
    return len(restored)
