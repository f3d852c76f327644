"""May each role open exactly the addresses that its rights open, and nobody else?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.people.access import PUBLIC, SIGNED_IN
from frontlinje.people.models import User
from frontlinje.people.permissions import Permission
from frontlinje.people.tests.cast import Cast
from tests.security.addresses import UNDECLARED, Address, every_address, walk

pytestmark = pytest.mark.django_db

MAYBE = {204, 302, 400, 404, 405, 409, 410, 413, 415, 422}
"""What an address may say to somebody whom it lets in, besides 200: the thing does not exist."""


ALSO = {"account/provider/error/": {401}}
"""Single sign-on failed, says the page: the library's answer to whoever comes back from it."""


def test_every_address_says_for_whom_it_is() -> None:
    known = {PUBLIC, SIGNED_IN, *Permission}
    silent = [a.route for a in every_address() if a.permission not in known]
    assert silent == list(UNDECLARED), "mark the view with needs(...), signed_in or public"


def _open(client: Client, address: Address) -> dict[str, Any]:
    answers = {}
    for method in address.methods:
        answers[method] = client.generic(method, address.path)
    return answers


def _may_answer(address: Address) -> set[int]:
    return MAYBE | {200} | ALSO.get(address.route, set())


def _is_to_sign_in(answer: Any) -> bool:
    return bool(
        answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    )


@pytest.fixture(autouse=True)
def begun(db: None) -> None:
    """Begin the centre, so that pages meet what they show in real life."""
    begin_centre(at=clock.now(), by=None)


def _wrong_for_a_person(address: Address, user: User, client: Client) -> str | None:
    codes = {method: a.status_code for method, a in _open(client, address).items()}
    is_let_in = address.permission in (PUBLIC, SIGNED_IN, *user.permissions)
    if is_let_in and set(codes.values()) <= _may_answer(address):
        return None
    if not is_let_in and 403 in codes.values() and set(codes.values()) <= {403, 405}:
        return None
    return f"{user.name} {address.route} ({address.permission}): {codes}"


@pytest.mark.parametrize(
    "name",
    ["nina", "liv", "pia", "hedda", "olav", "aksel", "tiril", "lea"],
)
def test_a_role_opens_what_its_rights_open(
    cast: Cast, browser_of: Callable[[User], Client], name: str
) -> None:
    user: User = getattr(cast, name)
    wrong = [
        _wrong_for_a_person(address, user, client) for address, client in walk(browser_of, user)
    ]
    assert "\n".join(filter(None, wrong)) == ""


def _wrong_for_a_stranger(address: Address, client: Client) -> str | None:
    answers = _open(client, address)
    codes = {method: a.status_code for method, a in answers.items()}
    if address.permission == PUBLIC:
        if set(codes.values()) <= _may_answer(address):
            return None
    elif address.route.startswith("/api/"):
        if set(codes.values()) == {401}:
            return None
    elif any(map(_is_to_sign_in, answers.values())) and all(
        _is_to_sign_in(a) or a.status_code == 405 for a in answers.values()
    ):
        return None
    return f"{address.route} ({address.permission}): {codes}"


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    wrong = [
        _wrong_for_a_stranger(address, Client())
        for address in every_address()
        if address.route not in UNDECLARED
    ]
    assert "\n".join(filter(None, wrong)) == ""


def test_whose_access_is_over_is_a_stranger(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    wrong = [
        _wrong_for_a_stranger(address, browser_of(cast.edvard))
        for address in every_address()
        if address.route not in UNDECLARED
    ]
    assert "\n".join(filter(None, wrong)) == ""


def test_the_samples_reach_every_view(db: None) -> None:
    """A path that no pattern takes would be refused by nobody, and the walk would prove nothing."""
    client = Client()
    for address in every_address():
        answer = client.generic(address.methods[0], address.path)
        assert getattr(answer, "resolver_match", None) is not None, address.path
    assert settings.ROOT_URLCONF == "frontlinje.config.urls"
