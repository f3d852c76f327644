"""Does a centre head write a plan on cards, keep versions of it, and take it out and in again?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from frontlinje.base import clock
from frontlinje.centre.models import Revision
from frontlinje.continuity.queries.plans import document_of, latest_version
from frontlinje.continuity.rules.measures.channels import CloseChannels
from frontlinje.continuity.rules.measures.queues import RelaxSkills
from frontlinje.continuity.tests.small_plans import saved
from frontlinje.people.tests.cast import Cast
from tests.screens.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLOSED_WEB = {"kind": "close_channels", "channels": ["web"], "alternative": "phone"}
FEWER = {"kind": "minimum_staffing", "ready": 2}


def test_a_plan_is_changed_on_cards_compared_copied_and_carried_as_a_file(
    visitor: Visitor, floor: Revision, cast: Cast, tmp_path: Path
) -> None:
    saved("portal-down", at=clock.now(), measures=[CLOSED_WEB, FEWER])
    page = visitor(cast.hedda)
    page.goto("/continuity/plans/portal-down/")
    page.get_by_role("link", name="Endre").click()

    add(page, "relax_skills")
    card(page, 3).locator("[name$=-by]").fill("2")
    card(page, 3).get_by_role("button", name=re.compile("opp$")).click()
    expect(card(page, 2).locator("[name$=-by]")).to_have_value("2")
    card(page, 3).get_by_role("button", name=re.compile("^Fjern")).click()
    expect(page.locator("#plan-measures .plan-cards > li")).to_have_count(2)
    card(page, 1).locator(".plan-fields > summary").click()
    card(page, 1).locator("[name$=-alternative]").select_option("mail")
    page.locator("[name=reason]").fill("Telefonen tåler ikke mer")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.wait_for_url(re.compile("/plans/portal-down/$"))
    closing, relaxing = document_of(latest_version("portal-down")).measures
    assert isinstance(closing, CloseChannels)
    assert closing.alternative == "mail"
    assert isinstance(relaxing, RelaxSkills)
    assert relaxing.by == 2

    versions = page.locator("ol[reversed] > li")
    expect(versions.first).to_contain_text("Telefonen tåler ikke mer")
    versions.first.get_by_role("link", name="Hva som ble endret").click()
    expect(page.locator("h1")).to_have_text("Versjon 1 og 2")
    expect(page.locator("main")).to_contain_text("Krev lavere nivå av kompetanse (−2) i alle køer")
    expect(page.locator("main")).to_contain_text("E-post")

    carried_as_a_file(page, tmp_path)


def carried_as_a_file(page: Page, folder: Path) -> None:
    """Copy the plan, take the copy out, change it in an editor, and take it in again."""
    page.goto("/continuity/plans/portal-down/")
    page.locator("form[action$='/copy/'] [name=code]").fill("portal-down-b")
    page.get_by_role("button", name="Kopier og endre").click()
    page.wait_for_url(re.compile("/plans/portal-down-b/"))
    page.goto("/continuity/plans/portal-down-b/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Eksporter").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    path = folder / "plan.yaml"
    path.write_text(text.replace("by: 2", "by: 4"), encoding="utf-8")
    page.goto("/continuity/import/")
    page.locator("[name=file]").set_input_files(path)
    page.locator("form.fl-form button").click()
    page.wait_for_url(re.compile("/plans/portal-down-b/"))
    relaxed = document_of(latest_version("portal-down-b")).measures[1]
    assert isinstance(relaxed, RelaxSkills)
    assert relaxed.by == 4
    assert document_of(latest_version("portal-down")).measures[1] != relaxed, "a copy is another"


def card(page: Page, number: int) -> Locator:
    return page.locator(f"#plan-measures .plan-cards > li:nth-child({number})")


def add(page: Page, kind: str) -> None:
    cards = page.locator("#plan-measures .plan-cards > li")
    there = cards.count()
    page.locator("#measure-kind").select_option(kind)
    page.locator("#add-measure").click()
    expect(cards).to_have_count(there + 1)
