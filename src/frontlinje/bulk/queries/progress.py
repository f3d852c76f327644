"""How far has a run come, and what stands in the way of its contacts? Asked by its page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from frontlinje.bulk.deeds import DOINGS, Work
from frontlinje.bulk.models import BulkItem, BulkRun, Deed, ItemState
from frontlinje.bulk.queries.known import address_of, facts_of, merged_for, without_address
from frontlinje.bulk.rules.hindrances import Facts
from frontlinje.bulk.rules.merged import Merged
from frontlinje.centre.rules.state import CentreState
from frontlinje.people.models import User

PAGE = 50
NO_ADDRESS = "mail.nobody_to_answer"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many contacts of a run are in which state."""

    waiting: int = 0
    left_out: int = 0
    done: int = 0
    failed: int = 0
    undone: int = 0
    kept: int = 0

    @property
    def tried(self) -> int:
        """Return how many have had their turn."""
        return self.done + self.failed

    @property
    def chosen(self) -> int:
        """Return how many are to have their turn."""
        return self.tried + self.waiting


def counts_of(run: BulkRun) -> Counts:
    """Return how many contacts of a run are in which state."""
    rows = run.items.order_by().values_list("state").annotate(n=Count("id"))
    return Counts(**dict(rows))


@dataclass(frozen=True, slots=True)
class Previewed:
    """One contact of a run before it starts."""

    item: BulkItem
    obstacle: tuple[str, dict[str, object]] | None
    """The code of what stands in the way, with the parameters of its text."""
    answer: Merged | None
    """What the customer would read."""
    address: str
    """Where it would go."""

    @property
    def is_left_out(self) -> bool:
        """Say whether somebody left it out."""
        return self.item.state == ItemState.LEFT_OUT


@dataclass(frozen=True, slots=True)
class Preview:
    """A page of what a run would do, and how many it would not."""

    rows: list[Previewed]
    n_ready: int
    n_hindered: int
    n_left_out: int
    page: int
    n_pages: int


def preview_of(
    run: BulkRun, *, by: User, state: CentreState, now: datetime, page: int = 1
) -> Preview:
    """Return a page of what the run would do if this person started it now."""
    items = list(run.items.select_related("contact__customer").order_by("place"))
    deed, work = Deed(run.deed), Work(run.terms, None, by, now, state, None)
    contacts = [item.contact for item in items]
    facts = facts_of(contacts, deed, run.terms, by=by, state=state)
    hindered = {
        contact_id: code
        for contact_id, known in facts.items()
        if (code := DOINGS[deed].hindrance(known, work))
    }
    if deed == Deed.ANSWER:
        free = (contact for contact in contacts if contact.id not in hindered)
        hindered |= dict.fromkeys(without_address(free), NO_ADDRESS)
    n_left_out = sum(item.state == ItemState.LEFT_OUT for item in items)
    n_hindered = sum(
        item.state != ItemState.LEFT_OUT and item.contact_id in hindered for item in items
    )
    n_pages = max(1, -(-len(items) // PAGE))
    page = min(max(page, 1), n_pages)
    shown = items[(page - 1) * PAGE : page * PAGE]
    return Preview(
        rows=[_row(item, hindered.get(item.contact_id, ""), facts, work) for item in shown],
        n_ready=len(items) - n_left_out - n_hindered,
        n_hindered=n_hindered,
        n_left_out=n_left_out,
        page=page,
        n_pages=n_pages,
    )


def preview_item(item: BulkItem, *, by: User, state: CentreState, now: datetime) -> Previewed:
    """Return one contact of a run as the preview shows it."""
    run, work = item.run, Work(item.run.terms, None, by, now, state, None)
    facts = facts_of([item.contact], Deed(run.deed), run.terms, by=by, state=state)
    code = DOINGS[Deed(run.deed)].hindrance(facts[item.contact_id], work)
    return _row(item, code, facts, work)


def _row(item: BulkItem, code: str, facts: dict[UUID, Facts], work: Work) -> Previewed:
    known = facts[item.contact_id]
    named: dict[str, object] = {"lacks": ", ".join(known.lacks)}
    obstacle = (code, named) if code else None
    if item.run.deed != Deed.ANSWER:
        return Previewed(item, obstacle, None, "")
    answer = merged_for(item.contact, work.terms, by=work.by, state=work.state)
    address = address_of(item.contact)
    if not (code or address):
        obstacle = (NO_ADDRESS, named)
    return Previewed(item, obstacle, answer, address)


def items_in(run: BulkRun, *states: ItemState, most: int) -> list[BulkItem]:
    """Return contacts of a run that are in one of these states, in order."""
    items = run.items.filter(state__in=states).select_related("contact__customer")
    return list(items.order_by("place")[:most])
