"""What was said in these contacts, part by part? For reading into the search, and for excerpts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models.functions import Left

from frontlinje.contacts.models import Contact, Message, Note
from frontlinje.contacts.rules.search_text import MOST_READ


@dataclass(frozen=True, slots=True)
class Said:
    """A contact with what was said in it, the oldest first."""

    contact: Contact
    texts: list[str] = field(default_factory=list)
    """Messages and notes."""
    around: list[str] = field(default_factory=list)
    """Who wrote, and subjects of messages."""

    @property
    def parts(self) -> Iterator[str]:
        """Yield everything that the contact is found by."""
        contact = self.contact
        yield contact.reference
        yield contact.reference.replace("-", "")
        yield contact.subject
        if contact.customer is not None:
            yield contact.customer.name
            yield contact.customer.number or ""
        yield from dict.fromkeys(self.around)
        yield from self.texts


def said_in(contacts: Iterable[Contact]) -> list[Said]:
    """Return what was said in each of the contacts, in their order."""
    said = {contact.id: Said(contact) for contact in contacts}
    messages = Message.objects.filter(contact__in=said).order_by("at", "id")
    short = messages.annotate(start=Left("text", MOST_READ))
    for contact_id, sender, subject, text in short.values_list(
        "contact_id", "sender", "subject", "start"
    ):
        said[contact_id].around.extend((sender, subject))
        said[contact_id].texts.append(text)
    notes = Note.objects.filter(contact__in=said).order_by("at", "id")
    for contact_id, text in notes.values_list("contact_id", "text"):
        if contact_id is not None:
            said[contact_id].texts.append(text)
    return list(said.values())


def noted_about(customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return what was noted about customers apart from any contact, the oldest first."""
    noted: defaultdict[UUID, list[str]] = defaultdict(list)
    notes = Note.objects.filter(customer__in=customer_ids, contact=None).order_by("at", "id")
    for customer_id, text in notes.values_list("customer_id", "text"):
        if customer_id is not None:
            noted[customer_id].append(text)
    return dict(noted)
