"""Which contacts does the backlog list? One query of plain rows, a page at a time, never a count.

What is sorted by urgency is scored as routing scores it (``routing.rules.policy.priority``), in
SQL; a test holds the two together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Extract

from frontlinje.centre.rules.state import CentreState
from frontlinje.contacts.models import Contact, Customer
from frontlinje.contacts.queries import search_customers, visible_contacts
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.contacts.rules.lifecycle import Channel, State
from frontlinje.contacts.rules.reference import read_reference
from frontlinje.desk.rules.backlog_page import Place, read, written
from frontlinje.people.permissions import Permission

PAGE = 50

Code = TypeVar("Code")
Default = TypeVar("Default")


class Sort(StrEnum):
    """In which order the backlog is shown."""

    URGENT = "urgent"
    """As routing would hand it out: most promises waited first. Only for what waits."""
    DUE = "due"
    """The promise that runs out first. Only for what waits."""
    OLDEST = "oldest"
    NEWEST = "newest"


FOR_WAITING = frozenset({Sort.URGENT, Sort.DUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asked the backlog for; anything unknown was left out when it was read."""

    state: State | None = State.QUEUED
    """None for any, only while searching."""
    queue: str = ""
    channel: str = ""
    language: str = ""
    is_overdue: bool = False
    search: str = ""
    sort: Sort = Sort.URGENT
    after: str = ""


@dataclass(frozen=True, slots=True)
class BacklogPage:
    """One page of rows (``FIELDS`` and the rank), and where the next begins ('' at the end)."""

    rows: list[tuple[Any, ...]]
    next: str


FIELDS = (
    "id",
    "reference",
    "channel",
    "queue",
    "state",
    "received_at",
    "due_at",
    "resume_at",
    "subject",
    "preview",
    "language",
    "customer__name",
    "agent_id",
    "agent__name",
    "reserved_for_id",
)


def wanted_from(asked: Mapping[str, str], state: CentreState) -> Wanted:
    """Read what was asked for; what the centre does not know counts as not asked."""
    search = asked.get("q", "").strip()[:100]
    chosen = _one_of(State, asked.get("state", ""), None if search else State.QUEUED)
    order = _one_of(Sort, asked.get("sort", ""), Sort.URGENT)
    if chosen is not State.QUEUED and order in FOR_WAITING:
        order = Sort.NEWEST
    return Wanted(
        state=chosen,
        queue=asked["queue"] if asked.get("queue") in state.queues else "",
        channel=_one_of(Channel, asked.get("channel", ""), ""),
        language=asked.get("language", "")[:5],
        is_overdue=asked.get("overdue", "") == "1" and chosen is State.QUEUED,
        search=search,
        sort=order,
        after=asked.get("after", ""),
    )


def _one_of(kind: Callable[[str], Code], typed: str, default: Default) -> Code | Default:
    try:
        return kind(typed)
    except ValueError:
        return default


def backlog(
    viewer: ContactViewer, wanted: Wanted, *, state: CentreState, now: datetime
) -> BacklogPage:
    """Return one page of the contacts that this person may read and asked for.

    Raises
    ------
    Invalid
        ``desk.bad_page`` when ``wanted.after`` did not come from ``BacklogPage.next``.
    """
    place = read(wanted.after) if wanted.after else None
    as_of = place.as_of if place else now
    rows = _matching(viewer, wanted, as_of)
    rows = _after(_ranked(rows, wanted.sort, state, as_of), wanted.sort, place)
    found = _sorted_first(rows) if wanted.sort in FOR_WAITING else _read_in_order(rows)
    if len(found) <= PAGE:
        return BacklogPage(found, "")
    last = found[PAGE - 1]
    key = repr(last[-1]) if wanted.sort is Sort.URGENT else last[-1].isoformat()
    return BacklogPage(found[:PAGE], written(Place(as_of, key, last[0])))


def _read_in_order(rows: QuerySet[Any]) -> list[tuple[Any, ...]]:
    """Read rows that an index gives in the right order."""
    return list(rows.values_list(*FIELDS, "rank")[: PAGE + 1])


