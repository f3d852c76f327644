"""Does every mail that was kept end as something that somebody sees, once?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from frontlinje.base.errors import Unavailable
from frontlinje.channels.mail.actions import reading
from frontlinje.channels.mail.actions.reading import (
    MOST_ATTEMPTS,
    Said,
    claim_kept_mail,
    store_missing_files,
    what_they_say,
    write_kept_mail,
)
from frontlinje.channels.mail.files import path_of
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    READER,
    SETTLEMENT,
    after,
    arrive,
    contact_of,
    customer,
    document,
    keep,
    mail,
    open_centre,
    read_all,
)
from frontlinje.channels.mail.tests.nasty_mails import UNREADABLE, with_files
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.ledger.models import Event

pytestmark = pytest.mark.usefixtures("centre", "file_store")


def test_a_mail_becomes_a_contact_in_the_queue_of_its_address() -> None:
    raw = arrive(mail("Når kommer pengene?", subject="Oppgjør"), to=[SETTLEMENT])
    contact = contact_of(raw)
    assert (contact.queue, contact.state, contact.channel) == ("settlement", State.QUEUED, "mail")
    assert (contact.subject, contact.preview) == ("Oppgjør", "Når kommer pengene?")
    message = contact.messages.get()
    assert (message.sender, message.text) == ("Kari <kari@example.net>", "Når kommer pengene?")
    assert (raw.state, raw.msg_id) == (RawState.READ, "<1@example.net>")


def test_the_customer_is_known_by_the_address_alone() -> None:
    kari = customer("Kari Nordmann", "kari@example.net", language="sv")
    contact = contact_of(arrive(mail(sender="Whoever <KARI@example.net>")))
    assert contact.customer == kari
    assert contact.language == "sv"


def test_an_address_of_several_customers_names_none() -> None:
    customer("Kari Nordmann", "familien@example.net")
    customer("Ola Nordmann", "familien@example.net")
    assert contact_of(arrive(mail(sender="familien@example.net"))).customer is None


def test_an_unknown_sender_makes_no_customer() -> None:
    contact = contact_of(arrive(mail()))
    assert contact.customer is None
    assert contact.messages.get().sender == "Kari <kari@example.net>"


def test_an_unreadable_mail_is_shown_as_text_and_says_why() -> None:
    raw = arrive(
        b"From: kari@example.net\r\nSubject: Hjelp\r\n" + UNREADABLE[next(iter(UNREADABLE))]
    )
    assert raw.state == RawState.UNREADABLE
    assert raw.trouble == "mail.nested_too_deep"
    assert "multipart/mixed" in contact_of(raw).messages.get().text
    assert Event.objects.filter(kind="mail.unreadable", contact_id=contact_of(raw).id).exists()


def test_a_mail_that_we_fail_to_write_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(reading, "write_mail", broken)
    raw = arrive(mail("Les meg"))
    assert (raw.state, raw.trouble) == (RawState.UNREADABLE, "ZeroDivisionError")
    assert "Les meg" in contact_of(raw).messages.get().text


def test_the_same_mail_twice_is_one_contact_and_the_second_is_noted() -> None:
    first = arrive(mail())
    second = arrive(b"Received: from another way\r\n" + mail(), to=[SETTLEMENT])
    assert second.state == RawState.SAME
    assert second.message_id == first.message_id
    assert Contact.objects.count() == 1
    again = Event.objects.get(kind="mail.came_again")
    assert again.body["recipients"] == [SETTLEMENT]


def test_one_mail_to_two_of_our_addresses_is_one_contact() -> None:
    raw = arrive(mail(), to=[GENERAL, SETTLEMENT])
    assert Contact.objects.count() == 1
    assert raw.recipients == [GENERAL, SETTLEMENT]


def test_the_same_message_id_with_another_text_is_two_contacts() -> None:
    arrive(mail("En"))
    arrive(mail("To"))
    assert Contact.objects.count() == 2


def test_the_same_message_id_from_another_sender_is_two_contacts() -> None:
    arrive(mail())
    arrive(mail(sender="Ola <ola@example.net>"))
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("message_id", [None, "", "<>", "< >"])
def test_an_empty_message_id_matches_nothing(message_id: str | None) -> None:
    arrive(mail("En", message_id=message_id))
    arrive(mail("To", message_id=message_id))
    arrive(mail("To", message_id=message_id, references="<>"))
    assert Contact.objects.count() == 3


def test_the_same_bytes_to_the_same_address_are_one_mail_for_five_days() -> None:
    arrive(mail(message_id=None))
    assert arrive(mail(message_id=None), at=after(3600)).state == RawState.SAME
    assert arrive(mail(message_id=None), to=[SETTLEMENT]).state == RawState.READ
    assert arrive(mail(message_id=None), at=after(6 * 86400)).state == RawState.READ
    assert Contact.objects.count() == 3


def test_files_are_kept_by_what_they_are(file_store: Path) -> None:
    raw = arrive(with_files(b"Content-Type: application/pdf; name=a.pdf"))
    (file,) = contact_of(raw).messages.get().attachments.all()
    assert (file.name, file.size, file.content_type) == ("a.pdf", 1, "application/pdf")
    assert path_of(file.sha256).read_bytes() == b"x"
    assert [path.name for path in file_store.rglob("*") if path.is_file()] == [file.sha256]


def test_a_full_disk_loses_no_mail_and_is_mended_later(
    file_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(body: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reading, "store_file", full)
    raw = arrive(with_files(b"Content-Type: application/pdf; name=a.pdf"))
    assert raw.has_files_missing
    (file,) = contact_of(raw).messages.get().attachments.all()
    assert not path_of(file.sha256).exists()
    assert store_missing_files(READER) == 0
    monkeypatch.undo()
    assert store_missing_files(READER) == 1
    raw.refresh_from_db()
    assert not raw.has_files_missing


def test_a_mail_of_a_dead_reader_is_read_by_the_next() -> None:
    raw = keep(mail())
    assert claim_kept_mail(at=after(0)) == [raw]
    assert claim_kept_mail(at=after(1)) == []
    read_all(at=after(31))
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == (RawState.READ, 2)


def test_a_mail_that_kills_its_readers_is_shown_as_text() -> None:
    raw = keep(mail("Les meg"))
    for attempt in range(MOST_ATTEMPTS):
        claim_kept_mail(at=after(61 * attempt))
    read_all(at=after(61 * MOST_ATTEMPTS))
    raw.refresh_from_db()
    assert (raw.state, raw.trouble) == (RawState.UNREADABLE, "mail.reading_never_ends")
    assert Contact.objects.count() == 1


def test_a_lost_database_leaves_the_mail_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError

    raw = keep(mail())
    monkeypatch.setattr(reading, "write_mail", away)
    with pytest.raises(OperationalError):
        read_all(at=after(0))
    raw.refresh_from_db()
    assert raw.state == RawState.KEPT
    assert not Message.objects.exists()


def test_mail_waits_while_no_queue_takes_it() -> None:
    raw = keep(mail())
    no_queue = [{"code": "mail", "hours": "always", "units": 30}]
    open_centre(document(queues=[], channels=no_queue))
    for round_ in range(MOST_ATTEMPTS + 2):
        with pytest.raises(Unavailable):
            read_all(at=after(61 * round_))
    open_centre()
    read_all(at=after(3600))
    raw.refresh_from_db()
    assert raw.state == RawState.READ


def test_mail_to_an_address_that_lost_its_queue_goes_to_the_queue_for_the_unsorted() -> None:
    keep(mail(), to=["gone@example.org"])
    read_all()
    assert Contact.objects.get().queue == "general"


@pytest.mark.django_db(transaction=True)
def test_ten_deliveries_read_at_once_are_one_contact() -> None:
    rows = [keep(mail()) for _ in range(10)]

    def write(raw: RawMail, said: Said) -> None:
        try:
            write_kept_mail(raw, said, at=after(1))
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(write, rows, list(what_they_say(rows, READER))))
    assert Contact.objects.count() == 1
    assert RawMail.objects.filter(state=RawState.SAME).count() == 9
