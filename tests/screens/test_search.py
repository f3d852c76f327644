"""Is what was written found from any page without touching the mouse?"""

import re

import pytest
from playwright.sync_api import expect

from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor
from tests.screens.desk_day import all_is_read

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_key_leads_to_the_search_and_the_arrows_to_what_is_found(
    visitor: Visitor, cast: Cast
) -> None:
    all_is_read(cast)
    page = visitor(cast.liv)
    page.goto("/customers/imports/")
    page.keyboard.press("/")
    expect(page.locator("#search-typed")).to_be_focused()
    page.keyboard.type("ring fjos")
    expect(page).to_have_url(re.compile(r"q=ring(\+|%20)fjos"))
    expect(page.locator("mark").first).to_have_text("ringer")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-contact .search-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/contacts/**")
    expect(page.locator("h1")).to_have_text("Ragnhild Eksempelgard")
    page.go_back()
    expect(page.locator("#search-typed")).to_have_value("ring fjos")


def test_hits_that_come_anew_leave_the_keyboard_where_it_was(visitor: Visitor, cast: Cast) -> None:
    all_is_read(cast)
    page = visitor(cast.liv)
    page.goto("/search/?q=fjos")
    link = page.locator(".search-contact .search-link").first
    link.focus()
    page.evaluate("document.getElementById('search-form').requestSubmit()")
    page.wait_for_url("**/search/?q=fjos&*")
    expect(link).to_be_focused()
    page.evaluate("document.getElementById('search-typed').value = 'finnesikke'")
    page.evaluate("document.getElementById('search-form').requestSubmit()")
    expect(page.locator("#search-typed")).to_be_focused()
