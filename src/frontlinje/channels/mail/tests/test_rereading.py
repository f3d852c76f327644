"""Does mail that could not be read show itself, once it can be?"""

from io import StringIO

import pytest
from django.core.management import call_command

from frontlinje.channels.mail.actions.reading import write_kept_mail
from frontlinje.channels.mail.actions.rereading import reread_mail
from frontlinje.channels.mail.models import RawMail, RawState
from frontlinje.channels.mail.rules.read_mail import UnreadableMail
from frontlinje.channels.mail.tests.mailroom import (
    NOON,
    READER,
    arrive,
    contact_of,
    customer,
    keep,
)
from frontlinje.channels.mail.tests.nasty_mails import nested, with_files
from frontlinje.ledger.models import Event

pytestmark = pytest.mark.usefixtures("centre", "file_store")


@pytest.fixture
def unread() -> RawMail:
    """A mail that an earlier version could not read."""
    raw = keep(with_files(b"Content-Type: application/pdf; name=a.pdf"))
    write_kept_mail(raw, UnreadableMail("mail.reading_fell"), at=NOON)
    raw.refresh_from_db()
    assert raw.state == RawState.UNREADABLE
    return raw


def test_what_can_be_read_now_is_shown_in_its_contact(unread: RawMail) -> None:
    kari = customer("Kari Nordmann", "kari@example.net")
    before = contact_of(unread)
    assert reread_mail(READER, at=NOON) == (1, 0)
    unread.refresh_from_db()
    contact = contact_of(unread)
    message = contact.messages.get()
    assert (unread.state, unread.trouble) == (RawState.READ, "")
    assert (contact.id, contact.customer) == (before.id, kari)
    assert (message.text, contact.preview) == ("se vedlegg", "se vedlegg")
    assert [file.name for file in message.attachments.all()] == ["a.pdf"]
    assert Event.objects.filter(kind="mail.read_at_last", contact_id=contact.id).exists()


def test_what_still_cannot_be_read_stays_as_it_was(unread: RawMail) -> None:
    hopeless = arrive(nested(1500))
    text = contact_of(hopeless).messages.get().text
    said = StringIO()
    call_command("mail", "reread", stdout=said)
    assert said.getvalue() == "1 can be read now, 1 still cannot.\n"
    hopeless.refresh_from_db()
    assert hopeless.state == RawState.UNREADABLE
    assert contact_of(hopeless).messages.get().text == text
