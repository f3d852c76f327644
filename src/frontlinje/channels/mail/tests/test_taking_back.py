"""Can an answer be taken back for ten seconds, whole, and never after it began to leave?"""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from frontlinje.base.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable
from frontlinje.base.ids import uuid7
from frontlinje.channels.mail.actions import draft_files as attaching
from frontlinje.channels.mail.actions.addresses import Presentation, present_address
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.draft_files import (
    MOST_BYTES,
    MOST_FILES,
    GivenFile,
    add_draft_files,
    remove_draft_file,
)
from frontlinje.channels.mail.actions.sending import claim_due_mail
from frontlinje.channels.mail.actions.taking_back import take_back_answer
from frontlinje.channels.mail.files import path_of
from frontlinje.channels.mail.models import DraftFile, OutgoingMail
from frontlinje.channels.mail.queries import held_answers
from frontlinje.channels.mail.tests.mailroom import GENERAL, NOON, after, arrive, contact_of, take
from frontlinje.channels.mail.tests.mailroom import mail as written_mail
from frontlinje.contacts.actions.drafts import draft_of, save_draft
from frontlinje.contacts.models import Attachment, Contact, Message
from frontlinje.ledger.models import Event
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")

PDF = GivenFile("Vedtak æøå.pdf", "application/pdf", b"%PDF-1.4 \x00\xff")
TABLE = GivenFile("../../tall.csv", "text/csv", "a;b\r\næ;ø\r\n".encode())


@pytest.fixture
def in_hand(cast: Cast) -> Contact:
    contact = contact_of(arrive(written_mail()))
    take(contact, cast.nina)
    return contact


def test_an_answer_is_held_for_ten_seconds(in_hand: Contact, cast: Cast) -> None:
    send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert [held.message.text for held in held_answers(cast.nina, after(9))] == ["Hei"]
    assert not held_answers(cast.omar, after(9)).exists()
    assert claim_due_mail(at=after(9)) is None
    assert not held_answers(cast.nina, after(10)).exists()
    assert claim_due_mail(at=after(10)) is not None


def test_what_is_taken_back_is_a_draft_without_its_signature(in_hand: Contact, cast: Cast) -> None:
    signed = Presentation(signatures={"nb": "Mvh Senteret"})
    present_address(address=GENERAL, as_=signed, by=None, at=NOON)
    add_draft_files(contact_id=in_hand.id, files=[PDF], by=cast.nina, at=NOON)
    message = send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert message.text == "Hei\n\nMvh Senteret"
    assert take_back_answer(message_id=message.id, by=cast.nina, at=after(9)) == in_hand
    draft = draft_of(contact_id=in_hand.id, user=cast.nina)
    assert draft is not None
    assert draft.text == "Hei"
    assert [file.name for file in DraftFile.objects.all()] == ["Vedtak æøå.pdf"]
    assert not OutgoingMail.objects.exists()
    assert not Attachment.objects.exists()
    assert Message.objects.get().is_outgoing is False
    assert Event.objects.get(kind="mail.taken_back").body["message_id"] == str(message.id)
    again = send_reply(contact_id=in_hand.id, text="Hei igjen", by=cast.nina, at=after(20))
    assert again.attachments.get().name == "Vedtak æøå.pdf"


def test_what_was_written_since_stands_below_it(in_hand: Contact, cast: Cast) -> None:
    message = send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    far = int(after(3600).timestamp() * 1000)  # a browser whose clock is fast
    save_draft(contact_id=in_hand.id, user=cast.nina, text="Og ett til", sequence=far, at=after(2))
    take_back_answer(message_id=message.id, by=cast.nina, at=after(5))
    draft = draft_of(contact_id=in_hand.id, user=cast.nina)
    assert draft is not None
    assert draft.text == "Hei\n\nOg ett til"


def test_only_its_writer_takes_it_back_and_only_in_time(in_hand: Contact, cast: Cast) -> None:
    message = send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed):
        take_back_answer(message_id=message.id, by=cast.liv, at=after(5))
    with pytest.raises(Conflict, match="has_left"):
        take_back_answer(message_id=message.id, by=cast.nina, at=after(10))
    with pytest.raises(NotFound):
        take_back_answer(message_id=uuid7(), by=cast.nina, at=after(5))
    assert claim_due_mail(at=after(10)) is not None
    with pytest.raises(Conflict, match="has_left"):
        take_back_answer(message_id=message.id, by=cast.nina, at=after(5))
    assert Message.objects.filter(id=message.id).exists()


# -- files -----------------------------------------------------------------------------------------
def test_files_go_with_the_answer_byte_for_byte(in_hand: Contact, cast: Cast) -> None:
    add_draft_files(contact_id=in_hand.id, files=[PDF, TABLE], by=cast.nina, at=NOON)
    message = send_reply(contact_id=in_hand.id, text="Se vedlegg", by=cast.nina, at=NOON)
    sent = message_from_bytes(bytes(OutgoingMail.objects.get().raw), policy=policy.default)
    parts = list(sent.iter_attachments())
    assert [part.get_filename() for part in parts] == ["Vedtak æøå.pdf", "tall.csv"]
    assert [part.get_payload(decode=True) for part in parts] == [PDF.body, TABLE.body]
    assert sent.get_body(("html",)) is not None
    assert max(map(len, bytes(OutgoingMail.objects.get().raw).split(b"\r\n"))) <= 998
    kept = list(message.attachments.order_by("content_type"))
    assert [path_of(file.sha256).read_bytes() for file in kept] == [PDF.body, TABLE.body]
    assert not DraftFile.objects.exists()


def test_files_belong_to_their_writer(in_hand: Contact, cast: Cast) -> None:
    (file,) = add_draft_files(contact_id=in_hand.id, files=[PDF], by=cast.nina, at=NOON)
    with pytest.raises(NotAllowed):
        add_draft_files(contact_id=in_hand.id, files=[PDF], by=cast.omar, at=NOON)
    with pytest.raises(NotFound):
        remove_draft_file(file_id=file.id, by=cast.liv)
    assert remove_draft_file(file_id=file.id, by=cast.nina) == in_hand.id
    assert not DraftFile.objects.exists()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([GivenFile("tom.txt", "text/plain", b"")], "mail.empty_file"),
        ([GivenFile("stor.bin", "", b"x" * (MOST_BYTES + 1))], "mail.files_too_large"),
        ([PDF] * (MOST_FILES + 1), "mail.too_many_files"),
    ],
)
def test_what_is_too_much_is_refused_whole(
    in_hand: Contact, cast: Cast, files: list[GivenFile], code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        add_draft_files(contact_id=in_hand.id, files=[PDF, *files], by=cast.nina, at=NOON)
    assert not DraftFile.objects.exists()


def test_a_full_disk_is_said_and_a_lost_file_sends_nothing(
    in_hand: Contact, cast: Cast, file_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = add_draft_files(contact_id=in_hand.id, files=[PDF], by=cast.nina, at=NOON)
    path_of(file.sha256).unlink()
    with pytest.raises(Unavailable, match="file_gone"):
        send_reply(contact_id=in_hand.id, text="Hei", by=cast.nina, at=NOON)
    assert not OutgoingMail.objects.exists()

    def full(body: bytes) -> str:
        raise OSError

    monkeypatch.setattr(attaching, "store_file", full)
    with pytest.raises(Unavailable, match="no_room_for_files"):
        add_draft_files(contact_id=in_hand.id, files=[TABLE], by=cast.nina, at=NOON)
