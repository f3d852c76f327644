"""What does a long mail conversation look like? Found, guessed, folded, answered elsewhere."""

from collections.abc import Mapping
from datetime import timedelta

from frontlinje.base import clock
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.draft_files import GivenFile, add_draft_files
from frontlinje.channels.mail.models import OutgoingMail
from frontlinje.channels.mail.tests.mailroom import GENERAL, arrive, contact_of, open_centre, take
from frontlinje.people.tests.cast import Cast

_HTML = (
    "<p>Takk, men beløpet stemmer ikke med det jeg fikk i fjor.</p><p>Med vennlig hilsen</p>"
    "<p>Kari Eksempelgard</p><p>Eksempelgard samdrift</p><p>Prøveveien 12, 2300 Eksempelvik</p>"
    "<div><p>ons. 11. mars 2026 kl. 09:12 skrev Prøvesenteret &lt;post@example.org&gt;:</p>"
    "<blockquote><p>Hei, Kari. Oppgjøret kom i går.</p></blockquote></div>"
)
_TEXT = (
    "Takk, men beløpet stemmer ikke med det jeg fikk i fjor.\n\nMed vennlig hilsen\n"
    "Kari Eksempelgard\nEksempelgard samdrift\nPrøveveien 12, 2300 Eksempelvik\n\n"
    "ons. 11. mars 2026 kl. 09:12 skrev Prøvesenteret <post@example.org>:\n\n"
    "> Hei, Kari. Oppgjøret kom i går.\n> Beløpet er 14 200 kroner.\n"
)


def _mail(text: str, subject: str, number: int, *more: str, html: str = "") -> bytes:
    head = [
        "From: Kari Eksempelgard <kari@example.net>",
        f"To: {GENERAL}",
        f"Subject: {subject}",
        f"Message-ID: <{number}@example.net>",
        *more,
    ]
    plain = ["Content-Type: text/plain; charset=utf-8", "", text]
    if not html:
        return "\r\n".join([*head, *plain]).encode()
    both = ["Content-Type: multipart/alternative; boundary=b", "", "--b", *plain]
    return "\r\n".join(
        [*head, *both, "--b", "Content-Type: text/html; charset=utf-8", "", html, "--b--"]
    ).encode()


def long_conversation(cast: Cast) -> Mapping[str, object]:
    """Give Nina a contact with mail of every kind, one answer held and another being written."""
    open_centre()
    now = clock.now()
    first = arrive(_mail("Når kommer oppgjøret?", "Oppgjør", 1), at=now - timedelta(hours=30))
    contact = contact_of(first)
    take(contact, cast.nina, at=now - timedelta(hours=29))
    sent_at = now - timedelta(hours=28)
    send_reply(contact_id=contact.id, text="Det kom i går.", by=cast.nina, at=sent_at)
    ours = OutgoingMail.objects.get()
    OutgoingMail.objects.update(state="sent", sent_at=sent_at, next_at=None)
    answer = _mail(_TEXT, "SV: Oppgjør", 2, f"In-Reply-To: {ours.msg_id}", html=_HTML)
    arrive(answer, at=now - timedelta(hours=3))
    guess = _mail("Og hva med sauene?\n\nSendt fra min iPhone", "SV: Oppgjør", 3)
    arrive(guess, at=now - timedelta(hours=2))
    elsewhere = _mail("Vi ser på det.", "SV: Oppgjør", 4, "In-Reply-To: <2@example.net>")
    for theirs, ours_ in (
        (b"From: Kari Eksempelgard <kari@example.net>", b"From: Omar <omar@example.org>"),
        (f"To: {GENERAL}".encode(), f"To: kari@example.net\r\nCc: {GENERAL}".encode()),
    ):
        elsewhere = elsewhere.replace(theirs, ours_)
    arrive(elsewhere, at=now - timedelta(hours=1))
    held_from = now + timedelta(hours=1)  # so that the pictures do not depend on the clock
    send_reply(contact_id=contact.id, text="Jeg undersøker beløpet.", by=cast.nina, at=held_from)
    file = GivenFile("Oppgjør mars.pdf", "application/pdf", b"%PDF-1.4" * 9000)
    add_draft_files(contact_id=contact.id, files=[file], by=cast.nina, at=now)
    return {"contact_id": contact.id}
