"""Is the sign-in service read from the environment, and a half description refused?"""

import pytest

from frontlinje.config.environment import WrongSetting
from frontlinje.config.single_sign_on import single_sign_on


def test_service_is_described_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert single_sign_on() == {}
    monkeypatch.setenv("FRONTLINJE_OIDC_URL", "http://sso.example.org")
    with pytest.raises(WrongSetting, match="https://"):
        single_sign_on()
    monkeypatch.setenv("FRONTLINJE_OIDC_URL", "https://sso.example.org")
    with pytest.raises(WrongSetting, match="FRONTLINJE_OIDC_SECRET"):
        single_sign_on()
    monkeypatch.setenv("FRONTLINJE_OIDC_CLIENT", "frontlinje")
    monkeypatch.setenv("FRONTLINJE_OIDC_SECRET", "shared")
    (app,) = single_sign_on()["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://sso.example.org"
