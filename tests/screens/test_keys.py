"""Can everything be done from the keyboard, without stealing what somebody types?"""

import pytest
from playwright.sync_api import Page, expect

from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLE = """document.querySelector("main").insertAdjacentHTML("beforeend", `
    <button type="button" data-key="z">New contact</button>
    <button type="button" data-key="g x">Elsewhere</button>
    <button type="button" data-key="ctrl+enter">Send</button>
    <label for="text">Text</label><textarea id="text" data-key="t"></textarea>`);
    window.clicked = [];
    for (const b of document.querySelectorAll("main button[data-key]"))
        b.addEventListener("click", () => clicked.push(b.textContent));
"""


@pytest.fixture
def page(visitor: Visitor, cast: Cast) -> Page:
    page = visitor(cast.nina)
    page.goto("/account/steps/")
    page.evaluate(SAMPLE)
    return page


def clicked(page: Page) -> list[str]:
    found: list[str] = page.evaluate("clicked")
    return found


def test_keys_click_and_focus(page: Page) -> None:
    page.keyboard.press("z")
    page.keyboard.press("g")
    page.keyboard.press("x")
    assert clicked(page) == ["New contact", "Elsewhere"]
    page.keyboard.press("t")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("")


def test_a_page_s_own_key_goes_before_the_same_one_in_the_header(page: Page) -> None:
    expect(page.locator("#desk-status")).to_have_attribute("data-key", "s")
    page.evaluate("document.querySelector('main button').dataset.key = 's'")
    page.keyboard.press("s")
    assert clicked(page) == ["New contact"]
    page.keyboard.press("?")
    named = page.locator("#fl-keys dt:has(kbd:text-is('s')) + dd")
    expect(named.first).to_have_text("New contact")


def test_typing_is_never_taken_but_a_chord_is(page: Page) -> None:
    page.locator("#text").focus()
    page.keyboard.type("gz x?")
    expect(page.locator("#text")).to_have_value("gz x?")
    assert clicked(page) == []
    page.keyboard.press("Control+Enter")
    assert clicked(page) == ["Send"]


def test_help_lists_the_keys_and_switches_single_ones_off(page: Page) -> None:
    page.keyboard.press("?")
    help_for_keys = page.locator("#fl-keys")
    expect(help_for_keys).to_be_visible()
    expect(help_for_keys.locator("dd")).to_contain_text(
        ["New contact", "Elsewhere", "Send", "Text"]
    )
    expect(help_for_keys.locator("dt", has_text="x")).to_have_text("g så x")
    page.locator("#fl-keys-on").uncheck()
    page.keyboard.press("Escape")
    expect(help_for_keys).to_be_hidden()

    page.keyboard.press("z")
    page.keyboard.press("Control+Enter")
    assert clicked(page) == ["Send"]


def test_page_can_be_reached_past_the_menu_with_the_keyboard(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    skip = page.locator(".ds-skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
