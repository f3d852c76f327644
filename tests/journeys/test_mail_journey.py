"""Does a mail reach an agent's screen from a customer's server, and the answer the customer?"""

import subprocess

import pytest
from playwright.sync_api import Page, expect

from frontlinje.channels.mail.tests.mailroom import GENERAL
from frontlinje.contacts.models import Contact, Message
from frontlinje.contacts.queries import conservation
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.people.tests.cast import Cast
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Sink
from tests.mail.waiting import until
from tests.screens.browser import Visitor
from tests.screens.live import LiveCentre

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.program("swaks")]

KARI = "kari@example.net"
QUESTION, ANSWER, THANKS = (
    "Når kommer pengene?",
    "De kommer i morgen, Kari.",
    "Takk, da venter jeg.",
)


def send(worker: LiveWorker, body: str, message_id: str, *headers: str) -> None:
    """Send a mail as the customer's own server would."""
    words = ["--server", f"127.0.0.1:{worker.smtp_port}", "--from", KARI, "--to", GENERAL]
    words += ["--header", "Subject: Utbetaling", "--header", f"Message-Id: {message_id}"]
    words += [word for header in headers for word in ("--add-header", header)]
    words += ["--add-header", "Content-Type: text/plain; charset=utf-8", "--body", body]
    subprocess.run(["swaks", *words], check=True, capture_output=True, timeout=60)


def go_ready(page: Page) -> None:
    """Go ready by keyboard: R, then the first of the places."""
    status = page.locator("#desk-status")
    expect(status).to_have_attribute("data-state", "logged_off")
    page.keyboard.press("r")
    expect(page.locator("#desk-dialog")).to_be_visible()
    page.keyboard.press("1")
    expect(status).to_have_attribute("data-state", "ready")


def accept_and_answer(page: Page) -> None:
    """Take what is offered, and answer it, by keyboard alone."""
    offer = page.locator("#desk-offer")
    expect(offer).to_be_visible()
    expect(offer).to_contain_text("Utbetaling")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/contacts/*/")
    expect(page.locator("main")).to_contain_text(QUESTION)
    page.keyboard.press("a")
    expect(page.locator("#desk-reply-text")).to_be_focused()
    page.keyboard.type(ANSWER)
    page.keyboard.press("Control+Enter")


def test_a_mail_is_offered_accepted_answered_and_the_customer_writes_back(
    visitor: Visitor, live_centre: LiveCentre, worker: LiveWorker, outside: Sink, cast: Cast
) -> None:
    page = visitor(cast.nina)
    page.goto("/desk/")
    go_ready(page)

    send(worker, QUESTION, "<question@example.net>")
    accept_and_answer(page)

    until(lambda: outside.received)
    (arrived,) = outside.received
    assert (arrived.sender, arrived.recipients) == (GENERAL, [KARI])
    assert arrived.mail["In-Reply-To"] == "<question@example.net>"
    assert "<question@example.net>" in arrived.mail["References"]
    text = arrived.mail.get_body(("plain",))
    assert text is not None
    assert ANSWER in text.get_content()
    contact = until(lambda: Contact.objects.exclude(state=State.ACTIVE).first())
    assert (contact.agent or contact.last_agent) == cast.nina

    name = arrived.mail["Message-ID"]
    send(worker, THANKS, "<thanks@example.net>", f"In-Reply-To: {name}", f"References: {name}")
    thanks = until(lambda: Message.objects.filter(text__contains=THANKS).first())
    assert is_same_matter(thanks.contact, contact)
    assert all(one.holds for one in conservation())


def is_same_matter(later: Contact, first: Contact) -> bool:
    """Say whether two contacts are one, or belong to one case."""
    first.refresh_from_db()
    return later == first or (later.case_id is not None and later.case_id == first.case_id)


def test_a_mail_that_came_while_the_web_was_down_is_offered_without_a_reload(
    visitor: Visitor, live_centre: LiveCentre, worker: LiveWorker, cast: Cast
) -> None:
    page = visitor(cast.nina, expected=("Failed to load resource", "htmx:sendError"))
    page.goto("/desk/")
    go_ready(page)
    page.evaluate("window.sameDocument = true")
    live_centre.kill()
    try:
        send(worker, QUESTION, "<meanwhile@example.net>")
        until(lambda: Contact.objects.first())
    finally:
        live_centre.start()
    offer = page.locator("#desk-offer")
    expect(offer).to_be_visible()
    expect(offer).to_contain_text("Utbetaling")
    assert page.evaluate("window.sameDocument") is True
