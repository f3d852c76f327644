"""Which centre do the mail tests play in? Two queues with an address each, and mails to them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from frontlinje.centre.actions import save_revision
from frontlinje.centre.models import Revision
from frontlinje.centre.rules.document import CentreDocument
from frontlinje.channels.mail.actions.keeping import keep_mail
from frontlinje.channels.mail.actions.reading import (
    claim_kept_mail,
    what_they_say,
    write_kept_mail,
    write_together,
)
from frontlinje.channels.mail.models import OutgoingMail, OutgoingState, RawMail
from frontlinje.channels.mail.reader import Reader
from frontlinje.contacts.actions.lifecycle import locked_contact, move_contact
from frontlinje.contacts.models import Contact, Customer, CustomerEmail
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.models import User

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
READER = Reader()
GENERAL, SETTLEMENT = "post@example.org", "oppgjor@example.org"


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def named(word: str) -> dict[str, str]:
    return {"nb": word, "sv": word, "en": word}


def document(**changes: Any) -> CentreDocument:
    always = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
    sections: dict[str, Any] = {
        "name": named("Prøvesenteret"),
        "hours": [{"code": "always", "name": named("Always"), "week": always}],
        "channels": [
            {"code": "mail", "hours": "always", "units": 30, "queue": "general"},
            {"code": "web", "hours": "always", "units": 30},
        ],
        "groups": [
            {"code": "north", "name": named("North"), "teams": ["north"]},
            {"code": "south", "name": named("South"), "teams": ["south"]},
        ],
        "queues": [
            _queue("general", "north", addresses=[GENERAL]),
            _queue("settlement", "south", addresses=[SETTLEMENT], visibility="team"),
        ],
        "wrap_up_codes": [{"code": "answered", "name": named("Answered")}],
        "pause_reasons": [{"code": "lunch", "name": named("Lunch")}],
        "texts": [
            {
                "code": "mail_receipt",
                "situation": "autoreply",
                "body": named("Vi har fått e-posten din, {reference}."),
            }
        ],
    }
    return CentreDocument.model_validate({**sections, **changes})


def _queue(code: str, group: str, **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": named(code.capitalize()),
        "channels": ["mail", "web"],
        "groups": [group],
        "promise_s": 3600,
        **changes,
    }


def open_centre(new: CentreDocument | None = None) -> Revision:
    latest = Revision.objects.order_by("-id").first()
    based_on = latest.id if latest else None
    return save_revision(document=new or document(), by=None, reason="", based_on=based_on, at=NOON)


def mail(
    text: str = "Hei",
    *,
    sender: str = "Kari <kari@example.net>",
    subject: str = "Spørsmål",
    message_id: str | None = "<1@example.net>",
    references: str = "",
    headers: Sequence[str] = (),
) -> bytes:
    lines = [f"From: {sender}", f"To: {GENERAL}", f"Subject: {subject}", *headers]
    lines += [f"Message-ID: {message_id}"] if message_id is not None else []
    lines += [f"In-Reply-To: {references}", f"References: {references}"] if references else []
    lines += ["Content-Type: text/plain; charset=utf-8", "", text]
    return "\r\n".join(lines).encode()


def keep(
    raw: bytes,
    *,
    to: Sequence[str] = (GENERAL,),
    envelope: str = "kari@example.net",
    at: datetime = NOON,
) -> RawMail:
    return keep_mail(
        raw=raw, envelope_sender=envelope, recipients=to, door="smtp", peer="127.0.0.1", at=at
    )


def read_all(*, at: datetime = NOON) -> None:
    while claimed := claim_kept_mail(at=at):
        read = list(zip(claimed, what_they_say(claimed, READER), strict=True))
        for raw, said in write_together(read, at=at):
            write_kept_mail(raw, said, at=at)


def arrive(raw: bytes, *, at: datetime = NOON, **envelope: Any) -> RawMail:
    """Keep and read one mail; return its row."""
    kept = keep(raw, at=at, **envelope)
    read_all(at=at)
    kept.refresh_from_db()
    return kept


def contact_of(raw: RawMail) -> Contact:
    assert raw.message is not None
    return Contact.objects.get(id=raw.message.contact_id)


def let_go(*, at: datetime = NOON) -> None:
    """Let the moment pass in which answers can be taken back."""
    OutgoingMail.objects.filter(state=OutgoingState.QUEUED).update(next_at=at)


def take(contact: Contact, agent: User, *, at: datetime = NOON) -> None:
    """Put a contact into somebody's hands."""
    with transaction.atomic():
        locked = locked_contact(contact.id)
        move_contact(locked, to=State.ACTIVE, at=at, by=agent.id, agent=agent, answered_at=at)


def close(contact: Contact, *, at: datetime = NOON) -> None:
    """Close a contact; whoever had it is its last agent."""
    locked = locked_contact(contact.id)
    move_contact(
        locked,
        to=State.CLOSED,
        at=at,
        by=locked.agent_id,
        closed_at=at,
        closed_reason="handled",
        last_agent_id=locked.agent_id,
    )


def customer(name: str, *addresses: str, language: str = "") -> Customer:
    made = Customer.objects.create(name=name, language=language, created_at=NOON)
    for address in addresses:
        CustomerEmail.objects.create(customer=made, address=address)
    return made
