"""Is a drill built in three steps, refused in words, watched, read, kept and played again?"""

import json
import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from frontlinje.base import clock
from frontlinje.centre.actions import begin_centre
from frontlinje.drills.actions.playing import take_up, tell_progress
from frontlinje.drills.drill_sheet import sheet_of
from frontlinje.drills.models import DayModelVersion, Drill, DrillState
from frontlinje.drills.tests.sample import drafted, monday_version, played, queued
from frontlinje.people.models import User
from frontlinje.people.tests.cast import Cast
from frontlinje.simulation.tests.kept_kernel import ready_kernel

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def simulator() -> None:
    """Have it compiled before any transaction is open."""
    ready_kernel()


@pytest.fixture
def pia(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.pia)


def page(client: Client, drill: Drill, step: str = "", **headers: str) -> str:
    answer = client.get(f"/rehearse/{drill.id}/{step}", follow=True, headers=headers)
    return answer.content.decode()


def test_a_drill_is_built_in_three_steps_and_put_in_line(pia: Client, cast: Cast) -> None:
    version = monday_version(cast.pia)
    assert pia.post("/rehearse/new/").status_code == 302
    drill = Drill.objects.get()
    day = {
        "name": "Mandag",
        "version": str(version.id),
        "day": "2026-03-16",
        "share": "80",
        "within": "60 s",
        "channels": ["phone"],
    }
    assert pia.post(f"/rehearse/{drill.id}/day/", day | {"share": "0"}).status_code == 422
    assert pia.post(f"/rehearse/{drill.id}/day/", day).status_code == 302
    here = f"/rehearse/{drill.id}/scenarios/"
    assert pia.post(here, {"preset": "third-ill"}).status_code == 302
    assert pia.post(here, {"volume_factor": "2", "volume_hours": "ti"}).status_code == 422
    own = {
        "name": "Storm",
        "volume_factor": "1,5",
        "volume_hours": "08:00-10:00",
        "share_ill": "10",
    }
    assert pia.post(here, own).status_code == 302
    assert "Storm" in page(pia, drill, "scenarios/")
    plans = {"plans": ["third-ill"], "half_width": "5", "most_days": "100", "seed": "1"}
    assert pia.post(f"/rehearse/{drill.id}/plans/", plans).status_code == 302
    drill.refresh_from_db()
    assert (drill.state, drill.name, drill.version) == (DrillState.QUEUED, "Mandag", version)
    file = drill.asked["file"]
    assert [len(file["scenarios"]), len(file["plans"])] == [3, 1]
    assert file["scenarios"][2]["volume"][0]["factor"] == 1.5
    assert "drill-stage" in page(pia, drill)


def test_an_impossible_day_is_told_in_words_before_it_is_played(pia: Client, cast: Cast) -> None:
    drill = drafted(cast.pia, plans=(), day=date(2026, 3, 15))
    plans = {"half_width": "5", "most_days": "100", "seed": "1"}
    answer = pia.post(f"/rehearse/{drill.id}/plans/", plans)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert "Bestillinger på Telefon" in text
    assert f'href="/rehearse/{drill.id}/day/"' in text
    drill.refresh_from_db()
    assert drill.state == DrillState.DRAFT


def test_the_steps_ask_for_a_day_model_while_there_is_none(pia: Client) -> None:
    begin_centre(at=clock.now(), by=None)
    pia.post("/rehearse/new/")
    assert "fl-empty" in page(pia, Drill.objects.get())
    assert not DayModelVersion.objects.exists()


def test_the_list_says_what_to_do_while_it_is_empty_and_finds_by_name(
    pia: Client, cast: Cast
) -> None:
    assert "fl-empty" in pia.get("/rehearse/").content.decode()
    drill = queued(cast.pia)
    assert str(drill.id) in pia.get("/rehearse/?q=tredjedel").content.decode()
    assert "fl-empty" in pia.get("/rehearse/?q=storm").content.decode()


