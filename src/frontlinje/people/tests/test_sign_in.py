"""Do passwords, sign-in links and the end of sessions do what they say?"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client

from frontlinje.base.errors import Conflict, Invalid, NotAllowed
from frontlinje.ledger.models import Event
from frontlinje.people.actions import (
    close_account,
    end_sessions,
    make_sign_in_link,
    set_password,
)
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
GOOD = "rått og tørt ved"

pytestmark = pytest.mark.django_db


def test_a_link_works_until_a_password_is_chosen(cast: Cast) -> None:
    secret = make_sign_in_link(cast.nina.id, at=AT, by=cast.hedda)
    assert default_token_generator.check_token(cast.nina, secret)
    assert not default_token_generator.check_token(cast.omar, secret)
    set_password(cast.nina.id, password=GOOD, at=AT, by=cast.nina)
    assert not default_token_generator.check_token(User.objects.get(id=cast.nina.id), secret)


def test_the_ledger_tells_of_links_and_passwords_but_holds_neither(cast: Cast) -> None:
    secret = make_sign_in_link(cast.nina.id, at=AT, by=cast.hedda)
    set_password(cast.nina.id, password=GOOD, at=AT, by=None)
    events = list(Event.objects.order_by("id"))
    assert [event.kind for event in events] == ["user.sign_in_link_made", "user.password_set"]
    told = str([event.body for event in events])
    assert secret not in told
    assert GOOD not in told


def test_a_link_is_no_ladder(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="more_than_own"):
        make_sign_in_link(cast.olav.id, at=AT, by=cast.hedda)
    with pytest.raises(NotAllowed, match="missing_permission"):
        make_sign_in_link(cast.nina.id, at=AT, by=cast.liv)


def test_no_link_opens_an_account_that_is_shut_or_over(cast: Cast) -> None:
    close_account(cast.nina.id, at=AT, by=None)
    for user in (cast.nina, cast.edvard):
        with pytest.raises(Conflict, match="account_closed"):
            make_sign_in_link(user.id, at=AT, by=cast.hedda)


def test_nobody_sets_a_colleagues_password(cast: Cast) -> None:
    with pytest.raises(Conflict, match="not_your_password"):
        set_password(cast.nina.id, password=GOOD, at=AT, by=cast.hedda)
    with pytest.raises(Invalid, match="weak_password"):
        set_password(cast.nina.id, password="nina", at=AT, by=cast.nina)


@pytest.mark.parametrize("ends", ["sessions", "password"])
def test_sessions_end_at_once_on_every_browser(
    cast: Cast, browser_of: Callable[[User], Client], ends: str
) -> None:
    browsers = [browser_of(cast.nina), browser_of(cast.nina), browser_of(cast.omar)]
    assert [_is_signed_in(browser) for browser in browsers] == [True, True, True]
    if ends == "sessions":
        end_sessions(cast.nina.id, at=AT, by=cast.hedda)
    else:
        set_password(cast.nina.id, password=GOOD, at=AT, by=None)
    assert [_is_signed_in(browser) for browser in browsers] == [False, False, True]


def _is_signed_in(browser: Client) -> bool:
    return bool(browser.get("/people/me/").status_code == 200)


def test_others_sessions_take_the_right_to_manage_them(cast: Cast) -> None:
    end_sessions(cast.nina.id, at=AT, by=cast.nina)
    with pytest.raises(NotAllowed):
        end_sessions(cast.nina.id, at=AT, by=cast.liv)
    with pytest.raises(NotAllowed):
        end_sessions(cast.olav.id, at=AT, by=cast.hedda)
