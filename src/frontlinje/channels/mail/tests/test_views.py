"""Does a browser get of a message only what is harmless, and only who may see its contact?"""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from frontlinje.channels.mail.actions.addresses import Presentation, present_address
from frontlinje.channels.mail.actions.answering import send_reply
from frontlinje.channels.mail.actions.sending import claim_due_mail, settle
from frontlinje.channels.mail.delivery import Outcome
from frontlinje.channels.mail.models import MailAddress, OutgoingMail, OutgoingState, RawMail
from frontlinje.channels.mail.tests.mailroom import (
    GENERAL,
    NOON,
    SETTLEMENT,
    arrive,
    contact_of,
    document,
    let_go,
    mail,
    open_centre,
    take,
)
from frontlinje.channels.mail.tests.nasty_mails import nested
from frontlinje.contacts.models import Message
from frontlinje.ledger.models import Event
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("centre", "file_store")

BrowserOf = Callable[[User], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
NATIONAL_ID = "13097248022"


def rich_mail() -> bytes:
    """Return a mail with HTML, a picture in it, one that is none, and a file."""
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "kari@example.net", "Bilde", "<rich@x>"
    made.set_content("Se bildet")
    made.add_alternative(
        f"<p onclick='alert(1)'>Fødselsnummer {NATIONAL_ID}</p><script>alert(1)</script>"
        "<img src='cid:ekte'><img src='cid:falsk'><img src='https://evil.example/x.gif'>",
        subtype="html",
    )
    html = list(made.iter_parts())[1]
    assert isinstance(html, EmailMessage)
    html.add_related(PNG, "image", "png", cid="<ekte>")
    html.add_related(b"<svg onload=alert(1)>", "image", "png", cid="<falsk>")
    made.add_attachment(b"<script>alert(1)</script>", "text", "html", filename="side.html")
    return made.as_bytes()


@pytest.fixture
def message() -> Message:
    raw = arrive(rich_mail(), to=[SETTLEMENT])
    assert raw.message is not None
    return raw.message


def frame(browser: Client, message: Message) -> HttpResponse:
    response = browser.get(reverse("mail:message-frame", args=[message.id]))
    assert isinstance(response, HttpResponse)
    return response


def test_the_frame_shows_the_mail_and_nothing_that_runs_or_loads(
    message: Message, cast: Cast, browser_of: BrowserOf
) -> None:
    response = frame(browser_of(cast.stig), message)
    page = response.content.decode()
    assert "Fødselsnummer" in page
    assert "data:image/png;base64," in page
    assert len(re.findall(r"<img[^>]*src=", page)) == 1
    assert not re.search(r"<script|onclick|evil\.example|svg", page)


def test_the_frame_trusts_nothing(message: Message, cast: Cast, browser_of: BrowserOf) -> None:
    headers = frame(browser_of(cast.stig), message).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; ")
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_national_identity_numbers_are_masked_in_the_frame(
    message: Message, cast: Cast, browser_of: BrowserOf
) -> None:
    assert NATIONAL_ID not in frame(browser_of(cast.stig), message).content.decode()


def test_files_are_handed_over_as_files_and_never_shown(
    message: Message, cast: Cast, browser_of: BrowserOf
) -> None:
    file = message.attachments.get(name="side.html")
    response = browser_of(cast.stig).get(reverse("mail:attachment-download", args=[file.id]))
    assert response.getvalue() == b"<script>alert(1)</script>"
    assert response.headers["Content-Disposition"] == 'attachment; filename="side.html"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_found_no_room_says_so(
    message: Message, cast: Cast, browser_of: BrowserOf
) -> None:
    file = message.attachments.get(name="side.html")
    with override_settings(MEDIA_ROOT="/nowhere"):
        response = browser_of(cast.stig).get(reverse("mail:attachment-download", args=[file.id]))
    assert response.status_code == 503


def test_what_came_with_a_message_follows_who_may_see_its_contact(
    message: Message, cast: Cast, browser_of: BrowserOf
) -> None:
    file = message.attachments.get(name="side.html")
    places = [
        reverse("mail:message-frame", args=[message.id]),
        reverse("mail:attachment-download", args=[file.id]),
        reverse("mail:message-original", args=[message.id]),
    ]
    for place in places:
        assert status_of(browser_of(cast.stig), place) == 200
        assert status_of(browser_of(cast.nina), place) == 404  # of the other team
        assert status_of(browser_of(cast.olav), place) in (403, 404)
        assert status_of(Client(), place) == 302


