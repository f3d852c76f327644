"""Customers who write without pause, and remember what was acknowledged to them.

What is not acknowledged is sent again under the same name, as mail servers and people do.
"""

import html
import http.client
import json
import re
import smtplib
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from django.core.signing import b64_decode

from frontlinje.channels.mail.tests.mailroom import GENERAL, mail
from frontlinje.channels.web.rules.limits import LEAST_SECONDS, MOST_IN_WINDOW
from tests.faults.crowd import Crowd

N_FORM_WRITERS = 4
MAIL_PAUSE_S = 0.2
AGAIN_S = 0.3
Done = TypeVar("Done")
_FIELD = r'name="{}"[^>]* value="([^"]*)"'


class Load(Crowd):
    """Threads of their own: one sends mails, some fill in forms."""

    def __init__(self, *, smtp_port: int, web_port: int) -> None:
        super().__init__()
        self.smtp_port, self.web_port = smtp_port, web_port
        self.mails: list[str] = []
        """What was written in mails that were taken with 250."""
        self.forms: dict[str, str] = {}
        """The reference that was shown for what was written in a form."""
        self.n_sent_again = 0
        writers = (partial(self._write_forms, writer) for writer in range(N_FORM_WRITERS))
        self._join_in([self._write_mails, *writers])

    def has_more_than(self, n_mails: int) -> bool:
        """Say whether more mails than that were taken."""
        return len(self.mails) > n_mails

    def _write_mails(self) -> None:
        n = 0
        while not self._is_over.wait(MAIL_PAUSE_S):
            words = f"mail-{n}."
            raw = mail(words, message_id=f"<{n}@example.net>", subject=words)
            self._until_done(partial(self._deliver, raw))
            self.mails.append(words)
            n += 1

    def _deliver(self, raw: bytes) -> bool:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as client:
            client.sendmail("kari@example.net", [GENERAL], raw)
        return True

    def _write_forms(self, writer: int) -> None:
        n = 0
        while not self._is_over.is_set():
            words = f"form-{writer}-{n}."
            # One place may write only so often; every few forms come from another one.
            place = f"127.{writer + 1}.0.{n // (MOST_IN_WINDOW - 1) + 1}"
            page = self._until_done(partial(self._open_form, place))
            time.sleep(LEAST_SECONDS + 0.2)
            self.forms[words] = self._until_done(partial(self._send_form, place, page, words))
            n += 1

    def _until_done(self, attempt: Callable[[], Done | None]) -> Done:
        while True:
            try:
                if done := attempt():
                    return done
            except (OSError, http.client.HTTPException, smtplib.SMTPException):
                pass
            self.n_sent_again += 1
            time.sleep(AGAIN_S)

    def _open_form(self, place: str) -> tuple[str, str, str] | None:
        """Return the cookies, the page's own token and Django's."""
        answer, said = self._ask(place, "GET", "/contact/")
        if answer.status != 200:
            return None
        cookies = [cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie", [])]
        token, csrf = (re.search(_FIELD.format(n), said) for n in ("token", "csrfmiddlewaretoken"))
        assert token is not None
        assert csrf is not None
        return "; ".join(cookies), html.unescape(token[1]), csrf[1]

    def _send_form(self, place: str, page: tuple[str, str, str], words: str) -> str | None:
        """Return the reference that the customer is shown, None when there was none."""
        cookies, token, csrf = page
        fields = {"topic": "general", "subject": words, "text": words, "name": "Kari"}
        fields |= {"email": "kari@example.net", "token": token, "csrfmiddlewaretoken": csrf}
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        answer, _said = self._ask(place, "POST", "/contact/", urlencode(fields), headers)
        if answer.status != 302:
            assert answer.status >= 500, f"a form was refused with {answer.status}"
            return None
        receipt = answer.headers["Location"].strip("/").split("/")[-1]
        reference, _queue = json.loads(b64_decode(receipt.split(":")[0].encode()))
        return str(reference)

    def _ask(
        self,
        place: str,
        method: str,
        path: str,
        body: str = "",
        headers: dict[str, str] | None = None,
    ) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.web_port, timeout=20, source_address=(place, 0)
        )
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()
