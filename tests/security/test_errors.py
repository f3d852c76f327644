"""Does whoever is refused learn it in a form they can use: page, toast or JSON?"""

import json
from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory
from django.urls import reverse

from frontlinje.base.errors import Invalid
from frontlinje.config.errors import bad_request
from frontlinje.people.models import User
from frontlinje.people.tests.cast import PASSWORD, Cast
from frontlinje.people.wording import said

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?team=north"}


def test_a_refused_page_is_a_page_in_the_persons_language(cast: Cast, browser_of: Browser) -> None:
    User.objects.filter(id=cast.nina.id).update(ui_language="sv")
    answer = browser_of(cast.nina).get("/people/")
    assert answer.status_code == 403
    assert "errors/error.html" in [template.name for template in answer.templates]
    assert '<html lang="sv"' in answer.content.decode()


def test_a_refused_part_of_a_page_is_a_toast(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.nina).get("/people/", headers=HTMX)
    assert answer.status_code == 403
    assert answer.content == b""
    assert answer.headers["HX-Reswap"] == "none"
    toast = json.loads(answer.headers["HX-Trigger"])["fl:toast"]
    assert toast["color"] == "danger"
    assert toast["text"]


def test_a_refused_operation_is_json(db: None) -> None:
    answer = Client().get("/api/v1/people/me")
    assert answer.status_code == 401
    assert answer.json()["code"] == "people.not_signed_in"


def test_an_address_that_leads_nowhere_is_told_in_kind(cast: Cast, browser_of: Browser) -> None:
    nina = browser_of(cast.nina)
    assert nina.get("/api/v1/nothing").json()["code"] == "request.nothing_here"
    page = nina.get("/no/such/page/")
    assert page.status_code == 404
    assert "errors/error.html" in [template.name for template in page.templates]


def test_a_stranger_comes_back_to_the_page_they_wanted(db: None) -> None:
    sign_in = reverse("account_login")
    page = Client().get("/people/?team=north")
    assert page.headers["Location"] == f"{sign_in}?next=%2Fpeople%2F%3Fteam%3Dnorth"
    part = Client().get("/people/", headers=HTMX)
    assert part.status_code == 401
    assert part.headers["HX-Redirect"] == f"{sign_in}?next=%2Fpeople%2F%3Fteam%3Dnorth"


@pytest.mark.parametrize(
    ("sent_from", "back"),
    [
        ("http://testserver/people/me/", "%2Fpeople%2Fme%2F"),
        ("https://evil.example/people/me/", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_form_sent_by_a_stranger_leads_back_to_its_own_page_only(
    db: None, sent_from: str, back: str
) -> None:
    answer = Client().post("/people/teams/save/", headers={"Referer": sent_from})
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={back}"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_signing_in_never_leads_to_another_house(cast: Cast, address: str) -> None:
    form = {"login": "nina", "password": PASSWORD, "next": address}
    answer = Client().post(reverse("account_login"), form)
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_a_form_that_is_too_big_is_told_as_such(rf: RequestFactory, cast: Cast) -> None:
    request = rf.post("/people/new/", headers={"HX-Request": "true"})
    request.user = cast.hedda
    assert bad_request(request, RequestDataTooBig()).status_code == 413


def test_an_error_names_what_it_is_about() -> None:
    error = Invalid("people.unknown_role", field="roles", role="king")
    assert "king" in said(error)


def test_an_error_without_a_text_still_says_its_code(caplog: pytest.LogCaptureFixture) -> None:
    assert "people.never_heard_of" in said(Invalid("people.never_heard_of"))
    assert "error_without_text" in caplog.text


def test_messages_survive_until_the_sign_in_page(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.edvard).get("/people/me/")
    assert [str(message.level_tag) for message in get_messages(answer.wsgi_request)] == ["error"]
