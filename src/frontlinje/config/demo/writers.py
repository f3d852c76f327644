"""Who keeps writing? Made-up members, by mail and web form, at the rhythm of a day."""

import logging
import smtplib
import threading
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import formataddr, make_msgid
from random import Random

from frontlinje.base import clock
from frontlinje.config.demo.browser import Browser, Refused
from frontlinje.config.demo.letters import THANKS, Letter, write_letter
from frontlinje.config.demo.mailboxes import Mailboxes

log = logging.getLogger(__name__)

_PER_HOUR = (
    8,
    8,
    8,
    8,
    8,
    10,
    16,
    30,
    44,
    52,
    46,
    38,
    32,
    46,
    40,
    32,
    24,
    20,
    16,
    14,
    12,
    10,
    8,
    8,
)
"""Letters in each hour of the day at natural speed; most between nine and ten, and after one."""
MOST_PER_MINUTE = 40
_BY_FORM = 0.3
_REPLIES = 0.15
_WITH_FILE = 0.1

Member = tuple[str, str]
"""Name and mail address."""


class Writers:
    """All the members who write."""

    def __init__(
        self,
        *,
        address: str,
        smtp_port: int,
        members: list[Member],
        queue_address: Mapping[str, str],
        mailboxes: Mailboxes,
        speed: float,
    ) -> None:
        self._address = address
        self._smtp_port = smtp_port
        self._members = members
        self._queue_address = queue_address
        self._mailboxes = mailboxes
        self._speed = speed
        self._chance = Random()

    def write_until(self, stopping: threading.Event) -> None:
        """Let somebody write now and then until told to stop."""
        while not stopping.wait(self._pause_s(clock.now())):
            try:
                self._write_once()
            except (Refused, OSError, smtplib.SMTPException) as error:
                log.info("A letter did not get through and is written again later: %s", error)

    def _pause_s(self, at: datetime) -> float:
        per_minute = min(_PER_HOUR[at.astimezone().hour] * self._speed / 60, MOST_PER_MINUTE)
        return max(self._chance.expovariate(per_minute / 60), 60 / MOST_PER_MINUTE)

    def _write_once(self) -> None:
        if self._mailboxes.unread and self._chance.random() < _REPLIES:
            self._reply(self._mailboxes.unread.popleft())
            return
        name, address = self._chance.choice(self._members)
        letter = write_letter(name, self._chance)
        if self._chance.random() < _BY_FORM:
            try:
                self._fill_in_form(letter, name, address)
                return
            except Refused:
                pass  # too many forms from one place: the member writes a mail instead
        self._send(self._mail(letter, name, address))

    def _mail(self, letter: Letter, name: str, address: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = formataddr((name, address))
        mail["To"] = self._queue_address[letter.queue]
        mail["Subject"] = letter.subject
        mail["Message-ID"] = make_msgid(domain="medlem.example")
        mail["Content-Language"] = letter.language
        mail.set_content(letter.text)
        if self._chance.random() < _WITH_FILE:
            rows = "leveranse;dyr;vekt\n" + "".join(
                f"{self._chance.randrange(10_000, 99_999)};lam;{self._chance.randrange(14, 26)}\n"
                for _ in range(5)
            )
            mail.add_attachment(rows, subtype="csv", filename="leveranser.csv")
        return mail

    def _reply(self, answer: EmailMessage) -> None:
        mail = EmailMessage()
        name = str(answer["To"]).split("<")[0].strip() or "Et medlem"
        mail["From"] = answer["To"]
        mail["To"] = answer["From"]
        subject = str(answer["Subject"])
        mail["Subject"] = subject if subject.upper().startswith("SV:") else f"SV: {subject}"
        mail["Message-ID"] = make_msgid(domain="medlem.example")
        mail["In-Reply-To"] = answer["Message-ID"]
        mail["References"] = answer["Message-ID"]
        mail.set_content(self._chance.choice(THANKS).format(name=name))
        self._send(mail)

    def _send(self, mail: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self._smtp_port, timeout=20) as server:
            server.send_message(mail)

    def _fill_in_form(self, letter: Letter, name: str, address: str) -> None:
        browser = Browser(self._address)
        form = browser.begin("/contact/")
        form.update(
            topic=letter.queue, subject=letter.subject, text=letter.text, name=name, email=address
        )
        threading.Event().wait(3)  # nobody fills in a form at once, and the form knows it
        browser.finish("/contact/", form)
