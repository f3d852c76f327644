"""What happened, when, by whom and why? The ledger, for those who may look back."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontlinje.ledger.events import REGISTRY
from frontlinje.ledger.models import Event
from frontlinje.ledger.queries import Sought, events_sought
from frontlinje.people.access import current_user, needs
from frontlinje.people.days import end_of_day, start_of_day
from frontlinje.people.forms import LedgerForm
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, may

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Detail:
    """A field of an event; ``before`` is empty where it tells a fact and no change."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Line:
    """An event as this reader may see it."""

    event: Event
    by: str
    about: str
    details: list[Detail]
    is_withheld: bool
    """Whether there are details that are not for this reader."""


@needs(Permission.LEDGER_READ)
def ledger(request: HttpRequest) -> HttpResponse:
    """Show events, newest first."""
    form = LedgerForm(request.GET, subjects=sorted({kind.split(".")[0] for kind in REGISTRY}))
    form.is_valid()
    asked = form.cleaned_data
    day, person, before = asked.get("day"), asked.get("person"), request.GET.get("before", "")
    sought = Sought(
        since=start_of_day(day) if day else None,
        until=end_of_day(day) if day else None,
        subject=asked.get("subject", ""),
        person=person.id if person else None,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
    )
    events = list(events_sought(sought)[: PAGE_SIZE + 1])
    shown = events[:PAGE_SIZE]
    context = {
        "form": form,
        "lines": list(_lines(shown, current_user(request))),
        "older_than": shown[-1].id if len(events) > PAGE_SIZE else None,
    }
    return render(request, "people/ledger.html", context)


def _lines(events: list[Event], reader: User) -> Iterator[Line]:
    ids = {person for event in events for person in (event.by, event.agent_id) if person}
    names: dict[UUID | None, str] = dict(User.objects.filter(id__in=ids).values_list("id", "name"))
    for event in events:
        may_read = _may_read_details(event, reader)
        yield Line(
            event=event,
            by=names.get(event.by, ""),
            about=names.get(event.agent_id, ""),
            details=list(_details(event.body)) if may_read else [],
            is_withheld=not may_read and bool(event.body),
        )


def _may_read_details(event: Event, reader: User) -> bool:
    """Say whether the details, which may be about a customer, are for this reader."""
    if event.customer_id is not None and not may(reader, Permission.CUSTOMER_READ):
        return False
    return event.contact_id is None or may(reader, Permission.CONTACT_READ_ALL)


def _details(body: dict[str, object]) -> Iterator[Detail]:
    before, after = body.get("before"), body.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        for field in after:
            yield Detail(field, before.get(field, ""), after[field])
    elif isinstance(after, dict):
        for field, value in after.items():
            yield Detail(field, "", value)
    elif after is not None:
        yield Detail("", before, after)
    yield from _changes(body.get("changes"))
    for field, value in body.items():
        if field not in ("before", "after", "changes") and value not in (None, "", [], {}):
            yield Detail(field, "", value)


def _changes(changes: object) -> Iterator[Detail]:
    """Yield the changes of a document: each with its path, before and after."""
    for change in changes if isinstance(changes, list) else []:
        before, after = change.get("before"), change.get("after")
        yield Detail(change["path"], "" if before is None else before, after)
