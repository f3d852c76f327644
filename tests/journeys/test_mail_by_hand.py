"""Can an agent fold out, attach, send, think again and take it back, and say «not this matter»?"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from frontlinje.base import clock
from frontlinje.channels.mail.models import DraftFile, OutgoingMail
from frontlinje.contacts.models import Contact, Message
from frontlinje.people.tests.cast import Cast
from tests.screens.browser import Visitor
from tests.screens.mail_day import long_conversation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANSWER = "Beløpet rettes i neste oppgjør."


@pytest.fixture
def page(visitor: Visitor, cast: Cast) -> Page:
    arguments = long_conversation(cast)
    OutgoingMail.objects.filter(state="queued").delete()  # the one that is held for its picture
    page = visitor(cast.nina)
    page.goto(reverse("desk:contact", kwargs=dict(arguments)))
    return page


def test_what_is_quoted_is_folded_out_by_keyboard(page: Page) -> None:
    item = page.locator("details.desk-item", has_text="beløpet stemmer ikke")
    item.locator("> summary").press("Enter")
    quoted = item.locator(".mail-fold", has_text="Beløpet er 14 200")
    expect(quoted).not_to_have_attribute("open", "")
    quoted.locator("summary").press("Enter")
    expect(quoted.get_by_text("Beløpet er 14 200 kroner.")).to_be_visible()
    page.evaluate("htmx.trigger('#desk-conversation', 'fl:refresh')")
    page.wait_for_timeout(500)  # what was folded out stays so when the conversation comes anew
    expect(quoted.get_by_text("Beløpet er 14 200 kroner.")).to_be_visible()
    item.locator(".mail-html > summary").press("Enter")
    frame = item.frame_locator("iframe")
    fold = frame.locator("details.fold", has_text="Oppgjøret kom i går")
    expect(frame.get_by_text("Takk, men beløpet stemmer ikke")).to_be_visible()
    expect(fold.locator("blockquote")).not_to_be_visible()
    fold.locator("summary").press("Enter")
    expect(fold.locator("blockquote")).to_be_visible()


def test_an_answer_with_a_file_is_sent_and_taken_back_after_a_reload(
    page: Page, cast: Cast, tmp_path: Path
) -> None:
    DraftFile.objects.all().delete()
    page.reload()
    file = tmp_path / "Vedtak.pdf"
    file.write_bytes(b"%PDF-1.4 vedtak")
    page.locator("#mail-attach-files").set_input_files(file)
    expect(page.locator("#mail-attach")).to_contain_text("Vedtak.pdf")
    page.locator("#desk-reply-text").fill(ANSWER)
    page.get_by_role("button", name="Send", exact=True).click()
    held = page.locator(".desk-held")
    expect(held).to_contain_text(re.compile(r"0:0\d"))
    sent = Message.objects.get(text=ANSWER)
    assert sent.attachments.get().name == "Vedtak.pdf"
    later = clock.now() + timedelta(minutes=5)  # however long a busy machine takes to reload
    OutgoingMail.objects.filter(message=sent).update(next_at=later)
    page.reload()
    expect(held).to_be_visible()
    page.locator("main").click(position={"x": 2, "y": 2})
    page.keyboard.press("z")
    expect(page.locator("#desk-reply-text")).to_have_value(ANSWER)
    expect(page.locator("#mail-attach")).to_contain_text("Vedtak.pdf")
    assert not OutgoingMail.objects.filter(message__author=cast.nina, state="queued").exists()
    assert not Message.objects.filter(text=ANSWER).exists()


def test_the_offer_to_take_back_goes_when_its_time_is_over(page: Page) -> None:
    page.locator("#desk-reply-text").fill(ANSWER)
    page.get_by_role("button", name="Send", exact=True).click()
    held = page.locator(".desk-held")
    expect(held).to_be_visible()
    expect(held).not_to_be_visible()


def test_a_mail_that_was_guessed_wrong_is_parted_with_one_click(page: Page) -> None:
    before = Contact.objects.get()
    item = page.locator(".desk-item", has_text="Og hva med sauene?")
    expect(item).to_contain_text("samme emne og avsender")
    item.get_by_role("button", name="Hører ikke til her").click()
    expect(page.locator("main")).to_contain_text("egen henvendelse")
    expect(page.locator("#desk-conversation")).not_to_contain_text("sauene")
    new = Contact.objects.exclude(id=before.id).get()
    assert new.messages.get().text.startswith("Og hva med sauene?")
