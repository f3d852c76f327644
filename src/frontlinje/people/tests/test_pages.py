"""Do the pages about people show and do what they should, for those who may?"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import translation

from frontlinje.people.days import last_day
from frontlinje.people.models import Site, Skill, SkillHeld, Team, User
from frontlinje.people.templatetags.account_dates import last_moment
from frontlinje.people.tests.cast import Cast

pytestmark = pytest.mark.django_db

Browser = Callable[[User], Client]


def _text(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query, headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_the_list_shows_open_accounts_and_filters(cast: Cast, browser_of: Browser) -> None:
    leader = browser_of(cast.liv)
    everybody = _text(leader, "/people/")
    assert "Nina Prøve" in everybody
    assert "Edvard Prøve" not in everybody
    assert "Edvard Prøve" in _text(leader, "/people/", access="ended")
    found = _text(leader, "/people/", search="sti prø", team="south", role="agent")
    assert "Stig Prøve" in found
    assert "Aksel Prøve" not in found
    assert "Lea Prøve" in _text(leader, "/people/", employer="lent")


def test_htmx_fetches_the_list_without_the_page_around_it(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.liv).get("/people/", headers={"HX-Request": "true"})
    assert b"Nina Pr" in answer.content
    assert b"<html" not in answer.content


def test_a_new_user_gets_a_link_that_is_shown_once(cast: Cast, browser_of: Browser) -> None:
    head = browser_of(cast.hedda)
    asked = {
        "name": "Ny Prøve",
        "username": "ny",
        "roles": ["agent", "trainee"],
        "employer": "agency",
        "last_day": "2099-12-31",
        "contract_share": "50",
        "languages": ["nb", "se"],
        "ui_language": "sv",
    }
    answer = head.post("/people/new/", asked)
    user = User.objects.get(username="ny")
    assert answer.headers["Location"] == f"/people/{user.id}/"
    assert user.access_until == datetime(2099, 12, 31, 23, tzinfo=UTC)
    assert (user.roles, user.languages, user.contract_share) == (
        ["agent", "trainee"],
        ["nb", "se"],
        50,
    )
    first, second = (_text(head, f"/people/{user.id}/") for _ in range(2))
    secret = first.split(f"/account/link/{user.id}/")[1].split("/")[0]
    assert default_token_generator.check_token(user, secret)
    assert "/account/link/" not in second


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"employer": "lent"}, b"need an end date"),
        ({"username": "nina"}, b"has the username"),
        ({"roles": "system_owner"}, b"system_owner"),
        ({"employer": "agency", "last_day": "2020-01-01"}, b"end date has passed"),
    ],
)
def test_a_wrong_form_says_what_to_mend(
    cast: Cast, browser_of: Browser, wrong: dict[str, str], told: bytes
) -> None:
    cast.hedda.ui_language = "en"
    cast.hedda.save()
    asked = {
        "name": "Ny",
        "username": "ny",
        "roles": "agent",
        "employer": "own",
        "contract_share": "100",
        "ui_language": "nb",
    }
    answer = browser_of(cast.hedda).post("/people/new/", asked | wrong)
    assert told in answer.content
    assert not User.objects.filter(username="ny").exists()


def test_a_leader_reads_a_person_and_a_head_changes_them(cast: Cast, browser_of: Browser) -> None:
    address = f"/people/{cast.nina.id}/"
    assert "/change/" not in _text(browser_of(cast.liv), address)
    head = browser_of(cast.hedda)
    assert "/change/" in _text(head, address)
    facts = {"name": "Nina Ny", "username": "nina", "contract_share": "80", "languages": ["sv"]}
    assert head.post(f"{address}change/", facts).status_code == 302
    assert head.post(f"{address}roles/", {"roles": ["team_leader"]}).status_code == 302
    access = {"employer": "lent", "last_day": "2098-05-01"}
    assert head.post(f"{address}access/", access).status_code == 302
    nina = User.objects.get(id=cast.nina.id)
    assert (nina.name, nina.roles, nina.team) == ("Nina Ny", ["team_leader"], None)
    assert str(last_day(nina.access_until)) == "2098-05-01"


def test_an_end_to_the_minute_survives_saving_the_same_day(cast: Cast, browser_of: Browser) -> None:
    end = datetime(2098, 5, 1, 14, 30, tzinfo=UTC)
    User.objects.filter(id=cast.lea.id).update(access_until=end)
    access = {"employer": "agency", "last_day": "2098-05-01"}
    browser_of(cast.hedda).post(f"/people/{cast.lea.id}/access/", access)
    lea = User.objects.get(id=cast.lea.id)
    assert (lea.employer, lea.access_until) == ("agency", end)


def test_an_end_is_written_as_the_last_day_or_as_the_moment() -> None:
    with translation.override("nb"):
        assert last_moment(datetime(2098, 5, 1, 22, tzinfo=UTC)) == "01.05.2098"
        assert last_moment(datetime(2098, 5, 1, 14, 30, tzinfo=UTC)) == "01.05.2098 16:30"


def test_a_refused_change_is_told_at_its_form(cast: Cast, browser_of: Browser) -> None:
    cast.olav.ui_language = "en"
    cast.olav.save()
    answer = browser_of(cast.olav).post(f"/people/{cast.olav.id}/roles/", {"roles": ["agent"]})
    assert answer.status_code == 422
    assert b"last system owner" in answer.content
    assert User.objects.get(id=cast.olav.id).roles == ["system_owner"]


def test_a_head_sees_an_owner_but_gets_no_forms(cast: Cast, browser_of: Browser) -> None:
    head = browser_of(cast.hedda)
    assert "/change/" not in _text(head, f"/people/{cast.olav.id}/")
    answer = head.post(f"/people/{cast.olav.id}/link/")
    assert answer.status_code == 403


def test_accounts_are_closed_and_opened(cast: Cast, browser_of: Browser) -> None:
    head, nina = browser_of(cast.hedda), browser_of(cast.nina)
    address = f"/people/{cast.nina.id}/"
    assert nina.get("/people/me/").status_code == 200
    head.post(f"{address}close/")
    assert nina.get("/people/me/").status_code == 302
    head.post(f"{address}open/")
    assert nina.get("/people/me/").status_code == 302  # the old session is gone for good
    nina = browser_of(User.objects.get(id=cast.nina.id))
    assert nina.get("/people/me/").status_code == 200
    head.post(f"{address}sessions/end/")
    assert nina.get("/people/me/").status_code == 302


def test_levels_are_saved_cell_by_cell_and_row_by_row(cast: Cast, browser_of: Browser) -> None:
    for code in ("beef", "grain"):
        Skill.objects.create(code=code, names={"nb": code})
    leader = browser_of(cast.liv)
    assert 'aria-label="Nina Prøve, beef"' in _text(leader, "/people/skills/grid/")
    address = f"/people/{cast.nina.id}/skills/"
    cell = leader.post(address, {"skill.beef": "7"}, headers={"HX-Request": "true"})
    assert cell.status_code == 204
    row = {"skill.beef": "", "skill.grain": "3", "next": "/people/skills/grid/?team="}
    assert leader.post(address, row).headers["Location"] == "/people/skills/grid/?team="
    assert (
        leader.post(address, row | {"next": "//evil.example"})
        .headers["Location"]
        .endswith(f"/people/{cast.nina.id}/")
    )
    held = SkillHeld.objects.values_list("skill__code", "level")
    assert list(held) == [("grain", 3)]
    wrong = leader.post(address, {"skill.beef": "x"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "fl:toast" in wrong.headers["HX-Trigger"]


@pytest.mark.parametrize(
    ("address", "asked", "model"),
    [
        ("/people/teams/", {"code": "west", "name": "West"}, Team),
        ("/people/sites/", {"code": "hill", "name": "Hill"}, Site),
        ("/people/skills/", {"code": "beef", "nb": "Storfe", "en": "Cattle"}, Skill),
    ],
)
def test_parts_of_the_centre_are_added_and_renamed(
    cast: Cast,
    browser_of: Browser,
    address: str,
    asked: dict[str, str],
    model: type[Team] | type[Site] | type[Skill],
) -> None:
    assert browser_of(cast.liv).post(f"{address}save/", asked).status_code == 403
    head = browser_of(cast.hedda)
    assert head.post(f"{address}save/", asked).status_code == 302
    assert model.objects.filter(code=asked["code"]).exists()
    page = _text(head, address, code=asked["code"])
    assert f'value="{asked["code"]}"' in page
    assert head.post(f"{address}save/", asked | {"code": "two words"}).status_code == 422
    assert model.objects.filter(code="two words").count() == 0


def test_everybody_has_a_page_of_their_own(cast: Cast, browser_of: Browser) -> None:
    lent = browser_of(cast.lea)
    assert "Lea" in _text(lent, "/people/me/")
    answer = lent.post("/people/me/", {"phone": "+47 99 88 77 66", "ui_language": "sv"})
    assert answer.status_code == 302
    lea = User.objects.get(id=cast.lea.id)
    assert (lea.phone, lea.ui_language) == ("+47 99 88 77 66", "sv")
    assert b"bad" not in lent.post("/people/me/", {"phone": "ring", "ui_language": "sv"}).content
