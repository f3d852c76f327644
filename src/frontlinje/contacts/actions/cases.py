"""What can be done to a case? Opened, renamed, linked to contacts, closed, opened again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from frontlinje.base.errors import Conflict, Invalid, NotFound
from frontlinje.base.ids import uuid7
from frontlinje.contacts.actions.customers import topics_of_customer
from frontlinje.contacts.actions.lifecycle import locked_contact, topics_of
from frontlinje.contacts.events import CaseChanged, CaseOpened, ContactChanged
from frontlinje.contacts.models import Case, Contact
from frontlinje.contacts.rules.reference import reference_of
from frontlinje.ledger.actions import record
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission, require

MOST_TITLE = 200


@transaction.atomic
def open_case(
    *,
    title: str,
    by: User,
    at: datetime,
    customer_id: UUID | None = None,
    contact_id: UUID | None = None,
    is_major: bool = False,
) -> Case:
    """Open a case, for a customer, out of a contact (which is linked to it), or for an incident.

    Records ``CaseOpened``, and ``ContactChanged`` for the contact.

    Raises
    ------
    Invalid
        ``contacts.title_missing`` or ``contacts.too_long``.
    """
    require(by, Permission.DESK_USE)
    identifier = uuid7()
    contact = locked_contact(contact_id) if contact_id else None
    case = Case(
        id=identifier,
        reference=reference_of(identifier),
        title=_checked(title),
        customer_id=customer_id or (contact.customer_id if contact else None),
        is_major=is_major,
        opened_at=at,
    )
    case.save(force_insert=True)
    opened = CaseOpened(case_id=case.id, customer_id=case.customer_id)
    record(opened, at=at, by=by.id, topics=_topics(case))
    if contact is not None:
        _link(contact, case, by=by, at=at)
    return case


@transaction.atomic
def rename_case(*, case_id: UUID, title: str, by: User, at: datetime) -> Case:
    """Give a case another title. Records ``CaseChanged``."""
    require(by, Permission.DESK_USE)
    case = locked_case(case_id)
    before, case.title = case.title, _checked(title)
    if case.title != before:
        case.save(update_fields=["title"])
        _tell(case, "renamed", {"title": before}, {"title": case.title}, by=by, at=at)
    return case


@transaction.atomic
def close_case(*, case_id: UUID, by: User, at: datetime) -> Case:
    """Close a case; its contacts stay as they are. Records ``CaseChanged``.

    Raises
    ------
    Conflict
        ``contacts.case_closed`` already.
    """
    require(by, Permission.DESK_USE)
    case = locked_case(case_id)
    if case.closed_at:
        raise Conflict("contacts.case_closed", reference=case.reference)
    case.closed_at = at
    case.save(update_fields=["closed_at"])
    _tell(case, "closed", {"is_open": True}, {"is_open": False}, by=by, at=at)
    return case


@transaction.atomic
def reopen_case(*, case_id: UUID, by: User, at: datetime) -> Case:
    """Open a closed case again. Records ``CaseChanged``, unless it is open."""
    require(by, Permission.DESK_USE)
    case = locked_case(case_id)
    if case.closed_at:
        case.closed_at = None
        case.save(update_fields=["closed_at"])
        _tell(case, "reopened", {"is_open": False}, {"is_open": True}, by=by, at=at)
    return case


@transaction.atomic
def link_contact(*, contact_id: UUID, case_id: UUID | None, by: User, at: datetime) -> Contact:
    """Link a contact to a case, or to none. Records ``ContactChanged``.

    The caller has found the contact through a query that knows who asks.

    Raises
    ------
    Conflict
        ``contacts.case_closed``: it would look finished; open it again first;
        ``contacts.is_exercise``.
    """
    require(by, Permission.DESK_USE)
    contact = locked_contact(contact_id)
    case = locked_case(case_id) if case_id else None
    if case and case.closed_at:
        raise Conflict("contacts.case_closed", reference=case.reference)
    _link(contact, case, by=by, at=at)
    return contact


def locked_case(case_id: UUID) -> Case:
    """Return the case, locked until the transaction ends.

    Raises
    ------
    NotFound
        ``contacts.no_such_case``.
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise NotFound("contacts.no_such_case", case_id=case_id)
    return case


def _link(contact: Contact, case: Case | None, *, by: User, at: datetime) -> None:
    if contact.is_exercise:
        raise Conflict("contacts.is_exercise", reference=contact.reference)
    before = contact.case_id
    if before == (case.id if case else None):
        return
    contact.case = case
    contact.save(update_fields=["case"])
    changed = ContactChanged(
        contact_id=contact.id,
        channel=contact.channel,
        queue=contact.queue,
        reason="case_linked" if case else "case_unlinked",
        before={"case": before},
        after={"case": contact.case_id},
    )
    record(changed, at=at, by=by.id, topics=topics_of(contact, contact.agent_id))


def _tell(
    case: Case,
    reason: str,
    before: dict[str, object],
    after: dict[str, object],
    *,
    by: User,
    at: datetime,
) -> None:
    changed = CaseChanged(
        case_id=case.id, customer_id=case.customer_id, reason=reason, before=before, after=after
    )
    record(changed, at=at, by=by.id, topics=_topics(case))


def _topics(case: Case) -> set[str]:
    return topics_of_customer(case.customer_id) if case.customer_id else set()


def _checked(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Invalid("contacts.title_missing", field="title")
    if len(title) > MOST_TITLE:
        raise Invalid("contacts.too_long", field="title", most=MOST_TITLE)
    return title
