"""What has happened with a customer, over all channels, newest first? Page by page.

Whoever may not read a contact sees that there was one, when and on which channel, and no more.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import nlargest
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from frontlinje.base.errors import Invalid
from frontlinje.contacts.models import Contact, Message, Note
from frontlinje.contacts.queries.seeing import visible_contacts
from frontlinje.contacts.rules.access import ContactViewer
from frontlinje.contacts.rules.place import Place, read_place, write_place

PAGE = 30

Row = TypeVar("Row", bound=Model)


class EntryKind(StrEnum):
    """What an entry of the timeline is about."""

    CONTACT = "contact"
    HIDDEN_CONTACT = "hidden_contact"
    MESSAGE = "message"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; ``row`` is a Contact, Message or Note, or None when hidden."""

    at: datetime
    id: UUID
    kind: EntryKind
    channel: str
    row: Contact | Message | Note | None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A page of entries, newest first, and where the next one begins ('' at the end)."""

    entries: tuple[Entry, ...]
    next: str


def timeline(
    customer_id: UUID, viewer: ContactViewer, *, after: str = "", most: int = PAGE
) -> TimelinePage:
    """Return one page of what happened with a customer, as this person may see it.

    Raises
    ------
    Invalid
        ``contacts.bad_page`` when ``after`` did not come from ``TimelinePage.next``.
    """
    place = read_place(after) if after else None
    if after and place is None:
        raise Invalid("contacts.bad_page", field="after")
    visible = visible_contacts(viewer).filter(id=OuterRef("id"))
    contacts = Contact.objects.filter(customer=customer_id).annotate(is_visible=Exists(visible))
    readable = visible_contacts(viewer).filter(id=OuterRef("contact"))
    messages = (
        Message.objects.filter(contact__customer=customer_id)
        .filter(Exists(readable))
        .exclude(text="")
        .select_related("contact", "author")
    )
    notes = (
        Note.objects.filter(customer=customer_id)
        .filter(Q(contact=None) | Exists(readable))
        .select_related("contact", "by")
    )
    contacts = contacts.select_related("agent", "case", "merged_into")
    entries = [
        *map(_of_contact, _before(contacts, "received_at", place, most)),
        *map(_of_message, _before(messages, "at", place, most)),
        *map(_of_note, _before(notes, "at", place, most)),
    ]
    newest = nlargest(most + 1, entries, key=lambda entry: (entry.at, entry.id))
    page = tuple(newest[:most])
    next_after = write_place((page[-1].at, page[-1].id)) if page else ""
    return TimelinePage(page, next_after if len(newest) > most else "")


def _before(rows: QuerySet[Row], at: str, place: Place | None, most: int) -> list[Row]:
    if place is not None:
        when, row_id = place
        rows = rows.filter(Q(**{f"{at}__lt": when}) | Q(**{at: when, "id__lt": row_id}))
    return list(rows.order_by(f"-{at}", "-id")[: most + 1])


def _of_contact(contact: Any) -> Entry:
    kind = EntryKind.CONTACT if contact.is_visible else EntryKind.HIDDEN_CONTACT
    row = contact if contact.is_visible else None
    return Entry(contact.received_at, contact.id, kind, contact.channel, row)


def _of_message(message: Message) -> Entry:
    return Entry(message.at, message.id, EntryKind.MESSAGE, message.contact.channel, message)


def _of_note(note: Note) -> Entry:
    channel = note.contact.channel if note.contact else ""
    return Entry(note.at, note.id, EntryKind.NOTE, channel, note)
