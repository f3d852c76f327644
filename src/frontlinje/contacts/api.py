"""What can programs ask about customers and contacts? Look-ups while typing, search, drafts."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.drafts import save_draft
from frontlinje.contacts.queries import (
    FoundContact,
    Search,
    found_contacts,
    get_contact,
    search_contacts,
    search_customers,
    viewer_of,
)
from frontlinje.contacts.rules.excerpt import Piece
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


class PieceOut(Schema):
    """A run of text; a hit is what was looked for."""

    text: str
    is_hit: bool


class HitOut(Schema):
    """A contact that was found; ``name``, ``subject`` and ``text`` with hits told apart."""

    id: UUID
    reference: str
    channel: str
    queue: str
    state: str
    received_at: datetime
    customer_id: UUID | None
    name: list[PieceOut]
    subject: list[PieceOut]
    text: list[PieceOut]


class HitsOut(Schema):
    """A page of contacts, and what to ask for as ``after`` for the next ('' at the end)."""

    contacts: list[HitOut]
    next: str


class SearchIn(Schema):
    """What is looked for, and where; empty for any."""

    q: str
    channel: str = ""
    queue: str = ""
    state: str = ""
    agent: UUID | None = None
    customer: UUID | None = None
    since: AwareDatetime | None = None
    before: AwareDatetime | None = None
    after: str = ""


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


@router.get("/contacts/search", response=HitsOut)
@needs(Permission.DESK_USE)
def contacts(request: HttpRequest, asked: Query[SearchIn]) -> HitsOut:
    """Find contacts by what was said in them, the newest first."""
    now = clock.now()
    state = effective_state(now)
    wanted = asked.dict()
    search = Search(typed=wanted.pop("q"), **wanted)
    page = search_contacts(viewer_of(current_user(request), state), search, now=now)
    language = state.document.language
    found = found_contacts(page.contacts, page.meaning, own_language=language, on=now.date())
    return HitsOut(contacts=[_hit(hit) for hit in found], next=page.next)


def _hit(found: FoundContact) -> HitOut:
    contact = found.contact
    return HitOut(
        id=contact.id,
        reference=contact.reference,
        channel=contact.channel,
        queue=contact.queue,
        state=contact.state,
        received_at=contact.received_at,
        customer_id=contact.customer_id,
        name=_pieces(found.name),
        subject=_pieces(found.subject),
        text=_pieces(found.text),
    )


def _pieces(pieces: Iterable[Piece]) -> list[PieceOut]:
    return [PieceOut(text=piece.text, is_hit=piece.is_hit) for piece in pieces]


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
