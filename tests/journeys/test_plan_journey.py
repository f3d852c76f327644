"""Does a plan go from a leader's phone to every desk and customer, and leave no trace?"""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.centre.queries import effective_state
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.continuity.actions.watching import sweep_triggers
from frontlinje.continuity.models import Activation, Suggestion
from frontlinje.continuity.tests.small_plans import TOLD, saved
from frontlinje.people.tests.cast import Cast
from tests.screens.browser import Visitor
from tests.slack import slack

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE: ViewportSize = {"width": 360, "height": 740}
SEEN_WITHIN_S = 2.0
IN_EFFECT_WITHIN_S = 20.0
CLOSED_WEB = {"kind": "close_channels", "channels": ["web"], "alternative": "phone"}
BANNER = "#plan-banner li"
LONG_WAIT = {"kind": "waiting_time", "over_s": 300, "for_s": 1, "clear_after_s": 120}


def suggested(plan: str) -> Suggestion:
    trigger = {"kind": "probe", "code": "portal", "down_for_s": 120}
    return Suggestion.objects.create(
        plan_id=plan,
        trigger=trigger,
        trigger_key="portal",
        figures={"value": 180.0},
        raised_at=clock.now(),
    )


def portal_of(visitor: Visitor) -> Page:
    portal = visitor()
    portal.goto("/status/")
    return portal


def on_the_phone(visitor: Visitor, cast: Cast) -> Page:
    phone = visitor(cast.liv)
    phone.set_viewport_size(PHONE)
    phone.goto("/continuity/")
    return phone


def what_is_opened_stays_open_at_another_choice(phone: Page) -> None:
    phone.goto("/continuity/plans/portal-down/preview/")
    told = phone.locator("#plan-seen .plan-text").filter(has_text=TOLD["title"]["nb"])
    expect(told).to_have_count(1)
    phone.locator("#seen-settings > summary").click()
    phone.locator("[name=is_announced]").uncheck()
    expect(told).to_have_count(0)
    expect(phone.locator("#seen-settings")).to_have_attribute("open", "")
    phone.goto("/continuity/")


def test_a_plan_in_three_taps_from_a_phone_to_everybody_and_back(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    saved("portal-down", at=clock.now(), measures=[CLOSED_WEB], announcement=TOLD)
    suggested("portal-down")
    before = effective_state(clock.now())
    desk = visitor(cast.nina)
    desk.goto("/desk/")
    expect(desk.locator("#desk-status")).to_be_visible()
    expect(desk.locator(BANNER)).to_have_count(0)
    desk.wait_for_timeout(500)  # the stream stands: what comes now comes by it
    phone = on_the_phone(visitor, cast)
    what_is_opened_stays_open_at_another_choice(phone)
    began = time.monotonic()
    phone.locator(".plan-suggestion .plan-go").click()
    expect(phone.locator("#plan-seen")).to_contain_text(TOLD["body"]["nb"])
    expect(phone.locator("[name=reason]")).to_have_value(re.compile("portal"))
    phone.locator(".plan-bar button").click()
    expect(desk.locator(BANNER)).to_contain_text("Telefonen nede")
    seen_at = clock.now()
    assert time.monotonic() - began < IN_EFFECT_WITHIN_S * slack()
    row = Activation.objects.get()
    assert (seen_at - row.activated_at).total_seconds() < SEEN_WITHIN_S * slack()
    assert row.activated_by == cast.liv

    portal = portal_of(visitor)
    expect(portal.locator("body")).to_contain_text(TOLD["body"]["nb"])

    live = phone.locator(".plan-live")
    live.locator(".plan-longer > summary").click()
    live.locator("[name=longer_h][value='4']").click()
    expect(phone.locator("#fl-messages .ds-alert")).to_be_visible()
    row.refresh_from_db()
    assert row.until_at - row.activated_at > timedelta(hours=7)
    phone.locator(".plan-live .plan-acts > form button").click()
    expect(phone.locator(".plan-live")).to_have_count(0)
    expect(desk.locator(BANNER)).to_have_count(0)
    portal.reload()
    expect(portal.locator("body")).not_to_contain_text(TOLD["body"]["nb"])
    assert effective_state(clock.now()) == before


def test_a_suggestion_comes_to_a_leaders_desk_by_itself_and_is_taken_care_of(
    visitor: Visitor, floor: Revision, cast: Cast
) -> None:
    saved("portal-down", at=clock.now(), measures=[CLOSED_WEB], triggers=[LONG_WAIT])
    desk = visitor(cast.liv)
    with desk.expect_response("**/stream"):
        desk.goto("/desk/")
    expect(desk.locator("#watch-bar li")).to_have_count(0)
    since = clock.now() - timedelta(minutes=10)
    arrival = Arrival(channel="mail", queue="settlement", source="test", received_at=since)
    receive_contact(arrival, at=since)
    for later_s in (0, 2):
        sweep_triggers(at=clock.now() + timedelta(seconds=later_s))

    expect(desk.locator(".fl-toast")).to_contain_text("Planen «Telefonen nede» er foreslått")
    expect(desk.locator(".fl-nav .fl-count")).to_have_text("1")
    desk.locator("#watch-bar a", has_text="Telefonen nede").click()
    desk.get_by_role("button", name="Jeg tar meg av det").click()
    expect(desk.locator(".watch-suggestion")).to_contain_text("har tatt seg av det")
    assert Suggestion.objects.get().acknowledged_by == cast.liv
    desk.goto("/desk/")
    expect(desk.locator("#desk-status")).to_be_visible()
    expect(desk.locator("#watch-bar li")).to_have_count(0)
    expect(desk.locator(".fl-toast")).to_have_count(0)
