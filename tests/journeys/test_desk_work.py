"""Is daily work done by keyboard: pulled, given on, parked, noted by hand in seconds?"""

import time

import pytest
from playwright.sync_api import Page, expect

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.contacts.models import Contact
from frontlinje.contacts.rules.lifecycle import State
from frontlinje.desk.tests.floor import came, in_hand, known_customer, state_of
from frontlinje.people.tests.cast import Cast
from frontlinje.routing.tests.centre_of_two_queues import go_ready
from tests.screens.browser import Visitor
from tests.screens.waiting import until
from tests.slack import slack

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BY_HAND_WITHIN_S = 10.0


def dialog_with(page: Page, selector: str) -> None:
    expect(page.locator(f"#desk-dialog {selector}")).to_be_focused()


def test_pulled_from_the_backlog_and_given_on(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    first, second = came(subject="Eldst", ago_s=500), came(subject="Nyest", ago_s=50)
    page = visitor(cast.nina)
    page.goto("/backlog/")
    expect(page.locator("#desk-status")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(f'[data-contact="{first.id}"] .desk-row-link')).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("t")
    page.wait_for_url(f"**/desk/contacts/{first.id}/")
    assert (state_of(first), first.agent) == (State.ACTIVE, cast.nina)
    assert state_of(second) is State.QUEUED

    expect(page.locator("#desk-status")).to_be_visible()
    page.keyboard.press("t")
    dialog_with(page, "#desk-target-filter")
    page.keyboard.type("settl")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    assert (state_of(first), first.queue) == (State.QUEUED, "settlement")


def test_a_call_is_noted_by_hand_in_seconds(visitor: Visitor, floor: Revision, cast: Cast) -> None:
    customer = known_customer(cast, name="Kari Eksempel", number="4711")
    page = visitor(cast.nina)
    page.goto("/backlog/")
    expect(page.locator("#desk-status")).to_be_visible()
    begun = time.monotonic()
    page.keyboard.press("n")
    page.keyboard.type("Melde inn ti lam")  # from the first stroke on, the dialog gets it all
    expect(page.locator("#desk-subject")).to_have_value("Melde inn ti lam")
    page.keyboard.press("Tab")
    page.keyboard.type("kari eks")
    expect(page.locator("#desk-hand-customer [role=option]")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("-10")
    page.keyboard.press("Enter")
    until(page, lambda: Contact.objects.filter(source="hand", state=State.CLOSED).exists())
    assert time.monotonic() - begun < BY_HAND_WITHIN_S * slack()
    contact = Contact.objects.get(source="hand")
    assert (contact.subject, contact.customer) == ("Melde inn ti lam", customer)
    assert 590 < (clock.now() - contact.received_at).total_seconds() < 700
    expect(page.locator(".fl-toast")).to_contain_text(contact.reference)
    expect(page.locator("#desk-dialog")).to_be_hidden()


def test_a_wrong_time_is_told_in_the_form_and_nothing_typed_is_lost(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    page = visitor(cast.nina, expected=("Failed to load", "Response Status Error"))
    page.goto("/desk/")
    expect(page.locator("#desk-status")).to_be_visible()
    page.keyboard.press("n")
    dialog_with(page, "#desk-subject")
    page.keyboard.type("Besøk ved disken")
    page.locator("#desk-happened").fill("i morgen")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-dialog [role=alert]")).to_be_visible()
    expect(page.locator("#desk-subject")).to_have_value("Besøk ved disken")
    page.locator("#desk-happened").fill("")
    page.keyboard.press("Alt+Enter")
    until(page, lambda: Contact.objects.filter(state=State.QUEUED).exists())


def test_only_the_ready_can_be_chosen_and_the_rail_follows_what_happens(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    contact = in_hand(cast.nina)
    page = visitor(cast.nina)
    page.goto(f"/desk/contacts/{contact.id}/")
    expect(page.locator("#desk-status")).to_be_visible()
    arrived = in_hand(cast.nina, came("forms", "web", subject="Kom til"))
    expect(page.locator(f"#desk-card-{arrived.id}")).to_be_visible()
    page.keyboard.press("2")
    page.wait_for_url(f"**/desk/contacts/{arrived.id}/")
    expect(page.locator("#desk-status")).to_be_visible()
    go_ready(cast.omar, at=clock.now())
    page.keyboard.press("t")
    dialog_with(page, "#desk-target-filter")
    expect(page.locator(f"#desk-to-{cast.omar.id}")).to_be_enabled()
    expect(page.locator(f"#desk-to-{cast.stig.id}")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.locator("#desk-dialog")).to_be_hidden()
    page.keyboard.press("k")
    dialog_with(page, "#desk-time")
    page.keyboard.type("+30")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/contacts/{contact.id}/")
    assert state_of(arrived) is State.PARKED
    page.locator(".fl-messages button").click()
    page.wait_for_url(f"**/desk/contacts/{arrived.id}/")
    assert state_of(arrived) is State.ACTIVE