def _sorted_first(rows: QuerySet[Any]) -> list[tuple[Any, ...]]:
    """Sort all that wait by id and rank alone, then read what the page shows of its few rows."""
    ranks = dict(rows.values_list("id", "rank")[: PAGE + 1])
    shown = Contact.objects.filter(id__in=ranks).values_list(*FIELDS)
    by_id = {row[0]: row for row in shown}
    return [(*by_id[contact_id], rank) for contact_id, rank in ranks.items()]


def _matching(viewer: ContactViewer, wanted: Wanted, as_of: datetime) -> QuerySet[Contact]:
    if wanted.search:
        rows = visible_contacts(viewer).filter(_searched(wanted.search))
    else:
        rows = _readable_queues(viewer)
    if wanted.state is not None:
        rows = rows.filter(state=wanted.state)
    if wanted.queue:
        rows = rows.filter(queue=wanted.queue)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.is_overdue:
        rows = rows.filter(due_at__lt=as_of)
    return rows


def _readable_queues(viewer: ContactViewer) -> QuerySet[Contact]:
    """Return contacts of the queues this person may read: one index walk, where
    ``visible_contacts`` would ask the ledger about every row of somebody else's queue. What they
    had in their own hands of other queues is found by searching."""
    if Permission.CONTACT_READ_ALL in viewer.permissions:
        return Contact.objects.all()
    queues = viewer.queues if viewer.is_narrow else viewer.queues | viewer.queues_for_all
    return Contact.objects.filter(queue__in=sorted(queues))


def _searched(typed: str) -> Q:
    reference = read_reference(typed)
    by_customer = Q(customer__in=[found.id for found in search_customers(typed)])
    return by_customer | Q(reference=reference) if reference else by_customer


def _ranked(
    rows: QuerySet[Contact], sort: Sort, state: CentreState, as_of: datetime
) -> QuerySet[Contact]:
    match sort:
        case Sort.URGENT:
            return rows.annotate(rank=_urgency(state, as_of)).order_by("-rank", "id")
        case Sort.DUE:
            due = Coalesce("due_at", "received_at", output_field=DateTimeField())
            return rows.annotate(rank=due).order_by("rank", "id")
        case Sort.OLDEST:
            return rows.annotate(rank=F("received_at")).order_by("received_at", "id")
        case Sort.NEWEST:
            return rows.annotate(rank=F("received_at")).order_by("-received_at", "-id")


def _urgency(state: CentreState, as_of: datetime) -> Combinable:
    """Return ``priority`` in SQL: promises waited, and the head starts given."""
    queues = state.queues.values()
    promise = Case(
        *(When(queue=queue.code, then=Value(queue.promise_s)) for queue in queues),
        default=Value(1.0),
        output_field=FloatField(),
    )
    weight = Case(
        *(When(queue=queue.code, then=Value(queue.weight)) for queue in queues if queue.weight),
        default=Value(0.0),
        output_field=FloatField(),
    )
    late = ExpressionWrapper(
        Value(as_of) - Coalesce("due_at", "received_at"), output_field=DurationField()
    )
    late_s = Cast(Extract(late, "epoch"), FloatField())
    # The promise runs out one promise after the wait began; without one the arrival counts.
    begun = Case(
        When(due_at__isnull=True, then=Value(0.0)), default=Value(1.0), output_field=FloatField()
    )
    weighty = Customer.objects.filter(id=OuterRef("customer_id")).exclude(weight=0)
    customer = Cast(Coalesce(Subquery(weighty.values("weight")[:1]), 0), FloatField())
    raised = Coalesce(Cast(KT("overflow__raised"), FloatField()), 0.0)
    return late_s / promise + begun + weight + customer + raised


def _after(rows: QuerySet[Any], sort: Sort, place: Place | None) -> QuerySet[Any]:
    if place is None:
        return rows
    match sort:
        case Sort.URGENT:
            further = Q(rank__lt=place.number) | Q(rank=place.number, id__gt=place.id)
            return rows.filter(further)
        case Sort.NEWEST:
            # The bound by itself is what the index walks from.
            further = Q(received_at__lt=place.instant) | Q(id__lt=place.id)
            return rows.filter(further, received_at__lte=place.instant)
        case Sort.OLDEST:
            further = Q(received_at__gt=place.instant) | Q(id__gt=place.id)
            return rows.filter(further, received_at__gte=place.instant)
        case Sort.DUE:
            further = Q(rank__gt=place.instant) | Q(id__gt=place.id)
            return rows.filter(further, rank__gte=place.instant)