def test_figures_are_shown_while_it_is_played_and_it_is_stopped(pia: Client, cast: Cast) -> None:
    drill = queued(cast.pia)
    take_up(drill_id=drill.id, at=clock.now())
    before = page(pia, drill, **HTMX)
    assert "drill-cases" not in before
    assert "delay:250ms" in before
    tell_progress(drill_id=drill.id, progress={"is_compiling": True})
    assert "delay:700ms" in page(pia, drill, **HTMX)
    progress = {"share": 0.5, "scenario": "scenario-1", "n_days": 50}
    tell_progress(drill_id=drill.id, progress=progress | {"n_scenarios_done": 0, "n_scenarios": 2})
    assert 'value="50"' in page(pia, drill, **HTMX)
    assert pia.post(f"/rehearse/{drill.id}/stop/").status_code == 302
    assert not tell_progress(drill_id=drill.id, progress={})
    drill.refresh_from_db()
    assert drill.state == DrillState.STOPPED
    assert pia.get(f"/rehearse/{drill.id}/", headers=HTMX)["HX-Refresh"] == "true"
    assert "drill-verdict" not in page(pia, drill)


@pytest.mark.slow
def test_what_came_out_is_read_printed_exported_and_compared(
    simulator: None, pia: Client, cast: Cast
) -> None:
    first, second = played(queued(cast.pia)), played(queued(cast.pia, plans=()))
    text = page(pia, first)
    assert "drill-verdict" in text
    assert text.count('<svg class="drill-plot"') == 2
    assert "Det som ventet om morgenen" in text
    assert ": avvist" in page(pia, first, "?plan=third-ill")
    assert pia.get(f"/rehearse/{first.id}/drill.pdf").content.startswith(b"%PDF")
    on_paper = sheet_of(first, now=clock.now())
    drawn = [ElementTree.fromstring(svg) for one in on_paper.sections for _, svg in one.pictures]
    assert len(drawn) == 2
    lines = {path.get("d") for svg in drawn for path in svg if path.tag.endswith("path")}
    shown = re.findall(r'class="drill-(?:line|band) [^>]*? d="(M[^"]{30,})"', text)
    assert len(shown) == 6
    assert set(shown) <= lines
    told = json.loads(pia.get(f"/rehearse/{first.id}/drill.json").content)
    assert told["results"] == first.results
    assert told["asked"]["plans"].keys() == {"third-ill", "volume-doubled"}
    side_by_side = pia.get(f"/rehearse/compare/?drill={first.id}&drill={second.id}&drill=x")
    assert side_by_side.content.decode().count("drill-cases") == 2
    assert "fl-empty" in pia.get("/rehearse/compare/").content.decode()


@pytest.mark.slow
def test_a_drill_played_again_comes_to_the_same_to_the_last_bit(
    simulator: None, pia: Client, cast: Cast
) -> None:
    first = played(queued(cast.pia))
    pia.post(f"/rehearse/{first.id}/again/")
    again = played(Drill.objects.get(again=first))
    assert again.results == first.results
    assert again.fingerprint == first.fingerprint != ""
    assert 'data-color="success"' in page(pia, again)


def test_a_drill_is_copied_renamed_put_away_brought_back_and_deleted(
    pia: Client, cast: Cast
) -> None:
    drill = drafted(cast.pia)
    here = f"/rehearse/{drill.id}/"
    pia.post(f"{here}copy/")
    copy = Drill.objects.exclude(id=drill.id).get()
    assert (copy.terms, copy.version, copy.state) == (drill.terms, drill.version, DrillState.DRAFT)
    pia.post(f"{here}rename/", {"name": "Verste mandag"})
    pia.post(f"{here}rename/", {"name": " "})
    assert "Verste mandag" in pia.get("/rehearse/").content.decode()
    assert pia.post(f"{here}delete/").status_code == 409
    pia.post(f"{here}put-away/")
    assert f'href="{here}"' not in pia.get("/rehearse/").content.decode()
    assert here in pia.get("/rehearse/?put-away=1").content.decode()
    pia.post(f"{here}bring-back/")
    assert here in pia.get("/rehearse/").content.decode()
    pia.post(f"{here}put-away/")
    assert pia.post(f"{here}delete/").status_code == 302
    assert not Drill.objects.filter(id=drill.id).exists()


def test_whoever_may_not_rehearse_sees_no_drill(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    drill = drafted(cast.pia)
    nina = browser_of(cast.nina)
    assert nina.get("/rehearse/").status_code == 403
    assert nina.post(f"/rehearse/{drill.id}/copy/").status_code == 403
