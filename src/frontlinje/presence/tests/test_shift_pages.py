"""Can planners work in the grid and with files, and nobody else?"""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frontlinje.base.ids import uuid7
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.presence.models import Shift, ShiftImport
from frontlinje.presence.tests.days import THURSDAY, clock, plan

pytestmark = pytest.mark.usefixtures("centre")

Browser = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
WEEK = "/shifts/?team=all&week=2026-03-12"


def entered(browser: Client, user: User, hours: str, **more: str) -> int:
    asked = {"user": str(user.id), "day": "2026-03-12", "hours": hours, **more}
    return browser.post("/shifts/enter/", asked, headers=HTMX).status_code


def test_the_grid_shows_a_week_of_a_team(cast: Cast, browser_of: Browser) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    page = browser_of(cast.pia).get(WEEK).content.decode()
    assert "08:00–16:00" in page
    assert "Stig Prøve" in page
    assert "8 t" in page
    assert "Stig Prøve" not in browser_of(cast.pia).get("/shifts/?team=north").content.decode()
    part = browser_of(cast.pia).get(WEEK, headers=HTMX).content.decode()
    assert "<html" not in part


def test_a_shift_is_entered_changed_removed_and_put_back(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.pia)
    form = browser.get(f"/shifts/enter/?user={cast.nina.id}&day=2026-03-12", headers=HTMX)
    assert "Nina Prøve" in form.content.decode()
    assert entered(browser, cast.nina, "22-6", place="home", note="natt") == 200
    shift = Shift.objects.get()
    assert shift.ends_at == clock(6, day=THURSDAY + timedelta(days=1))
    assert "22:00–06:00" in browser.get(f"/shifts/{shift.id}/", headers=HTMX).content.decode()
    changed = {"hours": "8-15.30", "place": "", "note": ""}
    browser.post(f"/shifts/{shift.id}/", changed, headers=HTMX)
    shift.refresh_from_db()
    assert (shift.ends_at, shift.place) == (clock(15, 30), "")
    answer = browser.post(f"/shifts/{shift.id}/remove/", headers=HTMX)
    undo = json.loads(answer["HX-Trigger"])["fl:toast"]["undo"]
    assert not Shift.objects.exists()
    browser.post(undo, headers=HTMX)
    assert Shift.objects.get().ends_at == clock(15, 30)


@pytest.mark.parametrize("hours", ["", "8", "noon", "8-8"])
def test_hours_that_are_none_are_refused_in_words(
    cast: Cast, browser_of: Browser, hours: str
) -> None:
    assert entered(browser_of(cast.pia), cast.nina, hours) == 422
    assert not Shift.objects.exists()


def test_an_overlap_is_refused_with_the_times(cast: Cast, browser_of: Browser) -> None:
    plan(cast.nina, 8, 16, by=cast.pia)
    asked = {"user": str(cast.nina.id), "day": "2026-03-12", "hours": "15-18"}
    answer = browser_of(cast.pia).post("/shifts/enter/", asked, headers=HTMX)
    assert answer.status_code == 409
    assert "08:00–16:00" in json.loads(answer["HX-Trigger"])["fl:toast"]["text"]


def test_what_does_not_exist_is_not_found(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.pia)
    assert browser.get(f"/shifts/enter/?user={uuid7()}&day=2026-03-12").status_code == 404
    assert browser.get("/shifts/enter/?user=x&day=2026-03-12").status_code == 404
    assert browser.get(f"/shifts/enter/?user={cast.nina.id}&day=soon").status_code == 422
    assert browser.get("/shifts/?week=soon").status_code == 422
    assert browser.get(f"/shifts/{uuid7()}/").status_code == 404


def test_the_week_before_is_copied_for_the_team_shown(cast: Cast, browser_of: Browser) -> None:
    plan(cast.nina, 8, 16, by=cast.pia, day=THURSDAY - timedelta(days=7))
    plan(cast.stig, 8, 16, by=cast.pia, day=THURSDAY - timedelta(days=7))
    asked = {"team": "north", "week": "2026-03-09"}
    answer = browser_of(cast.pia).post("/shifts/copy/", asked)
    assert answer.status_code == 302
    assert list(Shift.objects.filter(starts_at=clock(8)).values_list("user", flat=True)) == [
        cast.nina.id
    ]


def uploaded(browser: Client, text: str) -> str:
    file = SimpleUploadedFile("vakter.csv", text.encode())
    answer = browser.post("/shifts/import/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_file_is_looked_at_and_written(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.pia)
    rows = "navn;dato;fra;til\nNina Prøve;12.3.26;8;16\n<b>Ingen;12.3.26;8;16\n"
    place = uploaded(browser, rows)
    page = browser.get(place).content.decode()
    assert "Nina Prøve" in page
    assert "&lt;b&gt;Ingen" in page
    assert "<b>Ingen" not in page
    assert browser_of(cast.liv).get(place).status_code == 404
    written = browser.post(f"{place}write/")
    assert written["Location"] == "/shifts/?team=all&week=2026-03-12"
    assert Shift.objects.get().user == cast.nina
    assert browser.post(f"{place}write/").status_code == 404


def test_a_file_is_thrown_away_or_refused(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.pia)
    place = uploaded(browser, "navn;dato;fra;til\nNina Prøve;12.3.26;8;16\n")
    browser.post(f"{place}discard/")
    assert not ShiftImport.objects.exists()
    wrong = SimpleUploadedFile("x.csv", b"a;b\n1;2\n")
    assert browser.post("/shifts/import/", {"file": wrong}).status_code == 422
    assert browser.post("/shifts/import/").status_code == 422


def test_only_planners_and_leaders_see_the_plan(cast: Cast, browser_of: Browser) -> None:
    for user in (cast.nina, cast.aksel, cast.olav):
        assert browser_of(user).get("/shifts/").status_code == 403
        assert entered(browser_of(user), cast.nina, "8-16") == 403
    assert entered(browser_of(cast.liv), cast.nina, "8-16") == 200
