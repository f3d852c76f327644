"""Does the monitor move, keep still under the fingers, show its formulas, know when it is old?"""

import time

import pytest
from playwright.sync_api import Page, Request, expect

from frontlinje.base import clock
from frontlinje.contacts.actions.receiving import Arrival, receive_contact
from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor
from tests.screens.lively_day import let_it_live

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def arrives() -> None:
    """Let a contact come that waits: nobody of its group is there."""
    now = clock.now()
    receive_contact(
        Arrival(channel="mail", queue="settlements", source="test", received_at=now), at=now
    )


def waiting(page: Page) -> int:
    """Return how many wait in the queue for settlements."""
    row = page.locator("tr.board-sum", has_text="Oppgjør")
    return int(row.locator(".board-waiting").inner_text())


@pytest.fixture
def board(visitor: Visitor, cast: Cast) -> Page:
    let_it_live(cast)
    page = visitor(cast.liv)
    with page.expect_response("**/stream"):
        page.goto("/board/")
    return page


def test_a_new_contact_is_counted_without_a_reload(board: Page) -> None:
    before = waiting(board)
    arrives()
    row = board.locator("tr.board-sum", has_text="Oppgjør")
    expect(row.locator(".board-waiting")).to_have_text(str(before + 1))


def test_a_monitor_asks_at_most_once_a_second_however_much_moves(board: Page) -> None:
    board.wait_for_timeout(1500)
    asked: list[float] = []

    def note(request: Request) -> None:
        if request.url.endswith("/board/"):
            asked.append(time.monotonic())

    board.on("request", note)
    began = time.monotonic()
    for _ in range(12):
        arrives()
        board.wait_for_timeout(250)
    board.wait_for_timeout(1200)
    seconds = time.monotonic() - began
    assert asked, "nothing moved"
    assert len(asked) <= seconds + 1


def test_a_formula_is_one_tap_or_hover_away(board: Page) -> None:
    button = board.locator(".board-measure").first
    popover = board.locator("#formula-service_level")
    button.click()
    expect(popover).to_be_visible()
    expect(popover.locator("[data-sum]")).to_have_text(button.get_attribute("data-sum") or "?")
    board.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    rate = board.locator("#formula-answer_rate")
    board.locator("td:nth-child(9) .board-measure").first.hover()
    expect(rate).to_be_visible()
    board.mouse.move(0, 0)
    expect(rate).to_be_hidden()


def test_a_formula_that_is_put_away_at_once_stays_away(board: Page) -> None:
    board.evaluate(
        """async () => {
            const popover = document.getElementById("formula-service_level");
            let button; // of figures that did not move meanwhile
            while (!button?.isConnected) {
                button = document.querySelector(".board-measure");
                button.dispatchEvent(
                    new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
                button.click();
                popover.hidePopover();
                await new Promise((over) => setTimeout(over, 400));
            }
        }"""
    )
    expect(board.locator("#formula-service_level")).to_be_hidden(timeout=1)


def test_a_formula_stays_open_and_the_focus_stays_put_while_figures_move(board: Page) -> None:
    button = board.locator(".board-measure").first
    identifier = button.get_attribute("id")
    button.focus()
    board.keyboard.press("Enter")
    popover = board.locator("#formula-service_level")
    expect(popover).to_be_visible()
    before = waiting(board)
    arrives()
    row = board.locator("tr.board-sum", has_text="Oppgjør")
    expect(row.locator(".board-waiting")).to_have_text(str(before + 1))
    expect(popover).to_be_visible()
    assert board.evaluate("document.activeElement.id") == identifier


def test_a_new_alarm_is_said_aloud_once(board: Page) -> None:
    said = board.locator("#board-alert")
    expect(said).to_be_empty()
    board.evaluate(
        """() => {
            document.querySelector("[data-alarms]").remove();
            const swapped = new CustomEvent("htmx:afterSwap",
                { bubbles: true, detail: { target: document.getElementById("board") } });
            document.getElementById("board").dispatchEvent(swapped);
        }"""
    )
    arrives()
    expect(said).to_contain_text("Oppgjør")


def test_a_wall_is_read_from_afar_and_needs_no_scrolling(visitor: Visitor, cast: Cast) -> None:
    let_it_live(cast)
    page = visitor(cast.liv)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("/board/wall/")
    sizes = page.evaluate(
        """[...document.querySelectorAll(".wall-queues tbody td")]
            .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    )
    # On a screen of 55 inches (685 mm high) 5 % are 34 mm: good for seven metres at 1:200.
    assert min(sizes) >= 0.05 * 1080
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wall_says_itself_when_its_figures_are_old(visitor: Visitor, cast: Cast) -> None:
    let_it_live(cast)
    page = visitor(cast.liv, expected=("Failed to load resource", "ERR_", "net::", "htmx:"))
    page.clock.install()
    page.goto("/board/wall/")
    stale = page.locator("#wall-stale")
    expect(stale).to_be_hidden()
    page.route("**/board/wall/", lambda route: route.abort())
    page.clock.run_for(35_000)
    expect(stale).to_be_visible()
    expect(stale.locator("[data-at]")).to_have_text(
        page.locator(".wall-head").get_attribute("data-at") or "?"
    )
    page.unroute("**/board/wall/")
    with page.expect_response("**/board/wall/"):
        page.clock.run_for(12_000)
    page.clock.run_for(2_000)
    expect(stale).to_be_hidden()
