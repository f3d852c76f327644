"""What can programs ask about customers and contacts? Look-ups while typing, and drafts."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.drafts import save_draft
from frontlinje.contacts.queries import get_contact, search_customers, viewer_of
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission

router = Router(tags=["customers"])


class FoundCustomer(Schema):
    """A customer who fits a search."""

    id: UUID
    name: str
    number: str
    is_organisation: bool
    place: str
    phones: list[str]
    emails: list[str]
    flags: list[str]


class DraftIn(Schema):
    """What somebody is writing; ``sequence`` only ever grows."""

    text: str
    sequence: int | None = None


class DraftSaved(Schema):
    """Whether this was the latest save, or was overtaken by another."""

    is_latest: bool


@router.get("/customers", response=list[FoundCustomer])
@needs(Permission.CUSTOMER_READ)
def customers(request: HttpRequest, q: str = "") -> list[FoundCustomer]:
    """Find customers by name, number, phone or e-mail, whole or half typed; best first."""
    return [FoundCustomer.from_orm(found) for found in search_customers(q)]


@router.put("/contacts/{uuidstr:contact_id}/draft", response=DraftSaved)
@needs(Permission.DESK_USE)
def contact_draft(request: HttpRequest, contact_id: UUID, draft: DraftIn) -> DraftSaved:
    """Save what the signed-in person is writing in answer to a contact."""
    user, now = current_user(request), clock.now()
    contact = get_contact(viewer_of(user, effective_state(now)), contact_id)
    is_latest = save_draft(
        contact_id=contact.id, user=user, text=draft.text, sequence=draft.sequence, at=now
    )
    return DraftSaved(is_latest=is_latest)
