"""Does a leader take an ordinary day, build a drill in three steps and read what came out?"""

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from frontlinje.config.demo.staff import STAFF
from frontlinje.drills.models import Drill, DrillState
from frontlinje.people.models import User
from frontlinje.people.permissions import Role
from tests.mail.live_worker import LiveWorker
from tests.screens.browser import Visitor
from tests.simulator import simulator

__all__ = ["simulator"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAYED_WITHIN_MS = 180_000


def ordinary_day(folder: Path) -> Path:
    """Write an ordinary day of the sample centre to a file: four kinds of calls, its own people."""
    lanes = [
        {
            "queue": queue,
            "channel": "phone",
            "per_h": [per_h] * 18,
            "handling": {"mean_s": handling_s, "cv": 0.7},
            "patience": {"kind": "exponential", "mean_s": 240.0},
            "target_s": 60.0,
        }
        for queue, per_h, handling_s in (
            ("registrations", 15.0, 280.0),
            ("settlements", 8.0, 480.0),
            ("portal", 9.0, 330.0),
            ("switchboard", 11.0, 110.0),
        )
    ]
    people = [
        {
            "username": one.username,
            "team": one.team,
            "skills": one.skills,
            "shift": f"{one.hours[0]:02d}:00-{one.hours[1]:02d}:00",
        }
        for one in STAFF
        if Role.AGENT in one.roles
    ]
    day = {"date": "2026-03-16", "begins": "07:00", "lanes": lanes, "people": people}
    path = folder / "day.yaml"
    path.write_text(yaml.safe_dump(day))
    return path


def take_in(page: Page, path: Path) -> None:
    """Take a day model in from a file."""
    page.goto("/rehearse/days/import/")
    page.get_by_label("Navn").fill("Vanlig mandag")
    page.locator("[name=file]").set_input_files(path)
    page.locator("form.fl-form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/rehearse/days/[0-9a-f-]{36}/$"))


def test_a_bad_day_is_built_played_and_read(
    simulator: None, sample: LiveWorker, visitor: Visitor, tmp_path: Path
) -> None:
    leader = next(user for user in User.objects.all() if Role.TEAM_LEADER in user.roles)
    page = visitor(leader)
    take_in(page, ordinary_day(tmp_path))
    page.goto("/rehearse/")
    page.get_by_role("button", name="Bygg en gjennomspilling").click()

    page.get_by_label("Navn på gjennomspillingen").fill("Mange syke")
    page.get_by_role("button", name="Neste").click()
    page.get_by_role("button", name="En tredjedel er syke", exact=True).click()
    expect(page.locator(".drill-item")).to_have_count(2)
    page.get_by_role("link", name="Neste").click()
    page.get_by_label(re.compile("En tredel er syke")).check()
    page.get_by_label("Hvor sikkert").fill("3")
    page.get_by_role("button", name="Spill den").click()

    verdict = page.locator(".drill-verdict")
    expect(verdict).to_contain_text("33 % er syke", timeout=PLAYED_WITHIN_MS)
    expect(page.locator("svg.drill-plot")).to_have_count(2)
    drill = Drill.objects.get()
    assert drill.state == DrillState.DONE
    assert drill.results is not None
    share = drill.results["cases"][2]["in_time"]["value"]
    expect(page.locator(".drill-cases")).to_contain_text(f"{100 * share:.1f}".replace(".", ","))
    with page.expect_download() as paper:
        page.get_by_role("link", name="Skriv ut").click()
    assert paper.value.suggested_filename == "mange-syke.pdf"
