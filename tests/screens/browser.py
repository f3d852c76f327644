"""What do tests with a browser share? A plugin: Chromium, the running centre, and who sits at it.

One browser for the whole run: two at once do not get along in one thread.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.people.models import User
from tests.screens.live import LiveCentre

CHROMIUM = "chromium-headless-shell"
"""Debian's Chromium without the windows around it, which would cost as much as the pages."""
Visitor = Callable[..., Page]
PATIENCE_MS = 60_000
"""How long a page may take to show what is expected of it, on a machine with much to do."""
GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx says of a request that gave way to a newer one; of a failure it says more than that."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Debian's Chromium."""
    program = shutil.which(CHROMIUM)
    expect.set_options(timeout=PATIENCE_MS)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for its own.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[LiveCentre]:
    centre = LiveCentre()
    centre.start()
    yield centre
    centre.kill()


@pytest.fixture
def live_centre(_server: LiveCentre, transactional_db: None) -> Iterator[LiveCentre]:
    """Return the running centre, just begun; what the test commits, the browser sees."""
    begin_centre(at=clock.now(), by=None)
    yield _server
    _server.wait_until_quiet()


@pytest.fixture
def visitor(chromium: Browser, live_centre: LiveCentre) -> Iterator[Visitor]:
    """Return a function that opens a browser for somebody (or nobody) and returns its page.

    Whatever a page complains of on its console fails the test, but what ``expected`` names.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sit_down(
        user: User | None = None,
        *,
        has_scripts: bool = True,
        has_name: bool = False,
        expected: tuple[str, ...] = (),
    ) -> Page:
        # Passkeys belong to a name, not to a number.
        url = live_centre.url.replace("127.0.0.1", "localhost") if has_name else live_centre.url
        context = chromium.new_context(
            base_url=url,
            locale="nb",
            reduced_motion="reduce",
            java_script_enabled=has_scripts,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if user is not None:
            context.add_cookies([session_of(user, url)])
        page = context.new_page()

        def note(text: str) -> None:
            if not any(part in text for part in (*GIVEN_UP, *expected)):
                complaints.append(text)

        page.on("console", lambda m: note(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    yield sit_down
    for context in contexts:
        context.close()
    assert not complaints, complaints


def session_of(user: User, url: str) -> Any:
    client = Client()
    client.force_login(user)
    session = client.session
    # As after confirming who one is, so that the pages about keys open.
    confirmed = {"method": "password", "at": clock.now().timestamp(), "reauthenticated": True}
    session["account_authentication_methods"] = [confirmed]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
