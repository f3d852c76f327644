"""Does hostile HTML do anything at all in a real browser? No script, no request, no window."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route

from frontlinje.base import clock
from frontlinje.channels.mail.tests.mailroom import SETTLEMENT, arrive, contact_of, open_centre
from frontlinje.channels.mail.tests.test_clean_html import HOSTILE
from frontlinje.channels.mail.views.seeing import FRAME_POLICY
from frontlinje.people.tests.cast import Cast
from tests.screens.browser import Visitor
from tests.screens.live import LiveCentre

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETTLE_MS = 1000
"""How long a page is watched after it has loaded; what would run, runs at once."""


class Watch:
    """Everything that a page does besides showing what it was given."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.happenings: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: self._dialog(dialog.message, dialog.dismiss))
        page.on("popup", lambda popup: self.happenings.append(f"window {popup.url}"))
        page.on("download", lambda download: self.happenings.append(f"download {download.url}"))

    def _dialog(self, text: str, dismiss: object) -> None:
        self.happenings.append(f"dialog {text}")
        assert callable(dismiss)
        dismiss()

    def outside(self, host: str) -> list[str]:
        """Return what was asked of anybody but us."""
        ours = (host, "")
        return [url for url in self.requests if urlsplit(url).netloc not in ours]


def one_mail_of_all(snippets: dict[str, str]) -> bytes:
    """Return a mail in which each snippet is a part of its own, and then a last, honest one."""
    parts = "".join(
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{snippet}\r\n"
        for snippet in [*snippets.values(), "<p>the end</p>"]
    )
    head = "From: x@example.net\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return f"{head}{parts}--b--\r\n".encode()


def test_the_frame_of_a_hostile_mail_does_nothing(
    visitor: Visitor, live_centre: LiveCentre, cast: Cast
) -> None:
    open_centre()
    contact = contact_of(arrive(one_mail_of_all(HOSTILE), to=[SETTLEMENT], at=clock.now()))
    page = visitor(cast.stig)
    watch = Watch(page)
    page.goto(reverse("desk:contact", args=[contact.id]))
    page.locator(".mail-html > summary").click()
    frame = page.frame_locator(".mail-frame")
    frame.get_by_text("the end").wait_for()
    page.wait_for_timeout(SETTLE_MS)
    assert watch.happenings == []
    assert watch.outside(urlsplit(live_centre.url).netloc) == []
    assert frame.locator("script, style:not(head style), iframe, object, svg, form").count() == 0
    inside = next(inner for inner in page.frames if "/frame/" in inner.url)
    assert inside.evaluate("document.querySelectorAll('[src]').length") == 0
    # The frame is nobody: it has no origin, so it can reach neither our page nor our cookies.
    assert inside.evaluate("window.origin") == "null"


def test_the_frames_own_walls_hold_without_the_sanitiser(
    visitor: Visitor, live_centre: LiveCentre
) -> None:
    """What if something slipped through? The policy of the frame stops it all by itself."""
    page = visitor(expected=("",))  # the browser tells on its console what it refuses
    done: dict[str, list[str]] = {}
    for name, markup in {**HOSTILE, "all": "".join(HOSTILE.values())}.items():
        watch = Watch(page)
        page.unroute("**/*")
        page.route("**/*", lambda route, markup=markup: answer(route, markup))
        page.goto("/outer")
        page.wait_for_timeout(300)
        asked = [url for url in watch.requests if not url.startswith("data:")]
        others = [url for url in asked if urlsplit(url).path not in ("/outer", "/inner")]
        if watch.happenings or others:
            done[name] = [*watch.happenings, *others]
    assert done == {}


def answer(route: Route, markup: str) -> None:
    """Answer as a page of ours with the mail's frame in it; let nothing else through."""
    match urlsplit(route.request.url).path:
        case "/outer":
            body = "<iframe src='/inner' sandbox='allow-popups allow-popups-to-escape-sandbox'>"
            route.fulfill(body=body, content_type="text/html")
        case "/inner":
            policy = {"Content-Security-Policy": FRAME_POLICY}
            route.fulfill(body=f"<body>{markup}", content_type="text/html", headers=policy)
        case _:
            route.abort()
