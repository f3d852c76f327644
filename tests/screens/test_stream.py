"""Does a page learn what happens, once each, also after the server was gone?"""

from uuid import UUID

import pytest
from django.db import transaction
from playwright.sync_api import Page, Route, expect

from frontlinje.base import clock
from frontlinje.ledger.actions import record
from frontlinje.ledger.models import Event
from frontlinje.people.events import TeamSaved
from frontlinje.people.tests.cast import Cast
from tests.screens.conftest import Visitor, session_of
from tests.screens.live import LiveCentre
from tests.screens.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEARD = """
    window.heard = [];
    document.addEventListener("fl:event", (e) => heard.push(e.detail));
    window.told = [];
    new MutationObserver((changes) => {
        for (const { target } of changes) if (!target.hidden) told.push(target.dataset.state);
    }).observe(document, { subtree: true, attributeFilter: ["hidden"] });
"""
WHILE_AWAY = ("Failed to load resource", "htmx:sendError")


def happens(agent_id: UUID) -> int:
    """Let something happen that concerns this person's screens; return the event's number."""
    event = TeamSaved(code="north", before="", after="North")
    record(event, at=clock.now(), by=None, topics=[f"agent:{agent_id}"])
    return Event.objects.latest("id").id


def sit(visitor: Visitor, cast: Cast, **options: object) -> Page:
    """Return Nina's page, connected."""
    page = visitor(cast.nina, **options)
    page.add_init_script(HEARD)
    with page.expect_response("**/stream"):
        page.goto("/account/steps/")
    return page


def heard(page: Page) -> list[int]:
    """Return the numbers of the events that the page heard of, but for the comings and goings."""
    events = page.evaluate("heard")
    return [int(e["id"].split(".")[0]) for e in events if e["kind"] == TeamSaved.kind]


def wait_for(page: Page, count: int) -> None:
    until(page, lambda: len(heard(page)) >= count)


def test_event_reaches_the_page_of_whom_it_concerns(visitor: Visitor, cast: Cast) -> None:
    page = sit(visitor, cast)
    happens(cast.omar.id)
    number = happens(cast.nina.id)
    wait_for(page, 1)
    assert heard(page) == [number]
    event = page.evaluate(f"heard.find((e) => e.kind === '{TeamSaved.kind}')")
    assert event["topics"] == [f"agent:{cast.nina.id}"]


def test_page_misses_nothing_while_the_server_restarts(
    visitor: Visitor, cast: Cast, live_centre: LiveCentre
) -> None:
    page = sit(visitor, cast, expected=WHILE_AWAY)
    first = happens(cast.nina.id)
    wait_for(page, 1)
    live_centre.kill()
    try:
        missed = happens(cast.nina.id)
        expect(page.locator("#fl-connection [data-state=lost]")).to_be_visible()
    finally:
        live_centre.start()
    wait_for(page, 2)
    until(page, lambda: "back" in page.evaluate("told"))  # for a moment, perhaps gone by now
    last = happens(cast.nina.id)
    wait_for(page, 3)
    assert heard(page) == [first, missed, last]
    expect(page.locator("#fl-connection [data-state=back]")).to_be_hidden()
    expect(page.locator(".fl-toast")).to_have_count(0)


def test_two_tabs_share_one_connection_and_the_second_takes_over(
    visitor: Visitor, cast: Cast
) -> None:
    first = sit(visitor, cast)
    second = first.context.new_page()
    asked: list[Route] = []
    second.route("**/stream", lambda route: asked.append(route))
    second.add_init_script(HEARD)
    second.goto("/account/steps/")
    before = happens(cast.nina.id)
    wait_for(first, 1)
    wait_for(second, 1)
    assert not asked

    first.close()
    until(second, lambda: asked)
    known = second.evaluate("heard.map((event) => event.id)")
    assert asked[0].request.headers["last-event-id"] in known
    meanwhile = happens(cast.nina.id)
    asked[0].continue_()
    wait_for(second, 2)
    later = happens(cast.nina.id)
    wait_for(second, 3)
    assert heard(second) == [before, meanwhile, later]


def test_tab_of_another_person_ends_the_first(
    visitor: Visitor, cast: Cast, live_centre: LiveCentre
) -> None:
    page = sit(visitor, cast)
    other = page.context.new_page()
    page.context.add_cookies([session_of(cast.omar, live_centre.url)])
    other.goto("/account/steps/")
    expect(page.locator("#fl-connection [data-state=signed-out]")).to_be_visible()


def test_part_is_fetched_again_at_most_once_in_a_while(visitor: Visitor, cast: Cast) -> None:
    page = sit(visitor, cast)
    happens(cast.nina.id)
    wait_for(page, 1)  # the stream stands: nothing is fetched for that any more
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=f"<p>{len(asked)}</p>")

    page.route("**/probe", answer)
    page.evaluate(
        """(kind) => {
            document.querySelector("main").insertAdjacentHTML("beforeend", `<div id="probe"
                hx-get="/probe" hx-trigger="fl:refresh" data-refresh-on="other ${kind}"></div>`);
            htmx.process(document.getElementById("probe"));
        }""",
        TeamSaved.kind,
    )
    with transaction.atomic():
        for _ in range(6):
            happens(cast.nina.id)
    wait_for(page, 7)
    expect(page.locator("#probe p")).to_have_text("2")
    page.wait_for_timeout(700)
    assert len(asked) == 2  # the first at once, the others together after the pause
