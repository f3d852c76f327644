"""Does it come to the same whether mails are written together or one by one?"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from email.message import EmailMessage

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontlinje.channels.mail.actions import reading, together
from frontlinje.channels.mail.actions.reading import (
    Said,
    claim_kept_mail,
    what_they_say,
    write_kept_mail,
    write_together,
)
from frontlinje.channels.mail.models import MailAddress, OutgoingMail, RawMail, RawState
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    NOON,
    READER,
    after,
    arrive,
    close,
    contact_of,
    customer,
    keep,
    mail,
    read_all,
    take,
)
from frontlinje.contacts.actions.receiving import Arrival, receive_several
from frontlinje.contacts.models import Attachment, Contact, Message
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")

Read = list[tuple[RawMail, Said]]


def fresh(number: int) -> bytes:
    """Return a mail that belongs to nothing."""
    return mail(
        f"Hei {number}",
        subject=f"Sak {number}",
        message_id=f"<{number}@example.net>",
        sender=f"kunde{number % 3}@example.net",
    )


def with_file(number: int) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "per@example.net", GENERAL, f"Fil {number}"
    made["Message-ID"] = f"<file{number}@example.net>"
    made.set_content("Se vedlegg")
    made.add_attachment(bytes([number]) * 10, "application", "pdf", filename=f"{number}.pdf")
    return made.as_bytes()


def read_now() -> Read:
    claimed = claim_kept_mail(at=NOON)
    return list(zip(claimed, what_they_say(claimed, READER), strict=True))


def write_alone(read: Read) -> None:
    for raw, said in read:
        write_kept_mail(raw, said, at=NOON)


def write_many(read: Read) -> None:
    write_alone(write_together(read, at=NOON))


def what_is_there() -> list[object]:
    """Return all that mail has become, but for ids and references, never the same twice."""
    facts = ("sha256", "state", "msg_id", "thread", "trouble", "held_until", "content_sha256")
    more = ("reply_to", "references", "automatic", "extras", "has_files_missing", "message__text")
    found: list[object] = []
    for message in Message.objects.all():
        contact = message.contact
        events = Event.objects.filter(contact_id=contact.id).order_by("kind")
        came = contact.messages.filter(is_outgoing=False).order_by("at", "text")
        shown = (contact.subject, contact.preview, contact.state, contact.queue, contact.due_at)
        known = (
            str(contact.customer),
            contact.last_agent_id,
            contact.language,
            [one.text for one in came],
        )
        text = "" if message.is_outgoing else message.text + message.html
        subject = message.subject.replace(contact.reference, "")
        said = (text, message.sender, message.recipients, subject)
        told = [(event.kind, event.queue, bool(event.customer_id)) for event in events]
        found.append((shown, known, said, told))
    found.sort(key=repr)
    found += RawMail.objects.order_by("received_at", "sha256").values_list(*facts, *more)
    return [*found, *Attachment.objects.order_by("name").values_list("name", "message__subject")]


POOL = (
    *(fresh(number) for number in range(4)),
    mail("Fint", subject="SV: Sak 0", message_id="<a@example.net>", references="<0@example.net>"),
    mail("Og?", subject="SV: Sak 1", message_id="<b@example.net>", sender="kunde1@example.net"),
    mail("Borte", subject="Automatisk svar: Sak 2", headers=["Auto-Submitted: auto-replied"]),
    mail("En annen tekst", subject="Sak 3", message_id="<3@example.net>"),
    mail("Uten merke", message_id=None),
    mail("", subject="", message_id="<empty@example.net>"),
    with_file(1),
    with_file(2),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(range(len(POOL)))), max_size=12), st.booleans())
def test_whatever_comes_it_becomes_the_same(numbers: list[int], is_receipt_on: bool) -> None:
    # What is answered comes before its answer, as in a mailbox; then nothing depends on turns.
    mails = [POOL[number] for number in sorted(numbers)]

    def outcome(write: Callable[[Read], None]) -> list[object]:
        before = transaction.savepoint()
        MailAddress.objects.create(address=GENERAL, is_receipt_on=is_receipt_on)
        customer("Kunde", "kunde1@example.net")
        for second, raw in enumerate(mails):
            keep(raw, at=after(second))
        write(read_now())
        there = what_is_there()
        transaction.savepoint_rollback(before)
        return there

    assert outcome(write_many) == outcome(write_alone)


def test_thirty_new_mails_cost_the_database_as_many_statements_as_two() -> None:
    def statements(numbers: Sequence[int]) -> int:
        for number in numbers:
            keep(fresh(number), at=after(number))
        read = read_now()
        with CaptureQueriesContext(connection) as asked:
            assert write_together(read, at=NOON) == []
        return len(asked)

    of_two = statements([100, 101])
    assert statements(range(30)) <= of_two
    assert Contact.objects.count() == 32


def test_who_writes_again_comes_with_who_helped_last(cast: Cast) -> None:
    known = customer("Kari", "kari@example.net")
    first = contact_of(arrive(mail(message_id="<old@example.net>")))
    take(first, cast.nina, at=after(1))
    close(first, at=after(2))
    again = keep(mail("Takk", subject="Nytt", message_id="<new@example.net>"), at=after(3))
    keep(fresh(5), at=after(4))
    read_all(at=after(5))
    again.refresh_from_db()
    contact = contact_of(again)
    assert (contact.customer, contact.last_agent_id) == (known, cast.nina.id)


@pytest.mark.usefixtures("cast")
def test_everybody_gets_a_receipt_though_they_write_at_the_same_time() -> None:
    MailAddress.objects.create(address=GENERAL, is_receipt_on=True)
    for number in range(3):
        keep(fresh(number), at=after(number))
    write_many(read_now())
    assert OutgoingMail.objects.count() == 3


def test_when_one_cannot_be_written_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        keep(fresh(number), at=after(number))

    def stumble(arrivals: Sequence[Arrival], *, at: datetime) -> object:
        if len(arrivals) > 1:
            raise ZeroDivisionError
        return receive_several(arrivals, at=at)

    monkeypatch.setattr(together, "receive_several", stumble)
    write_many(read_now())
    assert set(RawMail.objects.values_list("state", flat=True)) == {RawState.READ}
    assert (Contact.objects.count(), Message.objects.count()) == (3, 3)


def test_a_mail_that_once_brought_somebody_down_is_written_alone() -> None:
    kept = [keep(fresh(number), at=after(number)) for number in range(3)]
    RawMail.objects.filter(id=kept[1].id).update(attempts=1)
    left = write_together(read_now(), at=NOON)
    assert [raw.id for raw, _ in left] == [kept[1].id]


@pytest.mark.django_db(transaction=True)
def test_several_readers_who_have_the_same_mails_write_each_once() -> None:
    for number in range(20):
        keep(fresh(number), at=after(number))
    claimed = claim_kept_mail(at=NOON)
    said = list(what_they_say(claimed, READER))

    def write(turned: bool) -> None:
        rows = list(RawMail.objects.filter(state=RawState.KEPT).order_by("turn_at"))
        read = list(zip(rows, said, strict=True)) if len(rows) == len(said) else []
        try:
            write_many(read[::-1] if turned else read)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, [False, True, False, True]))
    assert Contact.objects.count() == Message.objects.count() == 20
    assert RawMail.objects.filter(state=RawState.READ).count() == 20
    assert reading.claim_kept_mail(at=after(3600)) == []
