"""Who answers while the visitor looks on? Programs that do an agent's work, as a browser would.

Each signs in as one of the made-up agents, keeps a desk open, takes what is offered, thinks,
answers and finishes. When a person signs in as that agent, the program leaves the desk to them.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from frontlinje.config.demo.browser import Browser, Refused
from frontlinje.config.demo.letters import ANSWERS
from frontlinje.config.demo.staff import PASSWORD, Colleague

log = logging.getLogger(__name__)

_NOTES = (
    "Må ta en telefon",
    "Kaffen er klar på kjøkkenet",
    "Søler kaffe, straks tilbake",
    "Henter post",
)
_THINKS_S = (4.0, 12.0)
_WRITES_S = (40.0, 200.0)
_PAUSE_AFTER_S = (1500.0, 4500.0)
_PAUSE_LASTS_S = (240.0, 900.0)
_LOOK_EVERY_S = 2.0
_REST_S = 10.0
_CANNOT_ANSWER = ("phone", "paper", "visit")

IsTaken = Callable[[str], bool]


class AtTheDesk:
    """One made-up agent at work."""

    def __init__(
        self,
        colleague: Colleague,
        *,
        address: str,
        speed: float,
        reasons: Mapping[str, Sequence[str]],
        is_taken: IsTaken,
        stopping: threading.Event,
    ) -> None:
        self._who = colleague
        self._address = address
        self._speed = speed
        self._reasons = reasons
        self._is_taken = is_taken
        self._stopping = stopping
        self._chance = Random()
        self._happened = threading.Event()

    def work_until_stopped(self) -> None:
        """Work, rest when Frontlinje is away or a person has the desk, and work again."""
        while not self._stopping.is_set():
            try:
                if not self._is_taken(self._who.username):
                    self._work()
            except Refused as error:
                log.info("%s waits a moment: %s", self._who.name, error)
            self._stopping.wait(_REST_S * self._chance.uniform(0.5, 1.5))

    def _work(self) -> None:
        browser = self._signed_in()
        left = threading.Event()
        listener = threading.Thread(target=self._listen, args=(browser, left), daemon=True)
        listener.start()
        try:
            self._happened.wait(5)
            self._declare(browser, "ready")
            until_pause = self._draw(_PAUSE_AFTER_S)
            while not self._stopping.is_set() and listener.is_alive():
                if self._is_taken(self._who.username):
                    return
                self._take_offers(browser)
                self._do_work(browser)
                until_pause -= _LOOK_EVERY_S
                if until_pause < 0:
                    self._pause(browser)
                    until_pause = self._draw(_PAUSE_AFTER_S)
                self._happened.wait(_LOOK_EVERY_S)
                self._happened.clear()
        finally:
            left.set()
            if not self._is_taken(self._who.username):
                with suppress(Refused):
                    self._declare(browser, "logged_off")

    def _signed_in(self) -> Browser:
        browser = Browser(self._address)
        form = browser.begin("/account/login/")
        form.update(login=self._who.username, password=PASSWORD)
        browser.finish("/account/login/", form)
        browser.ask("/desk/status")
        return browser

    def _listen(self, browser: Browser, left: threading.Event) -> None:
        """Keep the desk open; whatever happens may concern this agent."""
        with suppress(Refused):
            for line in browser.stream():
                if left.is_set():
                    return
                if line.startswith(("retry", "data")):
                    self._happened.set()

    def _declare(self, browser: Browser, status: str, reason: str = "") -> None:
        place = "home" if self._who.works_from_home else f"office:{self._who.site}"
        browser.tell("/desk/status", {"status": status, "reason": reason, "place": place})

    def _take_offers(self, browser: Browser) -> None:
        for offer in browser.ask("/desk/offers"):
            self._wait(_THINKS_S)
            with suppress(Refused):  # it ran out, or was taken back: the queue has it
                browser.tell(f"/desk/offers/{offer['id']}/accept", {})

    def _do_work(self, browser: Browser) -> None:
        for contact in browser.ask("/desk/work"):
            if contact["state"] == "active":
                self._wait(_WRITES_S)
                self._answer(browser, contact)

    def _answer(self, browser: Browser, contact: Mapping[str, Any]) -> None:
        path = f"/desk/contacts/{contact['id']}"
        code = self._chance.choice(self._reasons.get(contact["queue"], ["answered"]))
        text = ANSWERS[contact["queue"]].format(name="", agent=self._who.name)
        if contact["channel"] not in _CANNOT_ANSWER:
            answer = {"text": text.replace("Hei ", "Hei", 1), "wrap_up_code": code}
            try:
                browser.tell(f"{path}/reply", answer)
                return
            except Refused:
                pass  # nobody to answer to: it is finished without
        with suppress(Refused):
            browser.tell(f"{path}/finish", {"wrap_up_code": code})

    def _pause(self, browser: Browser) -> None:
        reason = self._chance.choice(("break", "break", "lunch", "follow-up"))
        self._declare(browser, "pause", reason)
        if self._chance.random() < 0.5:
            with suppress(Refused):
                form = browser.begin("/desk/status/note/")
                form.update(note=self._chance.choice(_NOTES))
                browser.finish("/desk/status/set/note/", form)
        self._wait(_PAUSE_LASTS_S)
        self._declare(browser, "ready")

    def _draw(self, span_s: tuple[float, float]) -> float:
        return self._chance.uniform(*span_s) / self._speed

    def _wait(self, span_s: tuple[float, float]) -> None:
        self._stopping.wait(self._draw(span_s))
