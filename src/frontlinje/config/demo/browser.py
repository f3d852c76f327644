"""How do the made-up people use Frontlinje? Through the addresses that a browser uses."""

import http.client
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from http.cookiejar import CookieJar
from typing import Any

USER_AGENT = "Frontlinje demonstration"
"""By this the demonstration knows its own programs from visitors."""

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_TIMEOUT_S = 20


class Refused(Exception):
    """Frontlinje said no, or was not there; the text says which."""


class Browser:
    """One person's browser: keeps its cookies."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self._opener.addheaders = [("User-Agent", USER_AGENT), ("Accept-Language", "nb")]

    def page(self, path: str) -> str:
        """Return a page's HTML."""
        return self._open(urllib.request.Request(self._address + path))

    def begin(self, path: str) -> dict[str, str]:
        """Open the page of a form, and return what it carries unseen."""
        return dict(_HIDDEN.findall(self.page(path)))

    def finish(self, path: str, fields: Mapping[str, str]) -> str:
        """Send a form that was begun, and return the page that answers."""
        request = urllib.request.Request(
            self._address + path,
            data=urllib.parse.urlencode(fields).encode(),
            headers={"Referer": self._address + path},
        )
        return self._open(request)

    def ask(self, path: str) -> Any:
        """Return what the API answers."""
        return json.loads(self._open(urllib.request.Request(self._address + "/api/v1" + path)))

    def tell(self, path: str, body: Mapping[str, Any]) -> Any:
        """Post to the API, and return its answer."""
        headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": self._cookie("csrftoken"),
            "Referer": self._address,
        }
        request = urllib.request.Request(
            self._address + "/api/v1" + path, data=json.dumps(body).encode(), headers=headers
        )
        return json.loads(self._open(request) or "null")

    def stream(self) -> Iterator[str]:
        """Yield the lines of the stream until it breaks; an open stream is an open desk."""
        request = urllib.request.Request(
            self._address + "/stream", headers={"Accept": "text/event-stream"}
        )
        try:
            with self._opener.open(request, timeout=40) as answer:
                for line in answer:
                    yield line.decode()
        except (OSError, http.client.HTTPException) as error:
            raise Refused(str(error)) from error

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self._opener.open(request, timeout=_TIMEOUT_S) as answer:
                text: str = answer.read().decode()
                return text
        except urllib.error.HTTPError as error:
            with error:
                raise Refused(f"{error.code} {request.selector}") from error
        except (OSError, http.client.HTTPException) as error:
            raise Refused(str(error)) from error

    def _cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == name), "")
