"""Which sign-in service does this installation use, if any? Asked by `settings.py`."""

from typing import Any

from frontlinje.config import environment


def single_sign_on() -> dict[str, Any]:
    """Return allauth's description of the OpenID Connect service; empty when none is set up.

    The service is the organisation's own, so the e-mail addresses it gives are taken as true: they
    decide which account opens.
    """
    address = environment.text("FRONTLINJE_OIDC_URL")
    if not address:
        return {}
    if not address.startswith("https://"):
        raise environment.WrongSetting(
            f"FRONTLINJE_OIDC_URL is {address!r}, but must be an address with https://."
        )
    client = environment.text("FRONTLINJE_OIDC_CLIENT")
    secret = environment.text("FRONTLINJE_OIDC_SECRET", is_secret=True)
    if not client or not secret:
        raise environment.WrongSetting(
            "FRONTLINJE_OIDC_URL is set, so FRONTLINJE_OIDC_CLIENT and FRONTLINJE_OIDC_SECRET"
            " must be too."
        )
    service = {
        "provider_id": "sso",
        "name": environment.text("FRONTLINJE_OIDC_NAME", "OpenID Connect"),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": address, "verified_email": True},
    }
    return {"openid_connect": {"APPS": [service], "OAUTH_PKCE_ENABLED": True}}