def status_of(browser: Client, place: str) -> int:
    response = browser.get(place)
    if response.streaming:
        response.getvalue()
    return response.status_code


def test_the_original_is_whole_and_the_look_is_recorded(
    message: Message, cast: Cast, browser_of: BrowserOf
) -> None:
    place = reverse("mail:message-original", args=[message.id])
    response = browser_of(cast.stig).get(place)
    assert response.getvalue() == rich_mail_as_kept()
    opened = Event.objects.get(kind="mail.original_opened")
    assert (opened.by, opened.contact_id) == (cast.stig.id, message.contact_id)
    assert browser_of(cast.lea).get(place).status_code == 403


def rich_mail_as_kept() -> bytes:
    return bytes(RawMail.objects.get().raw)


@pytest.fixture
def failed(cast: Cast) -> OutgoingMail:
    contact = contact_of(arrive(mail()))
    take(contact, cast.nina)
    send_reply(contact_id=contact.id, text="Hei", by=cast.nina, at=NOON)
    let_go()
    claimed = claim_due_mail(at=NOON)
    assert claimed is not None
    settle(claimed, Outcome(is_final=True, trouble="550 no such <b>user</b>"), at=NOON)
    return OutgoingMail.objects.get()


def test_leaders_see_what_failed_and_send_it_again(
    failed: OutgoingMail, cast: Cast, browser_of: BrowserOf
) -> None:
    liv = browser_of(cast.liv)
    page = liv.get(reverse("mail:problems")).content.decode()
    assert "550 no such &lt;b&gt;user&lt;/b&gt;" in page
    assert failed.message.contact.reference in page
    liv.post(reverse("mail:outgoing-send-again", args=[failed.id]))
    failed.refresh_from_db()
    assert failed.state == OutgoingState.QUEUED


def test_leaders_take_off_the_list_whom_they_reached(
    failed: OutgoingMail, cast: Cast, browser_of: BrowserOf
) -> None:
    liv = browser_of(cast.liv)
    liv.post(reverse("mail:outgoing-note-handled", args=[failed.id]))
    page = liv.get(reverse("mail:problems")).content.decode()
    assert failed.message.contact.reference not in page
    assert "fl-empty" in page


def test_unreadable_mail_is_listed_while_its_contact_is_open(
    cast: Cast, browser_of: BrowserOf
) -> None:
    contact = contact_of(arrive(nested(1500)))
    page = browser_of(cast.liv).get(reverse("mail:problems")).content.decode()
    assert contact.reference in page


def test_agents_do_not_get_the_list_of_problems(cast: Cast, browser_of: BrowserOf) -> None:
    assert browser_of(cast.nina).get(reverse("mail:problems")).status_code == 403


def test_the_centre_head_says_as_whom_we_write(cast: Cast, browser_of: BrowserOf) -> None:
    hedda = browser_of(cast.hedda)
    assert GENERAL in hedda.get(reverse("mail:addresses")).content.decode()
    given = {
        "from_name": " Medlemstorget ",
        "is_receipt_on": "on",
        "signature_nb": "Hilsen oss",
        "signature_sv": "",
        "signature_en": "",
    }
    place = reverse("mail:address-edit", args=[GENERAL])
    assert hedda.get(place).status_code == 200
    assert hedda.post(place, given).status_code == 302
    row = MailAddress.objects.get(address=GENERAL)
    assert (row.from_name, row.signatures) == ("Medlemstorget", {"nb": "Hilsen oss"})
    assert row.is_receipt_on
    changed = Event.objects.get(kind="mail.address_changed")
    assert (changed.by, changed.body["before"]["from_name"]) == (cast.hedda.id, "")


def test_saving_the_same_again_is_no_change(cast: Cast) -> None:
    for _ in range(2):
        ours = Presentation(from_name="Oss", signatures={})
        present_address(address=GENERAL, as_=ours, by=cast.hedda, at=NOON)
    assert Event.objects.filter(kind="mail.address_changed").count() == 1


def test_an_address_that_is_not_ours_cannot_be_set(cast: Cast, browser_of: BrowserOf) -> None:
    place = reverse("mail:address-edit", args=["who@example.org"])
    assert browser_of(cast.hedda).get(place).status_code == 404


def test_without_addresses_the_page_says_what_to_do(cast: Cast, browser_of: BrowserOf) -> None:
    plain = document()
    bare = tuple(queue.model_copy(update={"addresses": ()}) for queue in plain.queues)
    open_centre(plain.model_copy(update={"queues": bare}))
    page = browser_of(cast.hedda).get(reverse("mail:addresses")).content.decode()
    assert "fl-empty" in page
