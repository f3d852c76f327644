"""What can programs do at a desk, as the signed-in person? Status, offers, work, answers."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from frontlinje.base import clock
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.models import Contact
from frontlinje.contacts.queries import get_contact, viewer_of
from frontlinje.desk.actions.answering import Then, finish_seen, send_answer
from frontlinje.desk.places import place_of
from frontlinje.desk.queries.work import live_offers, my_work
from frontlinje.people.access import current_user, needs
from frontlinje.people.permissions import Permission
from frontlinje.presence.actions import declare_status
from frontlinje.presence.models import Status
from frontlinje.presence.queries import presence_of
from frontlinje.routing.actions.offers import accept_offer, reject_offer
from frontlinje.routing.actions.work import take_contact

router = Router(tags=["desk"])


class ContactOut(Schema):
    """A contact as a list shows it."""

    id: UUID
    reference: str
    channel: str
    queue: str
    state: str
    received_at: datetime
    due_at: datetime | None
    resume_at: datetime | None
    wrap_up_until: datetime | None
    subject: str
    preview: str
    language: str
    customer_id: UUID | None


class OfferOut(Schema):
    """A contact held out to the signed-in person."""

    id: UUID
    made_at: datetime
    deadline_at: datetime
    contact: ContactOut


class StatusOut(Schema):
    """What the person declared."""

    status: str
    status_at: datetime
    reason: str
    place: str
    is_not_responding: bool


class StatusIn(Schema):
    """What to declare; ``place`` is ``home``, ``office`` or ``office:`` and a site's code."""

    status: Status
    reason: str = ""
    place: str = ""


class RejectIn(Schema):
    """Why an offer is let pass."""

    reason: str = ""


class FinishIn(Schema):
    """The contact reason, if there is one."""

    wrap_up_code: str = ""


class ReplyIn(Schema):
    """An answer, and what becomes of the contact then."""

    text: str
    then: Then = Then.FINISH
    wrap_up_code: str = ""
    resume_at: datetime | None = None


@router.get("/status", response=StatusOut)
@needs(Permission.DESK_USE)
def status(request: HttpRequest) -> StatusOut:
    """Return what the signed-in person has declared."""
    return StatusOut.from_orm(presence_of(current_user(request), now=clock.now()))


@router.post("/status", response=StatusOut)
@needs(Permission.DESK_USE)
def status_set(request: HttpRequest, wanted: StatusIn) -> StatusOut:
    """Go ready, take a pause or log off."""
    place, site = place_of(wanted.place)
    user = current_user(request)
    declared = declare_status(
        user=user,
        status=wanted.status,
        at=clock.now(),
        by=user.id,
        reason=wanted.reason,
        place=place,
        site=site,
    )
    return StatusOut.from_orm(declared)


@router.get("/offers", response=list[OfferOut])
@needs(Permission.DESK_USE)
def offers(request: HttpRequest) -> list[OfferOut]:
    """Return what is being offered to the signed-in person."""
    return [OfferOut.from_orm(offer) for offer in live_offers(current_user(request).id)]


@router.post("/offers/{uuid:offer_id}/accept", response=ContactOut)
@needs(Permission.DESK_USE)
def offer_accept(request: HttpRequest, offer_id: UUID) -> ContactOut:
    """Take the contact that is offered."""
    contact = accept_offer(offer_id=offer_id, by=current_user(request), at=clock.now())
    return ContactOut.from_orm(contact)


@router.post("/offers/{uuid:offer_id}/reject", response=ContactOut)
@needs(Permission.DESK_USE)
def offer_reject(request: HttpRequest, offer_id: UUID, why: RejectIn) -> ContactOut:
    """Let the contact go to somebody else; it keeps its place."""
    by = current_user(request)
    contact = reject_offer(offer_id=offer_id, by=by, at=clock.now(), reason=why.reason[:60])
    return ContactOut.from_orm(contact)


@router.get("/work", response=list[ContactOut])
@needs(Permission.DESK_USE)
def work(request: HttpRequest) -> list[ContactOut]:
    """Return what is kept for the signed-in person: in hand, transferred to them, for later."""
    mine = my_work(current_user(request))
    return [ContactOut.from_orm(c) for c in (*mine.live, *mine.reserved, *mine.later)]


@router.post("/contacts/{uuid:contact_id}/take", response=ContactOut)
@needs(Permission.DESK_USE)
def contact_take(request: HttpRequest, contact_id: UUID) -> ContactOut:
    """Take a waiting, parked or scheduled contact into one's hands."""
    contact = _readable(request, contact_id)
    by = current_user(request)
    return ContactOut.from_orm(take_contact(contact_id=contact.id, by=by, at=clock.now()))


@router.post("/contacts/{uuid:contact_id}/finish", response=ContactOut)
@needs(Permission.DESK_USE)
def contact_finish(request: HttpRequest, contact_id: UUID, how: FinishIn) -> ContactOut:
    """Finish a contact in hand; one in wrap-up is closed."""
    contact = _readable(request, contact_id)
    by = current_user(request)
    done = finish_seen(contact_id=contact.id, by=by, at=clock.now(), wrap_up_code=how.wrap_up_code)
    return ContactOut.from_orm(done)


@router.post("/contacts/{uuid:contact_id}/reply", response=ContactOut)
@needs(Permission.DESK_USE)
def contact_reply(request: HttpRequest, contact_id: UUID, answer: ReplyIn) -> ContactOut:
    """Answer the customer of a contact in hand, and finish, park or keep it."""
    contact = _readable(request, contact_id)
    send_answer(
        contact_id=contact.id,
        text=answer.text,
        by=current_user(request),
        at=clock.now(),
        then=answer.then,
        wrap_up_code=answer.wrap_up_code,
        resume_at=answer.resume_at,
    )
    contact.refresh_from_db()
    return ContactOut.from_orm(contact)


def _readable(request: HttpRequest, contact_id: UUID) -> Contact:
    state = effective_state(clock.now())
    return get_contact(viewer_of(current_user(request), state), contact_id)
