"""Do the parts of every page work: appearance, language, toasts, drafts, the person's menu?"""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_appearance_is_remembered_and_drawn_by_the_server(visitor: Visitor) -> None:
    page = visitor(expected=("Failed to load resource",))
    page.goto("/account/login/")
    page.get_by_role("button", name="Mørkt").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_language_is_chosen_without_scripts(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.nina, has_scripts=False)
    page.goto("/account/steps/")
    page.locator(".fl-menu-button").click()
    page.get_by_role("button", name="Svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert page.url.endswith("/account/steps/")
    assert User.objects.get(id=cast.nina.id).ui_language == "sv"


def test_toast_undoes_and_stays_until_it_is_closed(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.nina)
    page.goto("/account/steps/")
    page.route("**/undo", lambda route: route.fulfill(status=204))
    page.evaluate(
        """import("frontlinje/toast").then(({ toast }) => {
            toast("Contact closed.", { undo: "/undo" });
            toast("Saved.");
        })"""
    )
    toasts = page.locator(".fl-toast")
    expect(toasts).to_have_count(2)
    with page.expect_request("**/undo") as request:
        toasts.first.get_by_role("button").first.click()
    assert request.value.method == "POST"
    assert request.value.headers["x-csrftoken"]
    expect(toasts).to_have_count(1)
    toasts.get_by_role("button").click()
    expect(toasts).to_have_count(0)


def test_answer_of_the_server_can_be_a_toast(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.nina, expected=("Failed to load resource", "Response Status Error"))
    page.goto("/account/steps/")
    told = '{"fl:toast": {"text": "Somebody was faster.", "color": "danger"}}'
    page.route("**/x", lambda route: route.fulfill(status=409, headers={"HX-Trigger": told}))
    page.evaluate("htmx.ajax('POST', '/x', {source: document.body, swap: 'none'})")
    expect(page.locator(".fl-toast")).to_have_count(1)
    expect(page.locator(".fl-toast[role=alert]")).to_contain_text("Somebody was faster.")


DRAFT = """document.querySelector("main").insertAdjacentHTML("beforeend", `
    <label for="reply">Reply</label>
    <textarea id="reply" data-draft-url="/draft" data-draft-status="state"></textarea>
    <p id="state" data-saving="saving" data-saved="saved" data-offline="kept here"></p>`);
    const elt = document.querySelector("main");
    document.dispatchEvent(new CustomEvent("htmx:load", {detail: {elt}}));
"""
TYPED = """(field, text) => {
    for (const letter of text) {
        field.value += letter;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}"""
"""So fast that there is no pause in which a busy machine would save what stands there so far."""


def _write_on(page: Page) -> None:
    page.goto("/account/steps/")
    page.evaluate("import('frontlinje/draft')")
    page.evaluate(DRAFT)


def test_draft_is_saved_while_typing(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.nina)
    saved: list[str | None] = []

    def keep(route: Route) -> None:
        saved.append(route.request.post_data)
        route.fulfill(status=204)

    page.route("**/draft", keep)
    _write_on(page)
    page.locator("#reply").evaluate(TYPED, "Hei på deg")
    expect(page.locator("#state")).to_have_text("saved")
    assert saved == ["text=Hei+p%C3%A5+deg"]


def test_draft_survives_a_lost_connection_and_a_new_page(visitor: Visitor, cast: Cast) -> None:
    page = visitor(cast.nina, expected=("Failed to load resource",))
    page.route("**/draft", lambda route: route.abort())
    _write_on(page)
    page.locator("#reply").fill("Long answer")
    expect(page.locator("#state")).to_have_text("kept here")

    _write_on(page)
    expect(page.locator("#reply")).to_have_value("Long answer")
    page.unroute("**/draft")
    page.route("**/draft", lambda route: route.fulfill(status=204))
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#state")).to_have_text("saved")
    assert _kept(page.context) == 0


def _kept(context: BrowserContext) -> int:
    keys: list[str] = context.pages[0].evaluate("Object.keys(sessionStorage)")
    return len([key for key in keys if key.startswith("fl-draft")])


def test_menu_opens_from_the_keyboard_and_signs_out(visitor: Visitor, cast: Cast) -> None:
    # Parts of the page that refresh themselves may ask once more after the door has closed.
    page = visitor(cast.nina, expected=("401 (Unauthorized)",))
    page.goto("/account/steps/")
    page.locator(".fl-menu-button").focus()
    page.keyboard.press("Enter")
    menu = page.locator("#fl-menu")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    menu.get_by_role("button", name="Logg ut").click()
    expect(page).to_have_url("/account/login/")
    page.goto("/account/steps/")
    assert "/account/login/" in page.url
