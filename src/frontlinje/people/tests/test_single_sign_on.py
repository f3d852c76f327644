"""Does the organisation's own sign-in service open the right accounts, and only those?"""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from frontlinje.people.models import User
from frontlinje.people.tests.cast import LONG_AGO, Cast
from frontlinje.people.tests.test_way_in import PASSWORD, SECRET, code_now, is_in, sign_in

pytestmark = pytest.mark.django_db


class Service:
    """A small OpenID Connect service on this machine: it says that ``email`` has signed in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.email = ""

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        claims = {"sub": f"id-of-{self.email}", "email": self.email}
        if path == "/userinfo":
            return claims
        token = {**claims, "iss": self.address, "aud": "frontlinje", "iat": 1, "exp": 9_999_999_999}
        return {
            "access_token": "token",
            "token_type": "Bearer",
            "id_token": jwt.encode(token, "0123456789abcdef0123456789abcdef", algorithm="HS256"),
        }


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(made.answer(urlsplit(self.path).path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Service(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    app = {
        "provider_id": "sso",
        "name": "Our sign-in",
        "client_id": "frontlinje",
        "secret": "shared",
        "settings": {"server_url": made.address, "verified_email": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    cache.clear()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def come_by(client: Client, service: Service, email: str) -> Any:
    """Walk the way that a browser walks: to the service and back."""
    service.email = email
    out = client.get(reverse("openid_connect_login", args=["sso"]))
    assert out.url.startswith(f"{service.address}/authorize")  # type: ignore[attr-defined]
    (state,) = parse_qs(urlsplit(out.url).query)["state"]  # type: ignore[attr-defined]
    back = reverse("openid_connect_callback", args=["sso"])
    return client.get(back, {"code": "given", "state": state})


def test_service_opens_the_account_with_the_same_address(
    client: Client, service: Service, cast: Cast
) -> None:
    come_by(client, service, "Nina@example.org")
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(cast.nina.id)


def test_service_makes_no_accounts(client: Client, service: Service, cast: Cast) -> None:
    before = User.objects.count()
    answer = come_by(client, service, "stranger@example.org")
    assert reverse("account_login") in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == before


def test_address_that_two_share_opens_neither(client: Client, service: Service, cast: Cast) -> None:
    User.objects.filter(id=cast.omar.id).update(email="nina@example.org")
    come_by(client, service, "nina@example.org")
    assert not is_in(client)


def test_service_does_not_open_a_closed_account(
    client: Client, service: Service, cast: Cast
) -> None:
    User.objects.filter(id=cast.nina.id).update(access_until=LONG_AGO)
    come_by(client, service, "nina@example.org")
    assert not is_in(client)


def test_answer_that_nobody_asked_for_is_refused(client: Client, service: Service) -> None:
    service.email = "nina@example.org"
    client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "given", "state": "own"})
    assert not is_in(client)


def test_only_emergency_accounts_come_in_by_password_and_with_a_second_step(
    client: Client, service: Service, cast: Cast
) -> None:
    cast.olav.set_password(PASSWORD)
    cast.olav.save()
    page = client.get(reverse("account_login")).content.decode()
    assert "Our sign-in" in page
    assert "<details" in page

    sign_in(client, "olav")
    assert not is_in(client)
    User.objects.filter(id=cast.olav.id).update(is_break_glass=True)
    sign_in(client, "olav")
    assert not is_in(client)
    TOTP.activate(cast.olav, SECRET)
    assert sign_in(client, "olav").url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)
