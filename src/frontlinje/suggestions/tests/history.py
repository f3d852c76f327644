"""Which history do the tests of suggestions learn from? Two subjects, settled as agents would."""

from datetime import datetime, timedelta

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.contacts.models import Contact, Message

WORDS = {
    "lambs": ("Innmelding av lam", "Jeg vil melde inn {n} lam til slakt, når kan bilen hente?"),
    "answered": ("Oppgjøret", "Avregningen for leveranse {n} stemmer ikke, kan dere sjekke?"),
}
"""Subject and text by contact reason."""

QUEUES = {"lambs": "general", "answered": "settlement"}


def settled(n: int, *, code_of: dict[str, str] | None = None) -> None:
    """Put ``n`` settled mails into history, by turns of each subject."""
    at: datetime = clock.now() - timedelta(days=30)
    for number in range(n):
        topic = list(WORDS)[number % 2]
        when = at + timedelta(minutes=number)
        contact = Contact.objects.create(
            reference=f"T-{number}",
            channel="mail",
            queue=QUEUES[topic],
            state="closed",
            state_at=when,
            received_at=when,
            recorded_at=when,
            closed_at=when,
            closed_reason="handled",
            wrap_up_code=(code_of or {}).get(topic, topic),
            source="test",
        )
        subject, text = WORDS[topic]
        Message.objects.create(
            id=uuid7(), contact=contact, at=when, subject=subject, text=text.format(n=number)
        )
