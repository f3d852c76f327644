"""Does an offer reach whom it is for at once, and leave when it is over?"""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.contacts.models import Contact, Draft
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import came, in_hand, state_of
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.actions.offers import withdraw_offers
from frontlinje.routing.models import Offer, Outcome
from tests.screens.browser import Visitor
from tests.screens.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sit_down(page: Page) -> Page:
    """Open the desk and go ready by keyboard, at the place that is likely."""
    page.goto("/desk/")
    status = page.locator("#desk-status")
    expect(status).to_have_attribute("data-state", "logged_off")
    page.keyboard.press("r")
    page.keyboard.press("1")  # typed before the dialog has come
    expect(status).to_have_attribute("data-state", "ready")
    return page


def let_come(*args: str, **facts: Any) -> Contact:
    """Let a contact come in and be committed, so that routing hears of it."""
    with transaction.atomic():
        return came(*args, **facts)


def test_offer_to_answer_to_wrap_up_by_keyboard_with_a_draft_that_survives(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    page = sit_down(visitor(cast.nina))
    contact = let_come(subject="Når hentes lammene?")
    offer = page.locator("#desk-offer")
    expect(offer).to_contain_text("Når hentes lammene?")
    seconds = offer.locator("[data-seconds]")
    first = int(seconds.inner_text())
    until(page, lambda: int(seconds.inner_text()) < first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/contacts/{contact.id}/")
    expect(page.locator("#desk-status")).to_be_visible()

    page.keyboard.press("a")
    page.keyboard.type("Hei, vi kommer på torsdag.")
    until(page, lambda: Draft.objects.filter(contact=contact).exclude(text="").exists())
    page.reload()
    editor = page.locator("#desk-reply-text")
    expect(editor).to_have_value("Hei, vi kommer på torsdag.")
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")

    wrap_up = page.locator(".desk-wrap-up")
    expect(wrap_up).to_be_visible()
    assert state_of(contact) is State.WRAP_UP
    expect(page.locator("#desk-status")).to_be_visible()
    expect(page.locator("#desk-code-filter")).to_be_focused()
    page.keyboard.type("lamb")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    assert (state_of(contact), contact.wrap_up_code) == (State.CLOSED, "lambs")
    assert contact.messages.get(is_outgoing=True).text.startswith("Hei, vi kommer")
    assert contact.last_agent == cast.nina


def test_an_offer_taken_back_leaves_every_tab(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    page = sit_down(visitor(cast.nina))
    other = page.context.new_page()
    other.goto("/backlog/")
    contact = let_come()
    for tab in (page, other):
        expect(tab.locator("#desk-offer")).to_be_visible()
    with transaction.atomic():
        at = clock.now()
        withdraw_offers([cast.nina.id], at=at, by=None, outcome=Outcome.WITHDRAWN, reason="test")
        Contact.objects.filter(id=contact.id).update(reserved_for=cast.omar)
    for tab in (page, other):
        expect(tab.locator("#desk-offer")).to_have_count(0)
    expect(page).to_have_title("Arbeidsbord – Frontlinje")


def test_a_reload_shows_the_live_offer_again(visitor: Visitor, floor: Revision, cast: Cast) -> None:
    page = sit_down(visitor(cast.nina))
    let_come()
    expect(page.locator("#desk-offer")).to_be_visible()
    page.reload()
    expect(page.locator("#desk-offer")).to_be_visible()
    page.keyboard.press("Escape")
    until(page, lambda: Offer.objects.filter(outcome="rejected").exists())


def test_accepting_what_is_over_says_so_and_loses_nothing(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    expected = ("Failed to load", "Response Status Error", "htmx:")
    page = sit_down(visitor(cast.nina, expected=expected))
    contact = let_come()
    expect(page.locator("#desk-offer")).to_be_visible()
    # What is told about the end of the offer comes too late for this page.
    page.route("**/desk/offers/", lambda route: route.abort())
    with transaction.atomic():
        at = clock.now()
        withdraw_offers([cast.nina.id], at=at, by=None, outcome=Outcome.WITHDRAWN, reason="test")
        Contact.objects.filter(id=contact.id).update(reserved_for=cast.omar)
    page.keyboard.press("Enter")
    expect(page.locator(".fl-toast[role=alert]").first).to_be_attached()
    assert state_of(contact) is State.QUEUED


def test_whoever_is_writing_is_not_interrupted(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    open_one = in_hand(cast.nina, came("forms", "web"))
    page = visitor(cast.nina)
    page.goto(f"/desk/contacts/{open_one.id}/")
    status = page.locator("#desk-status")
    expect(status).to_have_attribute("data-state", "logged_off")
    page.keyboard.press("r")
    page.keyboard.press("1")
    expect(status).to_have_attribute("data-state", "ready")
    page.keyboard.press("a")
    page.keyboard.type("Hei ")
    contact = let_come("forms", "web")
    offer = page.locator("#desk-offer")
    expect(offer).to_be_visible()
    page.keyboard.type("Kari,")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-reply-text")).to_have_value("Hei Kari,\n")
    assert state_of(contact) is State.OFFERED
    page.keyboard.press("Alt+Enter")
    page.wait_for_url(f"**/desk/contacts/{contact.id}/")
    assert state_of(contact) is State.ACTIVE
