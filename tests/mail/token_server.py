"""A provider that hands out tokens: what Microsoft and Google do, on the loopback."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from frontlinje.channels.mail.imap.oauth import Provider
from frontlinje.continuity.tests.outside_servers import running


class TokenServer:
    """Knows one account; a test says whether somebody has signed in by now."""

    def __init__(self) -> None:
        self.user = "post"
        self.is_signed_in = False
        self.is_withdrawn = False
        self.challenge = ""
        self.given = 0
        """How many tokens were handed out; each refresh token is good once."""
        self.asked: list[dict[str, str]] = []
        self.port = 0

    @property
    def provider(self) -> Provider:
        at = f"http://127.0.0.1:{self.port}"
        return Provider(
            authorise_url=f"{at}/authorise/{{tenant}}",
            token_url=f"{at}/token/{{tenant}}",
            device_url=f"{at}/device/{{tenant}}",
            scope="mail",
            extra={"prompt": "consent"},
        )

    def dovecot(self) -> str:
        """Return the settings by which Dovecot asks here whose token it was shown."""
        return f"introspection_url = http://127.0.0.1:{self.port}/whose?token=\n" + (
            "introspection_mode = get\nusername_attribute = user\nactive_attribute = active\n"
            "active_value = yes\n"
        )

    def answer(self, path: str, words: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Return what the provider says."""
        self.asked.append(words)
        if path.startswith("/whose"):
            is_ours = words.get("token") == f"access-{self.given}"
            return 200, {"active": "yes" if is_ours else "no", "user": self.user}
        if path.startswith("/device"):
            return 200, {
                "device_code": "dev-1",
                "user_code": "ABCD-1234",
                "verification_uri": "https://provider.example/code",
                "expires_in": 900,
                "interval": 5,
            }
        error = self._refusal(words)
        if error:
            return 400, {"error": error, "error_description": f"AADSTS: {error}"}
        self.given += 1
        return 200, {
            "access_token": f"access-{self.given}",
            "refresh_token": f"refresh-{self.given}",
            "expires_in": 3600,
        }

    def _refusal(self, words: dict[str, str]) -> str:
        if self.is_withdrawn:
            return "invalid_grant"
        match words.get("grant_type", "").rpartition(":")[2]:
            case "device_code":
                return "" if self.is_signed_in else "authorization_pending"
            case "authorization_code":
                shown = sha256(words.get("code_verifier", "").encode()).digest()
                is_same = urlsafe_b64encode(shown).rstrip(b"=").decode() == self.challenge
                return "" if is_same and words.get("code") == "code-1" else "invalid_grant"
            case "refresh_token":
                is_newest = words.get("refresh_token") == f"refresh-{self.given}"
                return "" if is_newest else "invalid_grant"
        return "unsupported_grant_type"


@contextmanager
def handing_out_tokens() -> Iterator[TokenServer]:
    """Run a token server."""
    server = TokenServer()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(body)

        def do_GET(self) -> None:
            self._say(urlsplit(self.path).query)

        def _say(self, query: str) -> None:
            words = {name: values[0] for name, values in parse_qs(query).items()}
            status, said = server.answer(self.path, words)
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Answers)) as port:
        server.port = port
        yield server
