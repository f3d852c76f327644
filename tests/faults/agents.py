"""Agents who are ready all the time, take what they are offered, answer it, and remember it.

They come as a desk does: signed in, with the stream open, through the API. What was not
acknowledged they do not repeat: it may or may not have happened, and either is right.
"""

import http.client
import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from tests.faults.crowd import Crowd

PAUSE_S = 0.1
N_AGENTS = 2
SIGN_IN = """
from django.conf import settings
from django.test import Client
from frontlinje.base import clock
from frontlinje.people.models import Team, User
for n in range({n}):
    user = User.objects.create(username=f"agent-{{n}}", name=f"Agent {{n}}", roles=["agent"],
        team=Team.objects.get(code="north"), created_at=clock.now())
    client = Client()
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
TROUBLE = (OSError, http.client.HTTPException, ValueError)


class Agents(Crowd):
    """Some agents, each with two threads: the open stream and the hands."""

    def __init__(self, sessions: list[str], *, web_port: int) -> None:
        super().__init__()
        self.web_port = web_port
        self.accepted: list[str] = []
        """Contacts whose acceptance was acknowledged."""
        self.answers: list[str] = []
        """What was written in answers that were acknowledged."""
        self.strange: list[str] = []
        """What should never be answered, whatever is killed."""
        runs = (self._stay_connected, self._work)
        self._join_in(partial(run, session) for session in sessions for run in runs)

    def _stay_connected(self, session: str) -> None:
        while not self._is_over.wait(PAUSE_S):
            connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=20)
            with suppress(*TROUBLE):
                connection.request("GET", "/stream", headers={"Cookie": f"sessionid={session}"})
                answer = connection.getresponse()
                while not self._is_over.is_set() and answer.status == 200 and answer.readline():
                    pass
            connection.close()

    def _work(self, session: str) -> None:
        while not self._is_over.wait(PAUSE_S):
            with suppress(*TROUBLE):
                self._ask(session, "POST", "status", {"status": "ready", "place": "office"})
                for contact in self._ask(session, "GET", "work") or []:
                    self._finish(session, contact)
                for offer in self._ask(session, "GET", "offers") or []:
                    taken = self._ask(session, "POST", f"offers/{offer['id']}/accept", {})
                    if taken:
                        self.accepted.append(taken["id"])
                        self._finish(session, taken)

    def _finish(self, session: str, contact: dict[str, Any]) -> None:
        path = f"contacts/{contact['id']}"
        if contact["state"] == "wrap_up":
            self._ask(session, "POST", f"{path}/finish", {})
        elif contact["state"] == "active":
            words = f"answer-{contact['reference']}-{time.monotonic_ns()}."
            if self._ask(session, "POST", f"{path}/reply", {"text": words}):
                self.answers.append(words)

    def _ask(self, session: str, method: str, path: str, body: Any = None) -> Any:
        """Return the answer, None when it was refused; raises when nobody is there."""
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=20)
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={'a' * 32}",
            "X-CSRFToken": "a" * 32,
            "Content-Type": "application/json",
        }
        try:
            connection.request(
                method,
                f"/api/v1/desk/{path}",
                json.dumps(body) if body is not None else "",
                headers,
            )
            answer = connection.getresponse()
            said = answer.read()
            if answer.status in (400, 401, 403, 405, 422):
                self.strange.append(f"{method} {path}: {answer.status} {said[:200]!r}")
            return json.loads(said) if answer.status == 200 else None
        finally:
            connection.close()


def sign_in(python: Callable[[str], str]) -> list[str]:
    """Make the agents and return their sessions; ``python`` runs a text inside the centre."""
    return python(SIGN_IN.format(n=N_AGENTS)).split()
