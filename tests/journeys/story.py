"""What do people do in the stories? Each step as somebody at a screen does it."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

from frontlinje.channels.mail.tests.mailroom import mail
from frontlinje.config.demo.staff import PASSWORD
from frontlinje.people.models import User
from tests.journeys.sample_centre import MAILBOX
from tests.mail.live_worker import LiveWorker
from tests.mail.sink import Received, Sink
from tests.mail.waiting import until
from tests.screens.browser import Visitor
from tests.screens.live import LiveCentre

PHONE: ViewportSize = {"width": 360, "height": 740}
BANNER = "#plan-banner li"


def on_a_phone(visitor: Visitor, user: User, address: str) -> Page:
    """Open a page on a small screen, as a leader does who is not at her desk."""
    page = visitor(user)
    page.set_viewport_size(PHONE)
    page.goto(address)
    return page


def in_three_taps(page: Page, plan: str) -> None:
    """Put a suggested plan into effect from wherever one happens to be."""
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        what.click()
        taps += 1

    tap(page.locator("#watch-bar a").filter(has_text=plan))
    tap(page.locator(".watch-suggestion").filter(has_text=plan).locator(".watch-answers a"))
    expect(page.locator("#plan-seen")).to_be_visible()
    expect(page.locator("[name=reason]")).not_to_have_value("")
    tap(page.locator(".plan-bar button"))
    expect(page.locator(".plan-live").filter(has_text=plan)).to_be_visible()
    assert taps == 3


def import_plan(page: Page, path: Path) -> None:
    """Bring a plan in from a file."""
    page.goto("/continuity/import/")
    page.locator("[name=file]").set_input_files(path)
    page.locator("form.fl-form button").click()
    page.wait_for_url(re.compile("/continuity/plans/"))


def put_into_effect(page: Page, code: str, reason: str, *, seen: str) -> None:
    """Look at what a plan would do, and do it; ``seen`` is what must be told beforehand."""
    page.goto(f"/continuity/plans/{code}/preview/")
    expect(page.locator("#plan-seen")).to_contain_text(seen)
    page.locator("[name=reason]").fill(reason)
    page.locator(".plan-bar button").click()
    page.wait_for_url(re.compile("/continuity/$"))


def end_plan(page: Page, plan: str) -> None:
    """End a plan that is in effect."""
    page.goto("/continuity/")
    live = page.locator(".plan-live").filter(has_text=plan)
    live.locator(".plan-acts > form button").click()
    expect(live).to_have_count(0)


def sign_in(page: Page, username: str) -> None:
    """Sign in with a password, as on the first day."""
    page.goto("/account/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.fl-form button").click()
    page.wait_for_url(re.compile("/desk/"))


def go_ready(page: Page) -> None:
    """Go ready by keyboard, at the first of the places."""
    status = page.locator("#desk-status")
    expect(status).to_have_attribute("data-state", "logged_off")
    page.keyboard.press("r")
    expect(page.locator("#desk-dialog")).to_be_visible()
    page.keyboard.press("1")
    expect(status).to_have_attribute("data-state", "ready")


def note_by_hand(page: Page, subject: str, *, channel: str, queue: str, button: str) -> None:
    """Note what came by mouth or on paper; ``button`` is the value of the one that is pressed."""
    expect(page.locator("#desk-status")).to_be_visible()
    page.keyboard.press("n")
    dialog = page.locator("#desk-dialog")
    expect(dialog.locator("#desk-subject")).to_be_focused()
    page.keyboard.type(subject)
    dialog.locator(".desk-tab").filter(has=page.locator(f"[value={channel}]")).click()
    dialog.locator("[name=queue]").select_option(queue)
    dialog.locator(f"[name=done][value={button}]").click()
    expect(dialog).to_be_hidden()


def write_to_us(worker: LiveWorker, sender: str) -> None:
    """Send a mail as a customer's own server would."""
    with worker.client() as client:
        raw = mail("Når kommer dere?", sender=sender, message_id=f"<spm-{sender}>")
        client.sendmail(sender, [MAILBOX], raw)


def answer_to(outside: Sink, customer: str) -> str:
    """Return what a customer was answered, once it has come."""

    def come() -> Received | None:
        return next((one for one in outside.received if one.recipients == [customer]), None)

    body = until(come).mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def report(page: Page, text: str) -> None:
    """Tell the leaders from one's desk that something is wrong."""
    page.goto("/continuity/incidents/report/")
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="Meld fra").click()
    page.wait_for_url(re.compile("/desk/"))


def close_the_incident(page: Page) -> str:
    """Say that it is over, write down what it leaves, take the report out; return its timeline."""
    page.goto("/continuity/incidents/")
    page.locator(".record-title").click()
    page.get_by_role("link", name="Avslutt hendelsen").click()
    page.get_by_role("button", name="Avslutt hendelsen").click()
    page.wait_for_url(re.compile("/after/"))
    page.get_by_role("link", name="Legg til oppfølging").click()
    page.locator("[name=text]").fill("Øv på papirrutinen før jul")
    page.get_by_role("button", name="Skriv det ned").click()
    expect(page.locator(".record-list")).to_contain_text("Øv på papirrutinen")
    assert taken_out(page, ".fl-page-head a[download]").startswith(b"%PDF-")
    return page.locator(".record-log").inner_text()


def taken_out(page: Page, link: str) -> bytes:
    """Return the file behind a link."""
    with page.expect_download() as taken:
        page.locator(link).click()
    return Path(taken.value.path()).read_bytes()


def exported(live_centre: LiveCentre) -> str:
    """Return the status page as it was sent to another host; empty before the first time."""
    page = live_centre.status_folder.with_suffix(".sent") / "index.html"
    return page.read_text() if page.is_file() else ""
