"""Who gets in, by which door, and what happens to those who do not?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from frontlinje.base import clock
from frontlinje.base.ids import uuid7
from frontlinje.ledger.models import Event
from frontlinje.people.access import SIGNED_IN
from frontlinje.people.actions import make_sign_in_link
from frontlinje.people.models import User
from frontlinje.people.signin import urls
from frontlinje.people.tests.cast import FAR_AHEAD, LONG_AGO, Cast

PASSWORD = "seven calm reindeer"
SECRET = "JBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_old_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def nina(cast: Cast) -> User:
    cast.nina.set_password(PASSWORD)
    cast.nina.save()
    return cast.nina


def sign_in(client: Client, login: str = "nina", password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def code_now(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_username_or_address_and_password_open_the_door(client: Client, nina: User) -> None:
    assert sign_in(client, "Nina").status_code == 302
    assert is_in(client)
    client.logout()
    assert sign_in(client, "nina@example.org").status_code == 302
    assert is_in(client)


def test_wrong_password_and_unknown_name_are_told_alike(client: Client, nina: User) -> None:
    client.cookies["django_language"] = "en"
    wrong = sign_in(client, "nina", "not it").content.decode()
    unknown = sign_in(client, "nobody", "not it").content.decode()
    assert "The username or the password is wrong." in wrong
    assert "The username or the password is wrong." in unknown
    assert not is_in(client)


def test_waiting_time_is_told(client: Client, nina: User) -> None:
    client.cookies["django_language"] = "en"
    for _ in range(3):
        sign_in(client, password="not it")
    told = sign_in(client).content.decode()
    assert "Too many wrong attempts. Try again at " in told
    assert not is_in(client)


def test_session_is_a_new_one_after_signing_in(client: Client, nina: User) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    sign_in(client)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_signing_out_ends_the_session(client: Client, nina: User) -> None:
    sign_in(client)
    key = client.session.session_key
    client.get(reverse("account_logout"))
    assert is_in(client)
    assert client.post(reverse("account_logout")).url == reverse("account_login")  # type: ignore[attr-defined]
    assert not is_in(client)
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"is_active": False},
        {"access_until": LONG_AGO},
        {"access_from": FAR_AHEAD},
    ],
    ids=["shut", "over", "not begun"],
)
def test_closed_account_is_told_so_only_with_the_right_password(
    client: Client, nina: User, facts: dict[str, Any]
) -> None:
    client.cookies["django_language"] = "en"
    User.objects.filter(id=nina.id).update(**facts)
    assert "Your access has ended" not in sign_in(client, password="not it").content.decode()
    sign_in(client)
    assert "Your access has ended" in client.get(reverse("account_login")).content.decode()
    assert not is_in(client)


def test_access_ends_to_the_second(
    client: Client, nina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    end = clock.now() + timedelta(hours=1)
    User.objects.filter(id=nina.id).update(access_until=end)
    monkeypatch.setattr(clock, "now", lambda: end - timedelta(seconds=1))
    assert is_in(client)
    monkeypatch.setattr(clock, "now", lambda: end)
    assert not is_in(client)
    monkeypatch.undo()
    assert not is_in(client)


def test_nobody_makes_an_account_at_the_door(client: Client, db: None) -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert "signup" not in client.get(reverse("account_login")).content.decode()


def test_door_leads_nowhere_but_home(client: Client, nina: User) -> None:
    assert sign_in(client, next="https://evil.example/").url == "/"
    client.logout()
    assert sign_in(client, next="/people/").url == "/people/"


@pytest.mark.parametrize(
    "pattern",
    [p for p in urls.urlpatterns if p.callback.permission == SIGNED_IN],  # type: ignore[attr-defined]
    ids=lambda pattern: pattern.name,
)
def test_pages_of_an_account_send_strangers_to_the_door(client: Client, pattern: Any) -> None:
    arguments = {"pk": 1} if "pk" in str(pattern.pattern) else {}
    response = client.get(reverse(pattern.name, kwargs=arguments))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))  # type: ignore[attr-defined]


def test_second_step_is_asked_for_and_codes_cannot_be_guessed(client: Client, nina: User) -> None:
    TOTP.activate(nina, SECRET)
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert not is_in(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert not is_in(client)
    cache.clear()  # as after five minutes
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def test_recovery_code_works_once(client: Client, nina: User) -> None:
    TOTP.activate(nina, SECRET)
    code = RecoveryCodes.activate(nina).get_unused_codes()[0]
    for is_first in (True, False):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) is is_first
        client.logout()


def test_new_password_keeps_this_session_and_ends_the_others(client: Client, nina: User) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    form = {
        "oldpassword": PASSWORD,
        "password1": "nine quiet geese",
        "password2": "nine quiet geese",
    }
    assert client.post(reverse("account_change_password"), form).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert Event.objects.filter(kind="user.password_set", agent_id=nina.id, by=nina.id).exists()


def test_account_without_password_has_none_to_change(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    cast.omar.set_unusable_password()
    cast.omar.save()
    assert browser_of(cast.omar).get(reverse("account_change_password")).status_code == 409


def test_sign_in_link_lets_choose_a_password_once(client: Client, cast: Cast) -> None:
    secret = make_sign_in_link(cast.omar.id, at=clock.now(), by=None)
    link = reverse("account_choose_password", args=[cast.omar.id, secret])
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": "12345"}).status_code == 200
    assert not User.objects.get(id=cast.omar.id).check_password("12345")
    assert client.post(link, {"password": PASSWORD}).url == reverse("account_login")  # type: ignore[attr-defined]
    assert client.get(link).status_code == 410
    sign_in(client, "omar")
    assert is_in(client)


def test_sign_in_link_of_another_does_not_open(client: Client, nina: User, cast: Cast) -> None:
    secret = make_sign_in_link(cast.omar.id, at=clock.now(), by=None)
    for whose in (nina.id, uuid7()):
        link = reverse("account_choose_password", args=[whose, secret])
        assert client.post(link, {"password": "another good one"}).status_code == 410
    assert User.objects.get(id=nina.id).check_password(PASSWORD)


def test_sessions_of_a_person_are_listed_and_ended(client: Client, nina: User) -> None:
    elsewhere = Client(headers={"user-agent": "Old phone"})
    sign_in(elsewhere)
    sign_in(client)
    assert "Old phone" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert is_in(client)
    assert not is_in(elsewhere)


def test_every_second_step_is_gone_with_the_last(client: Client, nina: User) -> None:
    TOTP.activate(nina, SECRET)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=nina).exists()
