"""How do we get a token to sign in with? OAuth 2.0 at Microsoft and Google.

Somebody signs in once in a browser: here with a code to type there (device code, RFC 8628), or by
being sent there and back (authorisation code with PKCE, RFC 7636). The refresh token we get then is
sealed and kept, and buys the short-lived tokens that a mailbox is shown.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from frontlinje.channels.mail.imap.access import Access
from frontlinje.channels.mail.imap.trouble import BoxTrouble, shortened
from frontlinje.channels.mail.models import SignIn

TIMEOUT_S = 20.0
_MOST_READ = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where one is sent and asked; ``{tenant}`` is filled in."""

    authorise_url: str
    token_url: str
    device_url: str
    """Empty where mail cannot be reached with a device code."""
    scope: str
    extra: Mapping[str, str]
    """What it must be told to hand out a refresh token."""


PROVIDERS: Final[dict[SignIn, Provider]] = {
    SignIn.MICROSOFT: Provider(
        authorise_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        token_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        device_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode",
        scope="https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
        extra={},
    ),
    SignIn.GOOGLE: Provider(
        authorise_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",
        device_url="",
        scope="https://mail.google.com/",
        extra={"access_type": "offline", "prompt": "consent"},
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a provider hands out."""

    access: str
    refresh: str
    """The newest one; some providers give another each time."""
    lasts_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCode:
    """A sign-in that was begun: the person types ``user_code`` at ``url``."""

    secret: str
    user_code: str
    url: str
    lasts_s: float
    ask_every_s: int


def has_device_code(sign_in: SignIn) -> bool:
    """Say whether one can sign in by typing a code there."""
    return sign_in in PROVIDERS and bool(PROVIDERS[sign_in].device_url)


def begin_device(access: Access) -> DeviceCode:
    """Begin a sign-in with a code.

    Raises
    ------
    BoxTrouble, OSError
        When the provider will not, or does not answer.
    """
    provider = PROVIDERS[access.sign_in]
    asked = {"client_id": access.client_id, "scope": provider.scope}
    said = _asked(_url(provider.device_url, access), asked)
    return DeviceCode(
        secret=_word(said, "device_code"),
        user_code=_word(said, "user_code"),
        url=_word(said, "verification_uri"),
        lasts_s=float(said.get("expires_in", 900)),
        ask_every_s=max(2, int(said.get("interval", 5))),
    )


def finish_device(access: Access, secret: str) -> Tokens | None:
    """Return the tokens if the person has signed in by now; None while we must wait.

    Raises
    ------
    BoxTrouble, OSError
        When it took too long, or was refused.
    """
    grant = "urn:ietf:params:oauth:grant-type:device_code"
    asked = {"grant_type": grant, "client_id": access.client_id, "device_code": secret}
    try:
        return _tokens(access, asked)
    except _Refused as refused:
        if refused.error in ("authorization_pending", "slow_down"):
            return None
        raise


def way_to_provider(access: Access, *, state: str, verifier: str, back: str) -> str:
    """Return the address at which a person signs in and is sent back to ``back``."""
    provider = PROVIDERS[access.sign_in]
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    words = {
        "client_id": access.client_id,
        "response_type": "code",
        "redirect_uri": back,
        "scope": provider.scope,
        "state": state,
        "code_challenge": digest,
        "code_challenge_method": "S256",
        "login_hint": access.user_name,
        **provider.extra,
    }
    return f"{_url(provider.authorise_url, access)}?{urllib.parse.urlencode(words)}"


def finish_code(access: Access, code: str, *, verifier: str, back: str) -> Tokens:
    """Return the tokens for the code with which a person was sent back.

    Raises
    ------
    BoxTrouble, OSError
        When the provider will not.
    """
    asked = {
        "grant_type": "authorization_code",
        "client_id": access.client_id,
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    return _tokens(access, asked)


def fresh_tokens(access: Access) -> Tokens:
    """Return tokens to sign in with now.

    Raises
    ------
    BoxTrouble
        ``mail.box_not_signed_in`` before anybody has, or when the consent was taken back.
    OSError
        When the provider does not answer.
    """
    refresh = access.secrets.get("refresh_token", "")
    if not refresh:
        raise BoxTrouble("mail.box_not_signed_in")
    asked = {
        "grant_type": "refresh_token",
        "client_id": access.client_id,
        "refresh_token": refresh,
        "scope": PROVIDERS[access.sign_in].scope,
    }
    return _tokens(access, asked)


class _Refused(BoxTrouble):
    """The provider gave an error of RFC 6749 section 5.2."""

    def __init__(self, error: str, words: str) -> None:
        code = "mail.box_not_signed_in" if error == "invalid_grant" else "mail.box_provider_refused"
        super().__init__(code, words or error)
        self.error = error


def _tokens(access: Access, asked: Mapping[str, str]) -> Tokens:
    secret = access.secrets.get("client_secret", "")
    words = {**asked, **({"client_secret": secret} if secret else {})}
    said = _asked(_url(PROVIDERS[access.sign_in].token_url, access), words)
    refresh = said.get("refresh_token") or access.secrets.get("refresh_token", "")
    return Tokens(
        access=_word(said, "access_token"),
        refresh=str(refresh),
        lasts_s=float(said.get("expires_in", 3600)),
    )


def _asked(url: str, words: Mapping[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(url, urllib.parse.urlencode(words).encode())
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            return _read(answer.read(_MOST_READ))
    except urllib.error.HTTPError as error:
        said = _read(error.read(_MOST_READ))
        words_said = shortened(said.get("error_description", ""))
        raise _Refused(str(said.get("error", error.code)), words_said) from None
    except urllib.error.URLError as error:
        raise BoxTrouble("mail.box_provider_away", shortened(error.reason)) from None


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}


def _word(said: Mapping[str, Any], name: str) -> str:
    word = said.get(name)
    if not isinstance(word, str) or not word:
        raise BoxTrouble("mail.box_provider_refused", f"no {name}")
    return word


def _url(template: str, access: Access) -> str:
    tenant = urllib.parse.quote(access.tenant or "organizations", safe="")
    return template.replace("{tenant}", tenant)
